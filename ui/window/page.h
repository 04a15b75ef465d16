// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

namespace cairn::ui {

/// What the frame shows of a page before it is opened.
struct PageInfo {
    QString id; ///< `families`; names settings and links, is never translated
    QString title;
    QString icon; ///< of Theme::icon()
    QString filterHint; ///< in the empty filter bar: `{job="api"}`; empty: the page has no filter
    bool isReport = false; ///< it shows what the gateway said, and is dimmed while that is old; else: one acts there
};

/// Whether what stands in the filter bar is understood.
struct FilterState {
    bool isValid = true;
    QString message; ///< what is wrong, or what was found: `37 of 840 families`
    int column = 0; ///< of the character where it goes wrong, from 1 on; 0: nowhere
};

/// One page of the window: a widget that answers one question. The frame makes each once, keeps it, and tells it when
/// it is seen; only then may it ask the gateway again and again. Its home is where its keys are to go when somebody
/// comes to it: its table, its editor.
class Page : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    [[nodiscard]] virtual PageInfo info() const = 0;

    virtual void activate() { } ///< it is shown from here on: start polling
    virtual void deactivate() { } ///< it is hidden: ask nothing more
    virtual void refresh() { } ///< F5: ask again now
    virtual void setPaused(bool paused) { Q_UNUSED(paused) } ///< also said before the first activate()
    virtual void setFilter(const QString& text) { Q_UNUSED(text) } ///< as typed, 150 ms after the last key
    virtual void open(const QString& what) { Q_UNUSED(what) } ///< a link from elsewhere: a family's name, a push's id
    [[nodiscard]] virtual bool stepBack()
    {
        return false;
    } ///< Esc: close the detail, then the selection; false: nothing left to
    [[nodiscard]] virtual bool undo()
    {
        return false;
    } ///< Ctrl+Z, where no reset of this window can be undone; false: nothing to undo here
    /// Further actions of the page, with shortcuts: the frame puts them into its menu while the page is shown.
    [[nodiscard]] virtual QList<QAction*> pageActions() const { return {}; }
    [[nodiscard]] virtual QString unsavedWork() const { return {}; } ///< what would be lost by quitting, as a sentence

    /// Null: the page itself. No focus proxy, for that would take the page's place in the Tab order.
    [[nodiscard]] QWidget* home() const { return m_home; }

Q_SIGNALS:
    void badgeChanged(const QString& text); ///< behind the title in the list: a number, a dot
    void filterStateChanged(const cairn::ui::FilterState& state);
    void filterAsked(const QString& text); ///< puts this into the filter bar

protected:
    void setHome(QWidget* home) { m_home = home; }

private:
    QPointer<QWidget> m_home; // cards come and go
};

} // namespace cairn::ui
