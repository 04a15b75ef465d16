// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/mark_tag.h"

#include <QPainter>

namespace cairn::ui {

namespace {

constexpr int kPadding = 6;
constexpr int kHeight = 18;
constexpr int kWidest = 160;
constexpr int kIcon = 16;

void paintDot(QPainter& painter, const QRectF& box, MarkColor color)
{
    const Theme& theme = Theme::instance();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(color == MarkColor::None ? QPen(theme.color(ColorRole::Secondary), 1) : QPen(Qt::NoPen));
    painter.setBrush(theme.color(color));
    painter.drawEllipse(box);
}

} // namespace

MarkTag::MarkTag(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    hide();
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void MarkTag::setMark(const QString& text, MarkColor color)
{
    m_text = text;
    m_color = color;
    setAccessibleName(text);
    setToolTip(text);
    setVisible(!text.isEmpty() || color != MarkColor::None);
    updateGeometry();
    update();
}

QSize MarkTag::sizeHint() const
{
    const QMargins around = contentsMargins();
    if (m_text.isEmpty())
        return QSize(kDot, kHeight).grownBy(around);
    const QFontMetrics metrics(Theme::instance().font(-1));
    const QSize size(
        qMin(kWidest, metrics.horizontalAdvance(m_text) + 2 * kPadding), qMax(kHeight, metrics.height() + 2));
    return size.grownBy(around);
}

void MarkTag::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRect box = contentsRect();
    if (m_text.isEmpty())
        return paintDot(painter, QRectF(box.left(), box.top() + (box.height() - kDot) / 2.0, kDot, kDot), m_color);
    const Theme& theme = Theme::instance();
    const bool isPlain = m_color == MarkColor::None;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(isPlain ? QPen(theme.color(ColorRole::Secondary), 1) : QPen(Qt::NoPen));
    painter.setBrush(theme.color(m_color));
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setFont(theme.font(-1));
    painter.setPen(theme.color(isPlain ? ColorRole::Secondary : ColorRole::Surface));
    const QRect inner = box.adjusted(kPadding, 0, -kPadding, 0);
    painter.drawText(
        inner, Qt::AlignCenter, painter.fontMetrics().elidedText(m_text, Qt::ElideRight, inner.width() + 1));
}

QIcon markIcon(MarkColor color)
{
    QIcon icon;
    for (const int scale : {1, 2}) {
        QPixmap picture(kIcon * scale, kIcon * scale);
        picture.setDevicePixelRatio(scale);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paintDot(painter, QRectF(3.5, 3.5, kIcon - 7, kIcon - 7), color);
        painter.end();
        icon.addPixmap(picture);
    }
    return icon;
}

} // namespace cairn::ui
