// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/gateway_status.h"
#include "ui/pages/history_lines.h"

namespace cairn::ui {

/// The last ten minutes of the gateway's own lines: as it tells them, or gathered here from its status, second by
/// second, for as long as it does not. Seconds without an answer are gaps.
class OverviewHistory {
public:
    void take(const GatewayStatus& status);
    void take(const HistoryLines& told); ///< from here on only this counts, until clear()
    void clear();

    [[nodiscard]] QList<double> points(const QString& name) const;
    /// How many there were in the last sixty seconds, of a line of rates.
    [[nodiscard]] double lastMinute(const QString& name) const;
    [[nodiscard]] HistoryLines lines() const;

private:
    void append(const QString& name, double value, int gap);

    HistoryLines m_lines;
    qint64 m_length = 0; // of each line
    bool m_isTold = false;
};

} // namespace cairn::ui
