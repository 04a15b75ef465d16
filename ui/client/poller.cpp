// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/poller.h"

#include <algorithm>

namespace cairn::ui {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kQuietInterval(8000); // ages and windows go on; a gateway watches for ten seconds
constexpr milliseconds kLongestInterval(10'000); // after failures
constexpr int kShare = 10; // of the time, a gateway is kept busy no more than one such part

bool isFailure(const ApiReply& reply)
{
    return !reply.ok() && reply.error->kind != ApiError::Kind::Declined;
}

} // namespace

Poller::Poller(ApiClient& client, std::function<ApiCall()> question, QObject* parent)
    : QObject(parent), m_client(client), m_question(std::move(question))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Poller::askInTurn);
    connect(&client.pulse(), &Pulse::beaten, this, &Poller::hear);
    connect(&client, &ApiClient::targetChanged, this, [this] {
        m_failures = 0;
        if (m_isRunning)
            askNow();
    });
}

Poller::~Poller()
{
    stop();
}

void Poller::setInterval(milliseconds interval)
{
    m_interval = interval;
    m_leastGap = interval;
}

void Poller::setHeartbeat()
{
    m_isHeartbeat = true;
}

void Poller::start()
{
    if (m_isRunning)
        return;
    m_isRunning = true;
    if (!m_isHeartbeat)
        m_client.pulse().join();
    askNow();
}

void Poller::stop()
{
    if (m_isRunning && !m_isHeartbeat)
        m_client.pulse().leave();
    m_isRunning = false;
    m_isAsking = false;
    m_isStale = false;
    m_timer.stop();
    ++m_asked;
}

void Poller::hear()
{
    if (!m_isRunning)
        return;
    if (m_isAsking) {
        m_isStale = true;
        return;
    }
    const milliseconds left = m_leastGap - milliseconds(m_sinceAsked.elapsed());
    if (left.count() <= 0)
        askInTurn();
    else if (!m_timer.isActive() || m_timer.remainingTimeAsDuration() > left)
        m_timer.start(left);
}

void Poller::askInTurn()
{
    if (m_isHeartbeat || !m_client.pulse().isDown())
        askNow();
}

void Poller::askNow()
{
    m_timer.stop();
    m_isAsking = true;
    m_isStale = false;
    m_sinceAsked.start();
    const quint64 number = ++m_asked;
    ApiCall call = m_question();
    if (call.lane.isEmpty())
        call.lane = QStringLiteral("poll");
    call.isQuiet |= m_isHeartbeat;
    m_client.send(call, this, [this, number](const ApiReply& reply) {
        if (number == m_asked)
            take(reply);
    });
}

void Poller::take(const ApiReply& reply)
{
    m_isAsking = false;
    m_failures = isFailure(reply) ? m_failures + 1 : 0;
    if (m_isRunning)
        m_timer.start(pause(reply));
    emit answered(reply);
}

milliseconds Poller::pause(const ApiReply& reply) const
{
    if (m_failures > 0)
        return std::min(m_interval * (1 << std::min(m_failures - 1, 10)), kLongestInterval);
    const auto took = milliseconds(static_cast<qint64>(reply.milliseconds));
    const milliseconds rest = m_isHeartbeat ? m_interval : took * kShare;
    if (m_isStale)
        return std::max(m_leastGap, rest);
    return std::max(!m_isHeartbeat && m_client.pulse().isQuiet() ? kQuietInterval : m_interval, rest);
}

} // namespace cairn::ui
