// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/trouble_banner.h"

#include "ui/window/local_gateway.h"

namespace cairn::ui {

TroubleBanner::TroubleBanner(Banner& banner, Connection& connection, LocalGateway* local, QObject* parent)
    : QObject(parent), m_banner(banner), m_connection(connection), m_local(local)
{
    connect(&banner, &Banner::actionAsked, this, &TroubleBanner::act);
    connect(&connection, &Connection::stateChanged, this, &TroubleBanner::tell);
    connect(&connection, &Connection::statusChanged, this, &TroubleBanner::tell);
    if (local != nullptr)
        connect(local, &LocalGateway::changed, this, &TroubleBanner::tell);
}

void TroubleBanner::setLocal(bool isLocal)
{
    m_isLocal = isLocal;
    tell();
}

bool TroubleBanner::isHomeDown() const
{
    return m_isLocal && m_local != nullptr && !m_local->isRunning();
}

void TroubleBanner::tell()
{
    const QString text = isHomeDown() ? localTrouble() : trouble();
    if (text.isEmpty())
        m_banner.clear();
    else
        m_banner.say(text, isHomeDown() ? tr("Start it") : tr("Retry now"),
            m_connection.state() == Connection::State::Slow ? ColorRole::Warning : ColorRole::Bad);
}

void TroubleBanner::act()
{
    if (isHomeDown())
        m_local->start(m_local->address());
    else
        m_connection.retryNow();
}

QString TroubleBanner::localTrouble() const
{
    if (m_local->complaint().isEmpty())
        return tr("The gateway of this window is stopped. Nothing can be pushed to it.");
    return tr("The gateway did not start: %1.").arg(m_local->complaint());
}

QString TroubleBanner::trouble() const
{
    const QString since = m_connection.since().toString(QStringLiteral("HH:mm:ss"));
    const QString reason = m_connection.reason();
    switch (m_connection.state()) {
    case Connection::State::Connecting:
    case Connection::State::Fine: break;
    case Connection::State::Slow: return tr("Slow answers since %1: %2. What you see may be old.").arg(since, reason);
    case Connection::State::Gone: return tr("No answer since %1: %2. What you see is old.").arg(since, reason);
    case Connection::State::Refused:
        return tr("Not let in since %1: %2. Its administration may need a token, or to be "
                  "called from its own computer.")
            .arg(since, reason);
    case Connection::State::Strange:
        return tr("Strange answers since %1, not of Cairn’s admin API: %2.").arg(since, reason);
    }
    const QString complaint = m_connection.isKnown() ? m_connection.status().complaint : QString();
    return complaint.isEmpty() ? QString() : tr("The gateway is not well: %1.").arg(complaint);
}

} // namespace cairn::ui
