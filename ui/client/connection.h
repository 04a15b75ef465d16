// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/gateway_status.h"
#include "ui/client/poller.h"

#include <QDateTime>

namespace cairn::ui {

/// How it stands with the gateway: asks its status once a second, always, and comes back by itself.
class Connection final : public QObject {
    Q_OBJECT

public:
    enum class State {
        Connecting, ///< not heard of yet
        Fine,
        Slow, ///< answers, but takes its time; or has not answered yet, for longer than it should take
        Gone, ///< no answer
        Refused, ///< 401 or 403
        Strange, ///< answers something that is not the admin API
    };
    Q_ENUM(State)

    explicit Connection(ApiClient& client, QObject* parent = nullptr);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isUsable() const { return m_state == State::Fine || m_state == State::Slow; }
    [[nodiscard]] QDateTime since() const { return m_since; } ///< when the state began
    [[nodiscard]] QString reason() const { return m_reason; } ///< of trouble, in a few words
    /// How long an answer has been out; 0 while that is not worth a word.
    [[nodiscard]] std::chrono::seconds waiting() const { return m_client.wait().time(); }
    [[nodiscard]] double roundTripMilliseconds() const { return m_roundTrip; } ///< of the last answer
    [[nodiscard]] const GatewayStatus& status() const { return m_status; } ///< the last one known
    [[nodiscard]] bool isKnown() const { return m_isKnown; } ///< status() was heard once

    void retryNow();
    /// It is slow where it has not answered for so long, and gone after the other.
    void setPatience(std::chrono::milliseconds slow, std::chrono::milliseconds gone);

Q_SIGNALS:
    void stateChanged();
    void statusChanged(); ///< heard anew: once a second while the gateway answers
    void waitChanged();
    void restarted(); ///< the gateway is another process than before: what was known of it is gone

private:
    void take(const ApiReply& reply);
    void forget();
    void wait();
    void become(State state, const QString& reason);

    ApiClient& m_client;
    std::chrono::milliseconds m_patience{3000};
    std::chrono::milliseconds m_timeout{12'000};
    Poller m_poller;
    QTimer m_overdue; // the answer that is waited for
    QDateTime m_heard; // the last answer; before there is one: when it began to wait
    State m_state = State::Connecting;
    QDateTime m_since;
    QString m_reason;
    double m_roundTrip = 0;
    GatewayStatus m_status;
    bool m_isKnown = false;
};

} // namespace cairn::ui
