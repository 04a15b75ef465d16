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

ApiCall statusCall()
{
    ApiCall call = ApiCall::get({QStringLiteral("status")});
    call.timeout = std::chrono::milliseconds(5000);
    return call;
}

} // namespace

Connection::Connection(ApiClient& client, QObject* parent)
    : QObject(parent), m_poller(client, statusCall, this), m_since(QDateTime::currentDateTime())
{
    connect(&m_poller, &Poller::answered, this, &Connection::take);
    connect(&client, &ApiClient::targetChanged, this, &Connection::forget);
    if (!client.target().base.isEmpty())
        m_poller.start();
}

void Connection::retryNow()
{
    m_poller.askNow();
}

void Connection::forget()
{
    m_isKnown = false;
    m_status = {};
    become(State::Connecting, {});
    m_poller.start();
}

void Connection::take(const ApiReply& reply)
{
    m_roundTrip = reply.milliseconds;
    if (!reply.ok()) {
        become(stateOf(*reply.error), reply.error->message);
        return;
    }
    const double before = m_status.startTime;
    m_status = GatewayStatus::read(reply.data);
    if (m_isKnown && std::abs(before - m_status.startTime) > 1) // the clock may have been set a little
        emit restarted();
    m_isKnown = true;
    become(reply.milliseconds > kSlowMilliseconds ? State::Slow : State::Fine, {});
    emit statusChanged();
}

void Connection::become(State state, const QString& reason)
{
    if (state == m_state && reason == m_reason)
        return;
    if (state != m_state)
        m_since = QDateTime::currentDateTime();
    m_state = state;
    m_reason = reason;
    emit stateChanged();
}

} // namespace cairn::ui
