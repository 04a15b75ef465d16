// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/page_deck.h"

#include "ui/pages/all_pages.h"
#include "ui/widgets/filter_bar.h"
#include "ui/window/nav_list.h"
#include "ui/window/page.h"
#include "ui/window/page_bar.h"
#include "ui/window/window_menus.h"

#include <QAction>
#include <QComboBox>
#include <QSettings>
#include <QStackedWidget>

#include <utility>

namespace cairn::ui {

namespace {

QString historyKey(const Page& page)
{
    return QStringLiteral("history/") + page.info().id;
}

} // namespace

PageDeck::PageDeck(Session& session, NavList& nav, PageBar& bar, QStackedWidget& stack, WindowMenus& menus)
    : m_nav(nav), m_bar(bar), m_stack(stack), m_menus(menus), m_pages(makePages(session, &stack))
{
    m_menus.addPages(m_pages);
    for (int row = 0; row < m_pages.size(); ++row)
        addPage(row);
    connect(&m_nav, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            show(m_pages[row]); // the arrow keys go on in the list
    });
    connect(&m_nav, &QListWidget::itemClicked, this, [this] { goTo(m_current); });
    connect(&m_nav, &QListWidget::itemActivated, this, [this] { goTo(m_current); });
    connect(&m_bar.filter(), &FilterBar::filterChanged, this, &PageDeck::takeFilter);
}

void PageDeck::addPage(int row)
{
    Page* page = m_pages[row];
    m_stack.addWidget(page);
    m_nav.addPage(page->info());
    connect(m_menus.pageActions[row], &QAction::triggered, this, [this, page] { goTo(page); });
    connect(page, &Page::badgeChanged, this, [this, row](const QString& text) { m_nav.setBadge(row, text); });
    connect(page, &Page::filterStateChanged, this, [this, page](const FilterState& state) {
        if (page == m_current)
            m_bar.setState(state);
    });
    connect(page, &Page::filterAsked, this, [this, page](const QString& text) {
        m_filters.insert(page->info().id, text);
        page->setFilter(text);
        if (page == m_current)
            m_bar.filter().setText(text);
    });
}

void PageDeck::open(const QString& id, const QString& what)
{
    for (Page* page : std::as_const(m_pages)) {
        if (page->info().id != id)
            continue;
        goTo(page);
        if (!what.isEmpty())
            page->open(what);
        return;
    }
}

void PageDeck::goTo(Page* page)
{
    QWidget* own = page->focusWidget(); // before the stack chooses one by itself
    show(page);
    focus(*page, own);
}

// A choice is no place to arrive at: Down would change it unseen. What shows only when the gateway has answered takes
// the focus then; until that the list of pages has it.
void PageDeck::focus(Page& page, QWidget* own) const
{
    QWidget* home = page.home();
    if (own != nullptr && own->isVisible() && own->isEnabled() && qobject_cast<QComboBox*>(own) == nullptr)
        return own->setFocus();
    if (m_stack.isVisible() && home != nullptr && !home->isVisible())
        m_nav.setFocus();
    if (!m_stack.isVisible() || home == nullptr || home->isVisible() || home->isHidden())
        (home != nullptr ? home : &page)->setFocus();
}

void PageDeck::show(Page* page)
{
    if (page == m_current)
        return;
    if (m_current != nullptr) {
        keepHistory();
        m_current->deactivate();
    }
    m_current = page;
    const PageInfo info = page->info();
    m_bar.setHint(info.filterHint);
    m_bar.filter().setText(m_filters.value(info.id));
    m_bar.setState({});
    m_bar.filter().setHistory(QSettings().value(historyKey(*page)).toStringList());
    m_nav.setCurrentRow(static_cast<int>(m_pages.indexOf(page)));
    m_stack.setCurrentWidget(page);
    m_menus.showActionsOf(*page);
    emit changed();
    page->setPaused(m_isPaused);
    if (!m_isAsleep)
        page->activate();
}

void PageDeck::refresh()
{
    if (m_current != nullptr)
        m_current->refresh();
}

void PageDeck::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    if (m_current != nullptr)
        m_current->setPaused(isPaused);
}

void PageDeck::setAsleep(bool isAsleep)
{
    if (std::exchange(m_isAsleep, isAsleep) == isAsleep || m_current == nullptr)
        return;
    if (isAsleep)
        m_current->deactivate();
    else
        m_current->activate();
}

void PageDeck::stepBack()
{
    if (m_current == nullptr || (!m_bar.hasFilterFocus() && m_current->stepBack()))
        return;
    if (m_bar.filter().text().isEmpty())
        m_current->setFocus();
    else
        m_bar.filter().setText({});
}

void PageDeck::takeFilter(const QString& text)
{
    if (m_current == nullptr || m_filters.value(m_current->info().id) == text)
        return;
    m_filters.insert(m_current->info().id, text);
    m_current->setFilter(text);
}

void PageDeck::keepHistory() const
{
    if (m_current != nullptr && !m_current->info().filterHint.isEmpty())
        QSettings().setValue(historyKey(*m_current), m_bar.filter().history());
}

QStringList PageDeck::unsavedWork() const
{
    QStringList sentences;
    for (const Page* page : m_pages) {
        if (const QString work = page->unsavedWork(); !work.isEmpty())
            sentences.append(work);
    }
    return sentences;
}

} // namespace cairn::ui
