// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/api_client.h"

#include <QTimer>

namespace cairn::ui {

/// Asks the same question again and again while it runs: the next time a second (or `interval`) after the answer to the
/// last, so that a slow gateway is never asked twice at once. Pausing is its owner's business: stop() and start().
class Poller final : public QObject {
    Q_OBJECT

public:
    /// `question` is asked anew each time: filters may have changed.
    Poller(ApiClient& client, std::function<ApiCall()> question, QObject* parent);

    void setInterval(std::chrono::milliseconds interval) { m_timer.setInterval(interval); }
    void start(); ///< asks at once, too
    void stop(); ///< an answer under way is dropped
    void askNow(); ///< supersedes an answer under way; also works while it does not run
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    void answered(const cairn::ui::ApiReply& reply); ///< also errors

private:
    ApiClient& m_client;
    std::function<ApiCall()> m_question;
    QTimer m_timer;
    bool m_isRunning = false;
    quint64 m_asked = 0; // number of the newest question: older answers are dropped
};

} // namespace cairn::ui
