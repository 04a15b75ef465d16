// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/row_format.h"

#include "ui/models/row_roles.h"

#include <QHeaderView>
#include <QTableView>

#include <algorithm>

namespace cairn::ui {

namespace {

QString csvCell(const QString& text)
{
    const auto isSpecial = [](QChar c) { return c == u',' || c == u'"' || c == u'\n' || c == u'\r'; };
    if (std::none_of(text.begin(), text.end(), isSpecial))
        return text;
    return u'"' + QString(text).replace(u'"', QStringLiteral("\"\"")) + u'"';
}

QString markdownLine(const QStringList& cells)
{
    QStringList safe;
    for (const QString& cell : cells)
        safe.append(QString(cell).replace(u'|', QStringLiteral("\\|")).replace(u'\n', u' '));
    return QStringLiteral("| ") + safe.join(QStringLiteral(" | ")) + QStringLiteral(" |\n");
}

QList<int> columnsOf(const QTableView& view, bool withHidden)
{
    QList<int> columns;
    const QHeaderView& header = *view.horizontalHeader();
    for (int place = 0; place < header.count(); ++place) {
        const int column = header.logicalIndex(place);
        const bool isPicture = view.model()->headerData(column, Qt::Horizontal, ExactRole).toBool();
        if (!isPicture && (withHidden || !header.isSectionHidden(column)))
            columns.append(column);
    }
    return columns;
}

QStringList headsOf(const QTableView& view, const QList<int>& columns)
{
    QStringList heads;
    for (const int column : columns)
        heads.append(view.model()->headerData(column, Qt::Horizontal).toString().section(QStringLiteral(" · "), 0, 0));
    return heads;
}

QString exactText(const QModelIndex& cell)
{
    const QVariant exact = cell.data(ExactRole);
    return exact.isValid() ? exact.toString() : cell.data().toString();
}

} // namespace

QString csvLine(const QStringList& cells)
{
    QStringList safe;
    for (const QString& cell : cells)
        safe.append(csvCell(cell));
    return safe.join(u',') + u'\n';
}

QString csvOf(const QTableView& view, const QList<int>& rows)
{
    const QList<int> columns = columnsOf(view, true);
    QString text = csvLine(headsOf(view, columns));
    for (const int row : rows) {
        QStringList cells;
        for (const int column : columns)
            cells.append(exactText(view.model()->index(row, column)));
        text += csvLine(cells);
    }
    return text;
}

QString markdownOf(const QTableView& view, const QList<int>& rows)
{
    const QList<int> columns = columnsOf(view, false);
    QString text = markdownLine(headsOf(view, columns));
    QStringList rulers;
    for (const int column : columns) {
        const auto alignment
            = view.model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).value<Qt::Alignment>();
        rulers.append(alignment.testFlag(Qt::AlignRight) ? QStringLiteral("--:") : QStringLiteral("---"));
    }
    text += markdownLine(rulers);
    for (const int row : rows) {
        QStringList cells;
        for (const int column : columns)
            cells.append(view.model()->index(row, column).data().toString());
        text += markdownLine(cells);
    }
    return text;
}

QList<int> selectedRowsOf(const QAbstractItemView& view)
{
    QList<int> rows;
    const QItemSelection selection = view.selectionModel()->selection();
    for (const QItemSelectionRange& range : selection)
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.append(row);
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

} // namespace cairn::ui
