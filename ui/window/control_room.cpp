// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/control_room.h"

#include "ui/keyring/keyring.h"
#include "ui/theme/theme.h"
#include "ui/window/local_gateway.h"
#include "ui/window/main_window.h"
#include "ui/window/window_memory.h"

#include <QSettings>

#include <algorithm>

namespace cairn::ui {

namespace {

constexpr auto kLast = "lastConnection"; // its id; none: this computer

void rememberLast(const QString& id)
{
    QSettings().setValue(QLatin1String(kLast), id);
}

} // namespace

ControlRoom::ControlRoom(LocalGateway* local, const QUrl& remote, const Desktop& desktop, QObject* parent)
    : QObject(parent), m_local(local), m_session(local, desktop.secrets != nullptr ? desktop.secrets : systemKeyring())
{
    restoreLooks();
    Theme::instance().start();
    m_window = std::make_unique<MainWindow>(m_session, local, desktop);
    connect(m_window.get(), &MainWindow::quitAsked, this, &ControlRoom::quitAsked);
    connect(&m_session, &Session::homeAsked, this, [this] {
        rememberLast({});
        connectHere();
    });
    connect(&m_session, &Session::connectionAsked, this, [this](const SavedConnection& saved) {
        rememberLast(saved.id);
        connectToSaved(saved);
    });
    connect(&m_session, &Session::connectionEdited, this, &ControlRoom::followEdit);
    if (local != nullptr)
        connect(local, &LocalGateway::changed, this, &ControlRoom::followLocal);
    if (remote.isEmpty())
        connectToLast();
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
    m_there.clear();
    followLocal();
}

void ControlRoom::connectTo(const ApiTarget& target, const Place& place)
{
    m_isHere = false;
    m_there.clear();
    m_session.client().setTarget(target);
    m_window->setPlace(place);
}

void ControlRoom::connectToSaved(const SavedConnection& saved)
{
    connectTo({saved.url, saved.secret, saved.user}, saved.place());
    m_there = saved.id;
}

// Only what somebody opened by hand counts: an address on the command line is for that one time.
void ControlRoom::connectToLast()
{
    QSettings settings;
    const QString id = settings.value(QLatin1String(kLast)).toString();
    const QList<SavedConnection> all = readConnections(settings);
    const auto last = std::find_if(
        all.begin(), all.end(), [&](const SavedConnection& one) { return !id.isEmpty() && one.id == id; });
    if (last == all.end())
        return connectHere();
    connectToSaved(*last);
    noticeLast(*last);
    unlock(*last);
}

// Whoever starts the program sees at once that it is not their own gateway, and how to get there.
void ControlRoom::noticeLast(const SavedConnection& saved)
{
    if (m_local == nullptr)
        return;
    const QString here = m_local->isRunning()
        ? tr("This computer’s gateway runs at %1.").arg(m_local->url().toString())
        : tr("This computer’s gateway did not start: %1.").arg(m_local->complaint());
    m_session.notify({tr("%1 is open, as it was last time.").arg(saved.name) + u' ' + here, tr("To this computer"),
        [this] {
            m_session.goHome();
            m_session.notify({}); // what it said is done
        },
        !m_local->isRunning()});
}

// An address that is saved under a name is that connection, with its secret and its edge.
void ControlRoom::connectToAddress(const QUrl& url)
{
    QSettings settings;
    const QList<SavedConnection> all = readConnections(settings);
    const auto known
        = std::find_if(all.begin(), all.end(), [&](const SavedConnection& one) { return isSamePlace(one.url, url); });
    if (known == all.end())
        return connectTo({url, {}, {}}, {url.host(), {}, MarkColor::None});
    connectToSaved(*known);
    unlock(*known);
}

void ControlRoom::unlock(const SavedConnection& saved)
{
    if (!saved.hasSecret)
        return;
    m_session.secrets().read(saved.id, this, [this, saved](const QByteArray& secret, const QString& problem) {
        if (m_there != saved.id) // somebody has gone elsewhere since
            return;
        if (!problem.isEmpty())
            m_session.notify({tr("The keyring did not give the secret of %1: %2.").arg(saved.name, problem),
                tr("Connections"), [this] { m_session.openPage(QStringLiteral("connections")); }, true});
        SavedConnection whole = saved;
        whole.secret = secret;
        connectToSaved(whole);
    });
}

// Its name and colour are seen at once; under another address it is opened anew by hand.
void ControlRoom::followEdit(const SavedConnection& saved)
{
    if (m_there == saved.id && m_session.client().target().base == saved.url)
        m_window->setPlace(saved.place());
}

// A gateway that stops keeps its address in the title; one that starts may have another.
void ControlRoom::followLocal()
{
    if (!m_isHere || m_local == nullptr)
        return;
    const ApiTarget target{m_local->url(), {}, {}};
    if (m_local->isRunning() && target != m_session.client().target())
        m_session.client().setTarget(target);
    else if (m_local->isRunning() && !m_session.connection().isUsable())
        m_session.connection().retryNow(); // it has just started where it was: nobody waits for the next turn
    m_window->setPlace({});
}

} // namespace cairn::ui
