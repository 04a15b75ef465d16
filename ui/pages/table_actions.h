// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/export_plan.h"
#include "ui/pages/row_format.h"

#include <QKeySequence>
#include <QMap>
#include <QModelIndex>
#include <QObject>
#include <QPointer>

class QAction;
class QMenu;
class QAbstractItemView;

namespace cairn::ui {

class Session;
class TableExport;

using TextDone = std::function<void(const QString& text)>;

/// What a table's or list's rows are outside of it. Markdown and CSV follow from a table itself.
struct TableSubject {
    QAbstractItemView* view = nullptr;
    QString name; ///< of a file that is exported: `families`
    /// Rows as a text of a format; `done` is called with it, at once or when the gateway has answered.
    QMap<RowFormat, std::function<void(const QList<int>& rows, const TextDone& done)>> texts;
    std::function<bool(int row)> isHeld = {}; ///< none: all rows are
    std::function<QString(const QModelIndex& cell)> filterOf = {}; ///< a filter by this value; empty: there is none
    std::function<void(const QString& filter)> filterBy = {};
    QMap<RowFormat, std::function<ExportPlan()>> exports = {}; ///< all that is listed, not only what is fetched
    QList<QAction*> more = {}; ///< further actions of the menu at the pointer
};

/// Copies, filters by and exports what a page's tables show: by keys, by the page's menu, and by a menu at the pointer.
/// What is meant is the table that has the focus, or had it last.
class TableActions final : public QObject {
    Q_OBJECT

public:
    TableActions(Session& session, QWidget* page);

    /// The first one added is meant until another has had the focus.
    void add(const TableSubject& subject);
    [[nodiscard]] QList<QAction*> actions() const; ///< for the page's menu
    void copy(RowFormat format);
    void exportTo(const QString& path); ///< its suffix says the format
    [[nodiscard]] bool isExporting() const { return !m_export.isNull(); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] const TableSubject& subject() const;
    [[nodiscard]] static bool knows(const TableSubject& subject, RowFormat format);
    void addCopy(RowFormat format, const QString& text, const QKeySequence& key = {});
    void showMenu(const QPoint& at);
    void filterByCell();
    void askWhere();
    void showKnown();

    Session& m_session;
    QWidget* m_page;
    QList<TableSubject> m_subjects;
    qsizetype m_current = 0;
    QMap<RowFormat, QAction*> m_copies;
    QAction* m_filter;
    QAction* m_exportAction;
    QPointer<TableExport> m_export;
};

/// Rows as JSON: one object, or an array of them.
[[nodiscard]] QString jsonText(const QList<QJsonObject>& rows);

} // namespace cairn::ui
