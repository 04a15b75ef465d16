// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/elided_label.h"

#include <QPainter>
#include <QTextLayout>

namespace cairn::ui {

ElidedLabel::ElidedLabel(QWidget* parent) : QFrame(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

ElidedLabel::ElidedLabel(const QString& text, QWidget* parent) : ElidedLabel(parent)
{
    setText(text);
}

void ElidedLabel::setText(const QString& text)
{
    m_text = QString(text).replace(u'\n', u' ');
    setAccessibleName(m_text);
    setToolTip(isCut() ? m_text : QString());
    updateGeometry();
    update();
}

void ElidedLabel::setSecondary(bool secondary)
{
    setColor(secondary ? ColorRole::Secondary : ColorRole::Text);
}

void ElidedLabel::setColor(ColorRole role)
{
    m_color = role;
    update();
}

void ElidedLabel::setMostLines(int lines)
{
    m_mostLines = lines;
    setSizePolicy(QSizePolicy::Preferred, lines > 1 ? QSizePolicy::Preferred : QSizePolicy::Fixed);
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

bool ElidedLabel::isCut() const
{
    return !m_text.endsWith(lines().last());
}

int ElidedLabel::room() const
{
    return qBound(1, contentsRect().height() / fontMetrics().height(), m_mostLines);
}

// The last line takes all that is left of the text, and is the one that is cut.
QStringList ElidedLabel::lines() const
{
    QTextLayout layout(m_text, font());
    QStringList found;
    int from = 0;
    layout.beginLayout();
    while (found.size() + 1 < room()) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(contentsRect().width());
        if (line.textStart() + line.textLength() >= m_text.size())
            break;
        found.append(m_text.mid(line.textStart(), line.textLength()).trimmed());
        from = line.textStart() + line.textLength();
    }
    layout.endLayout();
    return found << fontMetrics().elidedText(m_text.mid(from), m_mode, contentsRect().width());
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 2, fontMetrics().height() + 4};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {qMin(sizeHint().width(), fontMetrics().averageCharWidth() * 6), sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(Theme::instance().color(m_color));
    painter.drawText(contentsRect(), Qt::AlignVCenter | Qt::AlignLeft, lines().join(u'\n'));
}

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    setToolTip(isCut() ? m_text : QString());
}

} // namespace cairn::ui
