// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/api_client.h"

#include <QElapsedTimer>
#include <QTimer>

#include <optional>

namespace cairn::ui {

class Connection;

/// Waits for changes by the admin API's long poll while somebody looks on and the gateway answers, and beats the
/// client's pulse: a few times at once after a rest, never more than ten times a second, and once a second while
/// changes do not end. Where the poll breaks the pulse is not live, and it tries again, less and less often.
class ChangeWatch final : public QObject {
    Q_OBJECT

public:
    ChangeWatch(ApiClient& client, Connection& connection, QObject* parent = nullptr);

private:
    void follow();
    void restart();
    void ask();
    void take(const ApiReply& reply);
    void takeError();
    [[nodiscard]] int gap();

    ApiClient& m_client;
    Connection& m_connection;
    QTimer m_next;
    QElapsedTimer m_clock; ///< since the last refill of m_beats
    std::optional<qint64> m_since;
    double m_startTime = 0;
    double m_beats = 0; ///< that may still come without a rest
    int m_failures = 0; ///< in a row
    bool m_isFollowing = false;
};

} // namespace cairn::ui
