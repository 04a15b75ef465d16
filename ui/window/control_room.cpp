// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/control_room.h"

#include "ui/keyring/keyring.h"
#include "ui/theme/theme.h"
#include "ui/window/local_gateway.h"
#include "ui/window/main_window.h"

#include <QSettings>

#include <algorithm>

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

// QUrl keeps the slash of an empty path.
bool isSamePlace(const QUrl& one, const QUrl& other)
{
    const auto folded = [](const QUrl& url) {
        return url.path() == u"/" ? url.adjusted(QUrl::RemovePath) : url.adjusted(QUrl::StripTrailingSlash);
    };
    return folded(one) == folded(other);
}

} // namespace

ControlRoom::ControlRoom(LocalGateway* local, const QUrl& remote, const Desktop& desktop, QObject* parent)
    : QObject(parent), m_local(local), m_session(local, desktop.secrets != nullptr ? desktop.secrets : systemKeyring())
{
    startTheme();
    m_window = std::make_unique<MainWindow>(m_session, local, desktop);
    connect(m_window.get(), &MainWindow::quitAsked, this, &ControlRoom::quitAsked);
    connect(&m_session, &Session::homeAsked, this, &ControlRoom::connectHere);
    connect(&m_session, &Session::connectionAsked, this, &ControlRoom::connectToSaved);
    if (local != nullptr)
        connect(local, &LocalGateway::changed, this, &ControlRoom::followLocal);
    if (remote.isEmpty())
        connectHere();
    else
        connectToAddress(remote);
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

void ControlRoom::connectToSaved(const SavedConnection& saved)
{
    connectTo({saved.url, saved.secret, saved.user}, saved.name);
    m_window->setProduction(saved.isProduction);
}

// An address that is saved under a name is that connection, with its secret and its edge.
void ControlRoom::connectToAddress(const QUrl& url)
{
    QSettings settings;
    const QList<SavedConnection> all = readConnections(settings);
    const auto known
        = std::find_if(all.begin(), all.end(), [&](const SavedConnection& one) { return isSamePlace(one.url, url); });
    if (known == all.end())
        return connectTo({url, {}, {}}, url.host());
    connectToSaved(*known);
    if (!known->hasSecret)
        return;
    m_session.secrets().read(known->id, this, [this, saved = *known](const QByteArray& secret, const QString&) {
        SavedConnection whole = saved;
        whole.secret = secret;
        if (m_session.client().target().base == saved.url) // nobody has gone elsewhere since
            connectToSaved(whole);
    });
}

// A gateway that stops keeps its address in the title; one that starts may have another.
void ControlRoom::followLocal()
{
    if (!m_isHere || m_local == nullptr)
        return;
    const ApiTarget target{m_local->url(), {}, {}};
    if (m_local->isRunning() && target != m_session.client().target())
        m_session.client().setTarget(target);
    m_window->setPlace({});
}

} // namespace cairn::ui
