// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/gateway_status.h"

#include <optional>

namespace cairn::ui {

/// When refused pushes are worth a word to somebody who looks elsewhere. Time is the gateway's own.
class RefusalWatch final {
public:
    struct Word {
        qint64 refused = 0; ///< since the last word
        QList<std::pair<QString, qint64>> byReason; ///< most first
    };

    /// Once per status heard. At most one word a minute, then one in two, four … up to an hour, until seen().
    [[nodiscard]] std::optional<Word> take(const GatewayStatus& status);
    [[nodiscard]] qint64 unseen() const { return m_unseen; } ///< refused since somebody looked
    void seen(); ///< somebody looks at the window: what has happened until now needs no word
    void forget(); ///< another gateway, or another life of it

private:
    [[nodiscard]] Word wordOn(const GatewayStatus& status) const;

    std::optional<GatewayStatus> m_told; // what was known when there was a word last
    std::optional<double> m_toldAt; // uptime of the last word
    double m_quietSeconds = 0; // before the next one
    bool m_isSeen = false;
    double m_seenTotal = 0;
    qint64 m_unseen = 0;
};

} // namespace cairn::ui
