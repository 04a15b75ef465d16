// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/refusal_watch.h"

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>

#include <functional>

namespace cairn::ui {

class LocalGateway;
class Session;
struct WindowMenus;

/// The icon beside the clock: how the gateway is, what can be done with it while the window is hidden, and a word on
/// refused pushes to whoever looks elsewhere. On a desktop without a tray it is nowhere, and nothing is missing.
class Tray final : public QObject {
    Q_OBJECT

public:
    enum class Look {
        Fine,
        Refusing, ///< well, yet it has refused pushes that nobody has looked at
        Waiting,
        Trouble,
    };

    Tray(Session& session, QWidget& window, const WindowMenus& menus, std::function<bool()> isThere);

    [[nodiscard]] Look look() const;
    [[nodiscard]] QString toolTip() const { return m_icon.toolTip(); }
    [[nodiscard]] const QMenu& menu() const { return m_menu; }
    void setPlace(const QString& name); ///< as in the window's title
    void showWindow();
    void hideWindow(); ///< until it is asked for, or there is no tray any more to ask it from

Q_SIGNALS:
    void told(const QString& title, const QString& text); ///< a notification, as it was sent to the desktop

private:
    void build(const WindowMenus& menus);
    void showState();
    void showSwitch();
    [[nodiscard]] QString stopText() const;
    void toggleWindow();
    void watchRefusals();

    Session& m_session;
    QWidget& m_window;
    std::function<bool()> m_isThere;
    bool m_isHidden = false; // the window, by us
    QString m_place;
    QSystemTrayIcon m_icon;
    QMenu m_menu;
    QAction* m_show = nullptr;
    QAction* m_switch = nullptr; // the gateway of this process: stop, start
    RefusalWatch m_refusals;
};

/// The icon for how it is: three stones, with a dot for refused pushes; while something is wrong one has fallen. Seen
/// on light and dark panels.
[[nodiscard]] QIcon trayIcon(Tray::Look look);

} // namespace cairn::ui
