// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/change_watch.h"

#include "ui/client/connection.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace cairn::ui {

namespace {

constexpr int kWaitSeconds = 20; // of the gateway, before it answers that nothing changed
constexpr int kLeastGap = 100; // milliseconds from one beat to the next
constexpr int kSteadyGap = 1000;
constexpr double kMostBeats = 5;
constexpr int kLongestGap = 30'000; // after failures
const QString kLane = QStringLiteral("changes");

// A scrape changes nothing that a page shows but the status, which is asked for anyway.
ApiCall changesCall(std::optional<qint64> since)
{
    ApiCall call = ApiCall::get({QStringLiteral("changes")})
                       .with(QStringLiteral("since"), since ? QString::number(*since) : QString())
                       .with(QStringLiteral("timeout"), QString::number(kWaitSeconds))
                       .in(kLane);
    for (const char* kind : {"pushes", "families", "rules", "reset", "undo", "wipe", "hint"})
        addParameter(call.query, QStringLiteral("kind"), QString::fromLatin1(kind));
    call.timeout = std::chrono::seconds(kWaitSeconds + 10);
    call.isQuiet = true;
    call.isLongPoll = true;
    return call;
}

} // namespace

ChangeWatch::ChangeWatch(ApiClient& client, Connection& connection, QObject* parent)
    : QObject(parent), m_client(client), m_connection(connection)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &ChangeWatch::ask);
    connect(&client.pulse(), &Pulse::audienceChanged, this, &ChangeWatch::follow);
    connect(&connection, &Connection::stateChanged, this, &ChangeWatch::follow);
    connect(&connection, &Connection::restarted, this, &ChangeWatch::restart);
    connect(&client, &ApiClient::targetChanged, this, &ChangeWatch::restart);
    follow();
}

void ChangeWatch::follow()
{
    const bool follows = m_connection.isUsable() && m_client.pulse().hasAudience();
    if (follows == m_isFollowing)
        return;
    m_isFollowing = follows;
    m_next.stop();
    m_failures = 0;
    m_beats = kMostBeats;
    m_clock.start();
    if (follows)
        return ask();
    m_client.cancel(this, kLane);
    m_client.pulse().setLive(false);
}

// Its numbers begin again.
void ChangeWatch::restart()
{
    m_client.cancel(this, kLane);
    m_client.pulse().setLive(false);
    m_next.stop();
    m_since.reset();
    m_isFollowing = false;
    follow();
}

void ChangeWatch::ask()
{
    m_client.send(changesCall(m_since), this, [this](const ApiReply& reply) { take(reply); });
}

void ChangeWatch::take(const ApiReply& reply)
{
    if (!m_isFollowing)
        return;
    const QJsonValue sequence = reply.data.value(u"sequence");
    if (!reply.ok() || !sequence.isDouble())
        return takeError();
    const bool isNew = !reply.data.value(u"changes").toArray().isEmpty() || reply.data.value(u"dropped").toDouble() > 0;
    const bool isFirst = !m_since;
    m_since = sequence.toInteger();
    m_failures = 0;
    m_client.pulse().setLive(true);
    if (isNew)
        m_client.pulse().beat();
    const bool hasWaited = reply.milliseconds > kSteadyGap; // else it has no room for those who wait
    m_next.start(isNew ? gap() : isFirst || hasWaited ? 0 : kSteadyGap);
}

// Whoever looks on polls meanwhile.
void ChangeWatch::takeError()
{
    m_client.pulse().setLive(false);
    if (m_failures == 0)
        m_connection.retryNow(); // it may be gone
    const int doublings = std::min(m_failures++, 10);
    m_next.start(std::min(kSteadyGap << doublings, kLongestGap));
}

int ChangeWatch::gap()
{
    m_beats = std::min(kMostBeats, m_beats + static_cast<double>(m_clock.restart()) / kSteadyGap);
    m_beats -= 1;
    return std::max(kLeastGap, static_cast<int>(std::ceil(-m_beats * kSteadyGap)));
}

} // namespace cairn::ui
