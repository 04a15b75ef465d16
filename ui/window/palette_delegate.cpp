// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/palette_delegate.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace cairn::ui {

namespace {

constexpr int kSide = 10;
constexpr int kGap = 16;

} // namespace

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = Theme::instance();
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, theme.color(ColorRole::Selection));
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, theme.color(ColorRole::Hover));
    const bool isMirrored = option.direction == Qt::RightToLeft;
    const QRect row = option.rect.adjusted(kSide, 0, -kSide, 0);
    const QString hint = index.data(HintRole).toString();
    painter->setFont(theme.font());
    painter->setPen(theme.color(ColorRole::Secondary));
    painter->drawText(row, Qt::AlignVCenter | (isMirrored ? Qt::AlignLeft : Qt::AlignRight), hint);
    const int taken = hint.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(hint) + kGap;
    const QRect room = isMirrored ? row.adjusted(taken, 0, 0, 0) : row.adjusted(0, 0, -taken, 0);
    painter->setPen(theme.color(ColorRole::Text));
    painter->drawText(room, Qt::AlignVCenter | (isMirrored ? Qt::AlignRight : Qt::AlignLeft),
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, room.width()));
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {0, Theme::instance().rowHeight()};
}

} // namespace cairn::ui
