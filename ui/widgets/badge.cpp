// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/badge.h"

#include <QPainter>

namespace cairn::ui {

namespace {

constexpr int kPadding = 6;
constexpr int kHeight = 20;

QFont badgeFont()
{
    return Theme::instance().font(-1);
}

} // namespace

void paintBadge(QPainter& painter, const QRect& rect, const ModeText& text, ColorRole role)
{
    const QSize size = badgeSize(text);
    if (size.isEmpty())
        return;
    const Theme& theme = Theme::instance();
    const QRect box(
        rect.left(), rect.top() + (rect.height() - size.height()) / 2, qMin(size.width(), rect.width()), size.height());
    const bool isPlain = role == ColorRole::Text;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(isPlain ? theme.color(ColorRole::Line) : theme.color(role, 0.5), 1));
    painter.setBrush(isPlain ? theme.color(ColorRole::Ground) : theme.color(role, 0.1));
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setFont(badgeFont());
    painter.setPen(theme.color(role));
    const QRect inner = box.adjusted(kPadding, 0, -kPadding, 0);
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignLeft,
        painter.fontMetrics().elidedText(text.joined(), Qt::ElideRight, inner.width() + 1));
    painter.restore();
}

QSize badgeSize(const ModeText& text)
{
    const QString joined = text.joined();
    return joined.isEmpty() ? QSize(0, kHeight)
                            : QSize(QFontMetrics(badgeFont()).horizontalAdvance(joined) + 2 * kPadding, kHeight);
}

Badge::Badge(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Badge::setMode(const QString& canonical)
{
    setText(canonical.isEmpty() ? ModeText() : modeText(canonical), ColorRole::Text);
}

void Badge::setText(const ModeText& text, ColorRole role)
{
    m_text = text;
    m_role = role;
    setAccessibleName(text.word);
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const
{
    return badgeSize(m_text);
}

void Badge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintBadge(painter, rect(), m_text, m_role);
}

} // namespace cairn::ui
