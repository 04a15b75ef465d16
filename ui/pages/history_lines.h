// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/time_chart.h"

#include <QJsonObject>

namespace cairn::ui {

/// Lines of `/api/v2/history`, ready for a chart.
struct HistoryLines {
    QList<TimeLine> lines;
    double newest = 0; ///< Unix time of each line's last point

    [[nodiscard]] QList<TimeLine> named(const QStringList& names) const; ///< those, in that order
    [[nodiscard]] QList<double> points(const QString& name) const; ///< of one; empty where it is not there
};
[[nodiscard]] HistoryLines readHistory(const QJsonObject& data);

} // namespace cairn::ui
