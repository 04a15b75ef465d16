// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/poller.h"
#include "ui/window/desktop.h"
#include "ui/window/session.h"

#include <QMainWindow>

#include <memory>

class QStackedWidget;

namespace cairn::ui {

class Banner;
class Leaving;
class LocalGateway;
class LoadingBar;
class NavList;
class Page;
class PageBar;
class PageDeck;
class ResetBar;
class StaleVeil;
class StatusStrip;
class Tray;
class TroubleBanner;
class UndoBar;
struct WindowMenus;

/// The control room: pages at the left, the one that is open, what is wrong above it, how it goes below it.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    /// `session` and `local` outlive the window; `local` may be null.
    MainWindow(Session& session, LocalGateway* local, Desktop desktop = {}, QWidget* parent = nullptr);
    ~MainWindow() override;

    void openPage(const QString& id, const QString& what = {});
    [[nodiscard]] Page* currentPage() const;
    [[nodiscard]] const QList<Page*>& pages() const;
    /// Which gateway this is: in title and status bar, and with a coloured edge where it is production.
    void setPlace(const Place& place);
    void setPaused(bool paused);

Q_SIGNALS:
    void quitAsked(); ///< by menu, key or the closed window: whoever owns the process ends it

protected:
    void closeEvent(QCloseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override; ///< minimised or not
    void hideEvent(QHideEvent* event) override; ///< who is not seen asks nothing
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void connectParts();
    void connectActions();
    void connectLeaving();
    void stepBack();
    void showTrouble();
    void showLiveness();
    void setAsleep(bool isAsleep);
    void setFolded(bool folded);
    void restore();
    void remember() const;

    Session& m_session;
    LocalGateway* m_local;
    Poller m_pushWatch; // on whichever page: a push is explained, and mistakes are found, while somebody watches
    Place m_place;
    NavList* m_nav;
    Banner* m_banner;
    PageBar* m_bar;
    LoadingBar* m_loading;
    QStackedWidget* m_stack;
    StaleVeil* m_veil;
    TroubleBanner* m_trouble;
    ResetBar* m_reset;
    UndoBar* m_undo;
    StatusStrip* m_status;
    std::unique_ptr<WindowMenus> m_menus;
    std::unique_ptr<PageDeck> m_deck;
    Leaving* m_leaving;
    Tray* m_tray;
};

} // namespace cairn::ui
