// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QObject>

class QStackedWidget;

namespace cairn::ui {

class NavList;
class Page;
class PageBar;
class Session;
struct WindowMenus;

/// The pages of a window and how it goes between them: list, keys and menus choose one, which wakes; the one before it
/// sleeps. Each keeps its own filter and what was typed there.
class PageDeck final : public QObject {
    Q_OBJECT

public:
    /// Makes the pages. All parts outlive it.
    PageDeck(Session& session, NavList& nav, PageBar& bar, QStackedWidget& stack, WindowMenus& menus);

    [[nodiscard]] const QList<Page*>& pages() const { return m_pages; }
    [[nodiscard]] Page* current() const { return m_current; } ///< null until one was opened
    void open(const QString& id, const QString& what = {}); ///< an unknown id opens nothing
    void refresh();
    void setPaused(bool isPaused);
    void setAsleep(bool isAsleep); ///< nobody sees it: no page asks for anything
    void stepBack();
    void keepHistory() const; ///< of the filter of the page that is open
    [[nodiscard]] QStringList unsavedWork() const; ///< sentences, of all pages

Q_SIGNALS:
    void changed(); ///< another page is open

private:
    void addPage(int row);
    void goTo(Page* page); ///< and with the keys
    void show(Page* page);
    void focus(Page& page, QWidget* own) const;
    void takeFilter(const QString& text);

    NavList& m_nav;
    PageBar& m_bar;
    QStackedWidget& m_stack;
    WindowMenus& m_menus;
    QList<Page*> m_pages;
    Page* m_current = nullptr;
    QHash<QString, QString> m_filters; // by page
    bool m_isPaused = false;
    bool m_isAsleep = true;
};

} // namespace cairn::ui
