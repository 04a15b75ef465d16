// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/control_room.h"

#include "ui/theme/theme.h"
#include "ui/window/local_gateway.h"
#include "ui/window/main_window.h"

#include <QSettings>

namespace cairn::ui {

namespace {

void startTheme()
{
    const QSettings settings;
    Theme& theme = Theme::instance();
    theme.setScheme(static_cast<Theme::Scheme>(settings.value(QStringLiteral("scheme"), 0).toInt()));
    theme.setFontPixels(settings.value(QStringLiteral("fontPixels"), theme.fontPixels()).toInt());
    theme.start();
}

} // namespace

ControlRoom::ControlRoom(LocalGateway* local, const QUrl& remote, const Desktop& desktop, QObject* parent)
    : QObject(parent), m_local(local), m_session(local)
{
    startTheme();
    m_window = std::make_unique<MainWindow>(m_session, local, desktop);
    connect(m_window.get(), &MainWindow::quitAsked, this, &ControlRoom::quitAsked);
    connect(&m_session, &Session::homeAsked, this, &ControlRoom::connectHere);
    connect(&m_session, &Session::connectionAsked, this, [this](const SavedConnection& saved) {
        connectTo({saved.url, saved.token}, saved.name);
        m_window->setProduction(saved.isProduction);
    });
    if (local != nullptr)
        connect(local, &LocalGateway::changed, this, &ControlRoom::followLocal);
    if (remote.isEmpty())
        connectHere();
    else
        connectTo({remote, {}}, remote.host());
}

ControlRoom::~ControlRoom() = default;

void ControlRoom::show()
{
    m_window->show();
}

void ControlRoom::connectHere()
{
    m_isHere = true;
    m_window->setProduction(false);
    followLocal();
}

void ControlRoom::connectTo(const ApiTarget& target, const QString& name)
{
    m_isHere = false;
    m_session.client().setTarget(target);
    m_window->setPlace(name);
}

// A gateway that stops keeps its address in the title; one that starts may have another.
void ControlRoom::followLocal()
{
    if (!m_isHere || m_local == nullptr)
        return;
    const ApiTarget target{m_local->url(), {}};
    if (m_local->isRunning() && target != m_session.client().target())
        m_session.client().setTarget(target);
    m_window->setPlace({});
}

} // namespace cairn::ui
