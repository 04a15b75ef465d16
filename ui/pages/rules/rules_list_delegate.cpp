// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/rules/rules_list_delegate.h"

#include "ui/models/rule_model.h"
#include "ui/widgets/badge.h"

#include <QPainter>

namespace cairn::ui {

namespace {

constexpr int kHandle = 20;
constexpr int kNumber = 24;

void paintHandle(QPainter& painter, const QRect& rect)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::instance().color(ColorRole::Secondary, 0.6));
    for (int row = -1; row <= 1; ++row)
        for (int column = 0; column < 2; ++column)
            painter.drawEllipse(QRectF(rect.left() + 7 + column * 4, rect.center().y() + row * 4 - 1, 2, 2));
}

void paintLine(QPainter& painter, const QRect& rect, const QString& text, const QFont& font, const QColor& color)
{
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(
        rect, Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
}

} // namespace

void RuleListDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = Theme::instance();
    const bool isIdle = index.data(RuleModel::IsIdleRole).toBool();
    const bool isWrong = index.data(RuleModel::HasErrorRole).toBool();
    const QColor text = theme.color(isWrong ? ColorRole::Bad : isIdle ? ColorRole::Secondary : ColorRole::Text);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, theme.color(ColorRole::Selection));
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, theme.color(ColorRole::Hover));
    paintHandle(*painter, option.rect);
    QRect inner = option.rect.adjusted(kHandle, 6, -8, -6);
    const int half = inner.height() / 3;
    paintLine(*painter, {inner.left(), inner.top(), kNumber, half}, index.data(RuleModel::NumberRole).toString(),
        theme.numberFont(), theme.color(ColorRole::Secondary));
    inner.setLeft(inner.left() + kNumber);
    const QString mode = index.data(RuleModel::ModeRole).toString();
    const ModeText badge = mode.isEmpty() ? ModeText{{}, tr("profile’s")}
        : isWrong                         ? ModeText{{}, mode} // perhaps because of it
                                          : modeText(mode);
    const int badgeWidth = badgeSize(badge).width();
    paintBadge(
        *painter, {inner.right() - badgeWidth + 1, inner.top() - 1, badgeWidth, half + 2}, badge, ColorRole::Text);
    const QString name = index.data(RuleModel::NameRole).toString();
    paintLine(*painter, {inner.left(), inner.top(), inner.width() - badgeWidth - 8, half},
        isWrong ? QStringLiteral("✕ ") + name : name, theme.font(), text);
    paintLine(*painter, {inner.left(), inner.top() + half, inner.width(), half},
        index.data(RuleModel::MatchRole).toString(), theme.codeFont(), theme.color(ColorRole::Secondary));
    paintLine(*painter, {inner.left(), inner.top() + 2 * half, inner.width(), half},
        index.data(RuleModel::ReachRole).toString(), theme.font(-1), theme.color(ColorRole::Secondary));
    painter->fillRect(
        QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), theme.color(ColorRole::Line));
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(theme.color(ColorRole::Accent), 2));
        painter->drawLine(option.rect.left() + 1, option.rect.top(), option.rect.left() + 1, option.rect.bottom());
    }
    painter->restore();
}

QSize RuleListDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {160, Theme::instance().fontPixels() * 5 + 7};
}

} // namespace cairn::ui
