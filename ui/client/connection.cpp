// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/connection.h"

#include <cmath>

namespace cairn::ui {

namespace {

constexpr double kSlowMilliseconds = 1500;

Connection::State stateOf(const ApiError& error)
{
    switch (error.kind) {
    case ApiError::Kind::Unreachable:
    case ApiError::Kind::TimedOut: return Connection::State::Gone;
    case ApiError::Kind::Unauthorized: return Connection::State::Refused;
    case ApiError::Kind::NotServed:
    case ApiError::Kind::Broken: return Connection::State::Strange;
    case ApiError::Kind::Declined: return error.status == 503 ? Connection::State::Slow : Connection::State::Strange;
    }
    return Connection::State::Gone;
}

ApiCall statusCall(std::chrono::milliseconds timeout)
{
    ApiCall call = ApiCall::get({QStringLiteral("status")});
    call.timeout = timeout;
    return call;
}

} // namespace

Connection::Connection(ApiClient& client, QObject* parent)
    : QObject(parent)
    , m_client(client)
    , m_poller(
          client, [this] { return statusCall(m_timeout); }, this)
    , m_heard(QDateTime::currentDateTime())
    , m_since(m_heard)
{
    m_poller.setHeartbeat();
    m_overdue.setSingleShot(true);
    connect(&m_overdue, &QTimer::timeout, this, &Connection::wait);
    connect(&m_poller, &Poller::answered, this, &Connection::take);
    connect(&client, &ApiClient::targetChanged, this, &Connection::forget);
    connect(&client.wait(), &AnswerWait::changed, this, &Connection::waitChanged);
    if (!client.target().base.isEmpty()) {
        m_overdue.start(m_patience);
        m_poller.start();
    }
}

void Connection::retryNow()
{
    m_poller.askNow();
}

void Connection::setPatience(std::chrono::milliseconds slow, std::chrono::milliseconds gone)
{
    m_patience = slow;
    m_timeout = gone;
}

void Connection::forget()
{
    m_isKnown = false;
    m_status = {};
    m_heard = QDateTime::currentDateTime();
    m_overdue.start(m_patience);
    become(State::Connecting, {});
    m_poller.start();
}

// A gateway that takes ten seconds for each answer is not gone; yet somebody waits.
void Connection::wait()
{
    if (!isUsable() && m_state != State::Connecting)
        return;
    m_overdue.start(std::chrono::seconds(1));
    become(State::Slow, tr("no answer for %1 s").arg(m_heard.secsTo(QDateTime::currentDateTime())));
}

void Connection::take(const ApiReply& reply)
{
    m_roundTrip = reply.milliseconds;
    m_overdue.start(m_patience);
    if (reply.ok() || reply.error->status > 0)
        m_heard = QDateTime::currentDateTime();
    if (!reply.ok()) {
        become(stateOf(*reply.error), reply.error->message);
        return;
    }
    if (!GatewayStatus::isOne(reply.data))
        return become(State::Strange, tr("its status lacks what every gateway says"));
    const double before = m_status.startTime;
    m_status = GatewayStatus::read(reply.data);
    if (m_isKnown && std::abs(before - m_status.startTime) > 1) // the clock may have been set a little
        emit restarted();
    m_isKnown = true;
    const bool isSlow = reply.milliseconds > kSlowMilliseconds;
    become(isSlow ? State::Slow : State::Fine,
        isSlow ? tr("an answer took %1 s").arg(reply.milliseconds / 1000, 0, 'f', 1) : QString());
    emit statusChanged();
}

void Connection::become(State state, const QString& reason)
{
    if (state == m_state && reason == m_reason)
        return;
    if (state != m_state)
        m_since = state == State::Gone ? m_heard : QDateTime::currentDateTime();
    m_state = state;
    m_reason = reason;
    m_client.pulse().setDown(state == State::Gone || state == State::Refused || state == State::Strange);
    emit stateChanged();
}

} // namespace cairn::ui
