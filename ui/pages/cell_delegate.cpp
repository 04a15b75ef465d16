// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/cell_delegate.h"

#include <QApplication>
#include <QPainter>

namespace cairn::ui {

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem cell(option);
    initStyleOption(&cell, index);
    paintGround(painter, cell);
    const QRect rect = option.rect.adjusted(kMargin, 0, -kMargin, 0);
    painter->save();
    painter->setFont(cell.font);
    painter->setPen(cell.palette.color(QPalette::Text));
    painter->drawText(rect, static_cast<int>(cell.displayAlignment),
        cell.fontMetrics.elidedText(cell.text, cell.textElideMode, rect.width()));
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem cell(option);
    initStyleOption(&cell, index);
    return {cell.fontMetrics.horizontalAdvance(cell.text) + 2 * kMargin + 2, cell.fontMetrics.height() + 8};
}

void CellDelegate::paintGround(QPainter* painter, QStyleOptionViewItem option)
{
    option.text.clear();
    const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
}

} // namespace cairn::ui
