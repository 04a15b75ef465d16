// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/api_client.h"

#include <QElapsedTimer>
#include <QTimer>

namespace cairn::ui {

/// Asks the same question again and again while it runs: a second (or `interval`) after the answer to the last, so that
/// a slow gateway is never asked twice at once; at once where the client's pulse beats; seldom while nothing changes;
/// not more than a tenth of the time, and less and less often where no answer comes. Pausing is its owner's business:
/// stop() and start().
class Poller final : public QObject {
    Q_OBJECT

public:
    /// `question` is asked anew each time: filters may have changed.
    Poller(ApiClient& client, std::function<ApiCall()> question, QObject* parent);
    ~Poller() override;

    /// Also after beats no sooner than this. What is not set is a second, and a tenth of one after beats.
    void setInterval(std::chrono::milliseconds interval);
    /// It watches the gateway itself: it does not rest while nothing changes or the gateway is down, counts as nobody
    /// who looks on, and nobody waits for its answers.
    void setHeartbeat();
    void start(); ///< asks at once, too
    void stop(); ///< an answer under way is dropped
    void askNow(); ///< supersedes an answer under way; also works while it does not run
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    void answered(const cairn::ui::ApiReply& reply); ///< also errors

private:
    void hear();
    void askInTurn();
    void take(const ApiReply& reply);
    [[nodiscard]] std::chrono::milliseconds pause(const ApiReply& reply) const;

    ApiClient& m_client;
    std::function<ApiCall()> m_question;
    QTimer m_timer;
    QElapsedTimer m_sinceAsked;
    std::chrono::milliseconds m_interval{1000};
    std::chrono::milliseconds m_leastGap{100};
    int m_failures = 0; // in a row
    bool m_isRunning = false;
    bool m_isAsking = false;
    bool m_isStale = false; // a beat came while it was asking
    bool m_isHeartbeat = false;
    quint64 m_asked = 0; // number of the newest question: older answers are dropped
};

} // namespace cairn::ui
