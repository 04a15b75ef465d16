// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAction;
class QMenu;
class QMenuBar;

namespace cairn::ui {

class Page;

/// What the window can do, each with its key, in menus. The window connects them.
struct WindowMenus {
    explicit WindowMenus(QMenuBar& bar);

    void addPages(const QList<Page*>& pages); ///< into the view menu, with Ctrl+1 …; see pageActions
    void showActionsOf(const Page& page); ///< its own menu
    [[nodiscard]] QList<QAction*> all() const; ///< of every menu, for the palette

    QMenuBar& bar;
    QMenu* gateway;
    QMenu* edit;
    QMenu* view;
    QMenu* page;
    QMenu* help;
    QList<QAction*> pageActions; ///< one per page, in order

    QAction* connectTo;
    QAction* retry;
    QAction* stay; ///< closing the window hides it
    QAction* quit;
    QAction* undo;
    QAction* filter;
    QAction* pause;
    QAction* refresh;
    QAction* back;
    QAction* fold;
    QAction* lightScheme;
    QAction* darkScheme;
    QAction* systemScheme;
    QAction* larger;
    QAction* smaller;
    QAction* resetLayout;
    QAction* fullScreen;
    QAction* palette;
    QAction* keys;
    QAction* about;
};

} // namespace cairn::ui
