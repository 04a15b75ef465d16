// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/badge_delegate.h"

#include "ui/widgets/badge.h"

#include <QApplication>

namespace cairn::ui {

BadgeDelegate::BadgeDelegate(int role, Look look, QObject* parent)
    : QStyledItemDelegate(parent), m_role(role), m_look(std::move(look))
{
}

BadgeDelegate* BadgeDelegate::ofModes(int role, QObject* parent)
{
    return new BadgeDelegate(
        role,
        [](const QVariant& mode) {
            const QString canonical = mode.toString();
            return BadgeLook{canonical.isEmpty() ? ModeText() : modeText(canonical)};
        },
        parent);
}

void BadgeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem empty(option);
    initStyleOption(&empty, index);
    empty.text.clear();
    const QStyle* style = empty.widget ? empty.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &empty, painter, empty.widget);
    const BadgeLook look = m_look(index.data(m_role));
    paintBadge(*painter, option.rect.adjusted(6, 0, -6, 0), look.text, look.role);
}

QSize BadgeDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    return badgeSize(m_look(index.data(m_role)).text) + QSize(12, 8);
}

} // namespace cairn::ui
