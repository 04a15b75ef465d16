// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/families/families_tab.h"

#include "ui/window/session.h"

namespace cairn::ui {

FamiliesTab::FamiliesTab(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_poller(
          session.client(), [this] { return question(); }, this)
{
    connect(&m_poller, &Poller::answered, this, [this](const ApiReply& reply) { take(reply); });
}

void FamiliesTab::setFamily(const Family& family)
{
    const bool isOther = family.name != m_family.name;
    m_family = family;
    if (!isOther)
        return;
    m_series.clear();
    forget();
    askNow();
}

void FamiliesTab::setSeries(const QString& labelsText)
{
    if (labelsText == m_series)
        return;
    m_series = labelsText;
    askNow();
}

void FamiliesTab::setRunning(bool running)
{
    if (running && !m_family.name.isEmpty())
        m_poller.start();
    else
        m_poller.stop();
}

void FamiliesTab::askNow()
{
    if (m_poller.isRunning())
        m_poller.askNow();
}

} // namespace cairn::ui
