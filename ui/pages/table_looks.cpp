// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/table_looks.h"

#include "ui/pages/cell_delegate.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QTableView>

namespace cairn::ui {

void dressTable(QTableView& view)
{
    view.setItemDelegate(new CellDelegate(&view));
    view.setSelectionBehavior(QAbstractItemView::SelectRows);
    view.setSelectionMode(QAbstractItemView::SingleSelection);
    view.setShowGrid(false);
    view.setWordWrap(false);
    view.setTextElideMode(Qt::ElideRight);
    view.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.setCornerButtonEnabled(false);
    view.setTabKeyNavigation(false);
    view.verticalHeader()->hide();
    view.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view.horizontalHeader()->setHighlightSections(false);
    view.horizontalHeader()->setStretchLastSection(true);
    const auto size = [&view] { view.verticalHeader()->setDefaultSectionSize(Theme::instance().rowHeight()); };
    QObject::connect(&Theme::instance(), &Theme::changed, &view, size);
    size();
}

} // namespace cairn::ui
