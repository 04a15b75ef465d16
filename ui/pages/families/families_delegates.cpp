// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/families/families_delegates.h"

#include "ui/charts/sparkline.h"
#include "ui/models/family_model.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace cairn::ui {

void FamilyNameDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem cell(option);
    initStyleOption(&cell, index);
    const QRect rect = option.rect.adjusted(kMargin, 0, -4, 0);
    const QString name = cell.fontMetrics.elidedText(cell.text, Qt::ElideRight, rect.width());
    const QString match = index.data(FamilyModel::MatchRole).toString();
    paintGround(painter, cell);
    const qsizetype at = match.isEmpty() ? -1 : name.indexOf(match, 0, Qt::CaseInsensitive);
    painter->save();
    painter->setFont(cell.font);
    if (at >= 0) {
        const int left = cell.fontMetrics.horizontalAdvance(name.left(at));
        const int width = cell.fontMetrics.horizontalAdvance(name.mid(at, match.size()));
        const int height = cell.fontMetrics.height();
        painter->fillRect(QRect(rect.left() + left, rect.center().y() - height / 2, width, height + 1),
            Theme::instance().color(ColorRole::Accent, 0.22));
    }
    painter->setPen(Theme::instance().color(ColorRole::Text));
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft, name);
    painter->restore();
}

void SparklineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem cell(option);
    initStyleOption(&cell, index);
    paintGround(painter, cell);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintSparkline(*painter, QRectF(option.rect).adjusted(kMargin, 5, -kMargin, -5),
        index.data(m_role).value<QList<double>>(), Theme::instance().series(0));
    painter->restore();
}

} // namespace cairn::ui
