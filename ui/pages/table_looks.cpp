// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/table_looks.h"

#include "ui/pages/cell_delegate.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
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

} // namespace cairn::ui
