// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/tray.h"

#include "ui/format/number_text.h"
#include "ui/theme/svg_icon.h"
#include "ui/window/local_gateway.h"
#include "ui/window/session.h"
#include "ui/window/window_menus.h"

#include <QAction>
#include <QWidget>

namespace cairn::ui {

namespace {

constexpr int kReasonsTold = 3;

// A panel has colours of its own, dark or light, that nobody tells: these are seen on both.
constexpr QRgb kFine = 0xFF1C897C;
constexpr QRgb kWaiting = 0xFF7D8794;
constexpr QRgb kTrouble = 0xFFD9453C;

QString reasonsOf(const RefusalWatch::Word& word)
{
    QStringList reasons;
    for (const auto& [reason, count] : word.byReason.mid(0, kReasonsTold))
        reasons.append(QStringLiteral("%1 × %2").arg(count).arg(reason));
    return reasons.join(QStringLiteral(", "));
}

} // namespace

QIcon trayIcon(Tray::Look look)
{
    const auto icon = [](const char* name, QRgb color) {
        const QString path = QStringLiteral(":/cairn/icons/%1.svg").arg(QLatin1String(name));
        return svgIcon(path, QColor::fromRgb(color), QColor::fromRgb(color));
    };
    switch (look) {
    case Tray::Look::Fine: return icon("tray", kFine);
    case Tray::Look::Refusing: return icon("tray-refused", kFine);
    case Tray::Look::Waiting: return icon("tray", kWaiting);
    case Tray::Look::Trouble: break;
    }
    return icon("tray-trouble", kTrouble);
}

Tray::Tray(Session& session, QWidget& window, const WindowMenus& menus, std::function<bool()> isThere)
    : QObject(&window), m_session(session), m_window(window), m_isThere(std::move(isThere))
{
    build(menus);
    Connection& connection = session.connection();
    connect(&connection, &Connection::stateChanged, this, &Tray::showState);
    connect(&connection, &Connection::statusChanged, this, &Tray::showState);
    connect(&connection, &Connection::statusChanged, this, &Tray::watchRefusals);
    connect(&session.client(), &ApiClient::targetChanged, this, [this] { m_refusals.forget(); });
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            toggleWindow();
    });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, [this] {
        showWindow();
        m_session.openPage(QStringLiteral("pushes"));
    });
    showState();
    m_icon.show(); // where a tray comes later, it appears there then
}

void Tray::build(const WindowMenus& menus)
{
    m_show = m_menu.addAction(tr("Show the window"), this, &Tray::toggleWindow);
    m_show->setObjectName(QStringLiteral("trayShow"));
    connect(&m_menu, &QMenu::aboutToShow, this, [this] {
        m_show->setText(m_window.isVisible() ? tr("Hide the window") : tr("Show the window"));
        if (m_switch != nullptr)
            showSwitch();
    });
    m_menu.setDefaultAction(m_show);
    m_menu.addAction(menus.pause);
    if (LocalGateway* local = m_session.local()) {
        m_switch = m_menu.addAction(QString(), this, [local] {
            if (local->isRunning())
                local->stop();
            else
                local->start(local->address());
        });
        m_switch->setObjectName(QStringLiteral("traySwitch"));
        connect(local, &LocalGateway::changed, this, &Tray::showSwitch);
        showSwitch();
    }
    m_menu.addSeparator();
    m_menu.addAction(menus.stay);
    m_menu.addAction(menus.quit);
    m_icon.setContextMenu(&m_menu);
}

Tray::Look Tray::look() const
{
    const Connection& connection = m_session.connection();
    if (connection.isUsable())
        return m_refusals.unseen() > 0 ? Look::Refusing : Look::Fine;
    const bool isStopped = m_session.local() != nullptr && !m_session.local()->isRunning();
    return connection.state() == Connection::State::Connecting || isStopped ? Look::Waiting : Look::Trouble;
}

void Tray::setPlace(const QString& name)
{
    m_place = name;
    showState();
}

void Tray::showState()
{
    if (m_isHidden && !m_isThere())
        showWindow();
    const Connection& connection = m_session.connection();
    m_icon.setIcon(trayIcon(look()));
    QString text = tr("Cairn — %1").arg(m_place);
    const int seriesCount = static_cast<int>(connection.status().series.now);
    if (connection.isUsable())
        text += u'\n'
            + tr("%1 pushes/s, %2 series", nullptr, seriesCount)
                  .arg(shortNumber(connection.status().pushes.rate), shortNumber(connection.status().series.now));
    else if (!connection.reason().isEmpty())
        text += u'\n' + connection.reason();
    if (const auto unseen = static_cast<int>(m_refusals.unseen()); unseen > 0)
        text += u'\n' + tr("%n pushes refused since you looked", nullptr, unseen);
    m_icon.setToolTip(text);
}

void Tray::showSwitch()
{
    m_switch->setText(m_session.local()->isRunning() ? stopText() : tr("Start the gateway"));
    showState();
}

// There is no second click here that would ask: what goes with it is said beforehand.
QString Tray::stopText() const
{
    const Connection& connection = m_session.connection();
    const bool isHome = m_session.client().target().base == m_session.local()->url();
    const int held = isHome && connection.isUsable() ? static_cast<int>(connection.status().series.now) : 0;
    return held > 0 ? tr("Stop the gateway and lose %n series", nullptr, held) : tr("Stop the gateway");
}

void Tray::toggleWindow()
{
    if (m_window.isVisible() && !m_window.isMinimized())
        hideWindow();
    else
        showWindow();
}

void Tray::hideWindow()
{
    m_isHidden = true;
    m_window.hide();
}

void Tray::showWindow()
{
    m_isHidden = false;
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
}

void Tray::watchRefusals()
{
    if (m_window.isActiveWindow())
        m_refusals.seen();
    const auto word = m_refusals.take(m_session.connection().status());
    showState();
    if (!word)
        return;
    const QString title
        = word->refused == 1 ? tr("1 push refused") : tr("%n pushes refused", nullptr, static_cast<int>(word->refused));
    const QString text = m_place + QStringLiteral(": ") + reasonsOf(*word);
    m_icon.showMessage(title, text, QSystemTrayIcon::Warning);
    emit told(title, text);
}

} // namespace cairn::ui
