// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/window_menus.h"

#include "ui/window/page.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

namespace cairn::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("cairn::ui::WindowMenus", text);
}

QAction* add(QMenu* menu, const char* name, const QString& text, const QList<QKeySequence>& keys = {})
{
    QAction* action = menu->addAction(text);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcuts(keys);
    return action;
}

void makeExclusive(const QList<QAction*>& actions)
{
    auto* group = new QActionGroup(actions.first()->parent());
    for (QAction* action : actions) {
        action->setCheckable(true);
        group->addAction(action);
    }
}

} // namespace

WindowMenus::WindowMenus(QMenuBar& menuBar)
    : bar(menuBar)
    , gateway(menuBar.addMenu(tr("&Gateway")))
    , edit(menuBar.addMenu(tr("&Edit")))
    , view(menuBar.addMenu(tr("&View")))
    , page(menuBar.addMenu(tr("&Page")))
    , help(menuBar.addMenu(tr("&Help")))
    , connectTo(add(gateway, "connectTo", tr("Connections…")))
    , retry(add(gateway, "retry", tr("Retry now")))
    , stay(nullptr)
    , quit(nullptr)
    , undo(add(edit, "undo", tr("Undo reset"), {QKeySequence::Undo}))
    , filter(add(edit, "filterFocus", tr("Filter"), {QKeySequence(Qt::Key_Slash), QKeySequence(Qt::CTRL | Qt::Key_L)}))
    , pause(add(view, "pauseToggle", tr("Pause"), {QKeySequence(Qt::Key_Space)}))
    , refresh(add(view, "refresh", tr("Refresh"), {QKeySequence(Qt::Key_F5)}))
    , back(add(view, "back", tr("Back out one step"), {QKeySequence(Qt::Key_Escape)}))
    , fold(add(view, "fold", tr("Fold the page list"), {QKeySequence(Qt::CTRL | Qt::Key_B)}))
    , palette(add(help, "paletteOpen", tr("Command palette"), {QKeySequence(Qt::CTRL | Qt::Key_K)}))
    , keys(add(help, "keys", tr("Keys"), {QKeySequence(Qt::Key_Question), QKeySequence(Qt::Key_F1)}))
    , about(add(help, "about", tr("About Cairn")))
{
    gateway->addSeparator();
    stay = add(gateway, "stay", tr("Stay in the tray when closed"));
    stay->setCheckable(true);
    quit = add(gateway, "quit", tr("Quit"), {QKeySequence::Quit});
    pause->setCheckable(true);
    fold->setCheckable(true);
    view->addSeparator();
    systemScheme = add(view, "systemScheme", tr("Colours of the system"));
    lightScheme = add(view, "lightScheme", tr("Light"));
    darkScheme = add(view, "darkScheme", tr("Dark"));
    makeExclusive({systemScheme, lightScheme, darkScheme});
    view->addSeparator();
    larger = add(view, "larger", tr("Larger text"), {QKeySequence::ZoomIn, QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    smaller = add(view, "smaller", tr("Smaller text"), {QKeySequence::ZoomOut});
    fullScreen = add(view, "fullScreen", tr("Full screen"), {QKeySequence(Qt::Key_F11)});
    fullScreen->setCheckable(true);
    resetLayout = add(view, "resetLayout", tr("Reset layout"));
    view->addSeparator();
}

void WindowMenus::addPages(const QList<Page*>& pages)
{
    int number = 1;
    for (const Page* one : pages) {
        QAction* action = view->addAction(one->info().title);
        action->setObjectName(QStringLiteral("page.") + one->info().id);
        if (number <= 9)
            action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number++)));
        pageActions.append(action);
    }
}

void WindowMenus::showActionsOf(const Page& shown)
{
    page->clear(); // the actions are the page's
    page->addActions(shown.pageActions());
    page->menuAction()->setVisible(!page->isEmpty());
}

QList<QAction*> WindowMenus::all() const
{
    QList<QAction*> found = pageActions;
    for (const QMenu* menu : {page, edit, view, gateway, help}) {
        for (QAction* action : menu->actions()) {
            if (!action->isSeparator() && !found.contains(action) && action != palette && action != back)
                found.append(action);
        }
    }
    return found;
}

} // namespace cairn::ui
