// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/table_looks.h"

#include "ui/pages/cell_delegate.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QMenu>
#include <QTableView>

namespace cairn::ui {

void prepareTable(QTableView& table)
{
    table.setItemDelegate(new CellDelegate(&table));
    table.setShowGrid(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setTextElideMode(Qt::ElideRight);
    table.setWordWrap(false);
    table.setTabKeyNavigation(false);
    table.setCornerButtonEnabled(false);
    table.verticalHeader()->hide();
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setTextElideMode(Qt::ElideRight); // else a number's title loses its first letters
    const auto fit = [&table] { table.verticalHeader()->setDefaultSectionSize(Theme::instance().rowHeight()); };
    QObject::connect(&Theme::instance(), &Theme::changed, &table, fit);
    fit();
}

void dressTable(QTableView& table)
{
    prepareTable(table);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.horizontalHeader()->setStretchLastSection(true);
}

namespace {

constexpr auto kChosen = "cairn.chosen"; // property: column, as text, to whether a person wants to see it

QVariantMap chosenOf(const QTableView& table)
{
    return table.property(kChosen).toMap();
}

void choose(QTableView& table, int column, bool isShown)
{
    QVariantMap chosen = chosenOf(table);
    chosen.insert(QString::number(column), isShown);
    table.setProperty(kChosen, chosen);
    table.setColumnHidden(column, !isShown);
}

void showColumnMenu(QTableView& table, const QPoint& at)
{
    auto* menu = new QMenu(&table);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("columnMenu"));
    for (int column = 1; column < table.model()->columnCount(); ++column) {
        QAction* action = menu->addAction(
            table.model()->headerData(column, Qt::Horizontal).toString().section(QStringLiteral(" · "), 0, 0));
        action->setCheckable(true);
        action->setChecked(!table.isColumnHidden(column));
        QObject::connect(
            action, &QAction::toggled, &table, [&table, column](bool isShown) { choose(table, column, isShown); });
    }
    menu->popup(table.horizontalHeader()->viewport()->mapToGlobal(at));
}

} // namespace

void letColumnsBeChosen(QTableView& table)
{
    QHeaderView* header = table.horizontalHeader();
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setToolTip(QCoreApplication::translate("cairn::ui::TableLooks", "Right click: choose columns"));
    QObject::connect(header, &QWidget::customContextMenuRequested, &table,
        [&table](const QPoint& at) { showColumnMenu(table, at); });
    QObject::connect(table.model(), &QAbstractItemModel::modelReset, &table, [&table] { // other columns
        table.setProperty(kChosen, {});
        for (int column = 0; column < table.model()->columnCount(); ++column)
            table.setColumnHidden(column, false);
    });
}

void fitColumns(QTableView& table, const QList<int>& hidden)
{
    const QVariantMap chosen = chosenOf(table);
    for (int column = 0; column < table.model()->columnCount(); ++column) {
        const QVariant wanted = chosen.value(QString::number(column));
        table.setColumnHidden(column, wanted.isValid() ? !wanted.toBool() : hidden.contains(column));
    }
}

} // namespace cairn::ui
