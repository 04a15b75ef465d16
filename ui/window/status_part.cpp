// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/status_part.h"

#include <QRegularExpression>
#include <QStyleOptionToolButton>
#include <QStylePainter>
#include <QtMath>

namespace cairn::ui {

namespace {

constexpr int kSide = 8;

// What is cut is measured in fractions of a pixel.
int widthOf(const QString& text)
{
    return qCeil(QFontMetricsF(Theme::instance().numberFont()).horizontalAdvance(text)) + 1;
}

// `12 345 series` and `999 999 series` want the same room, and `0.4 ms` that of `000.0 ms`.
QString withFullGroups(const QString& text)
{
    static const QRegularExpression kBegin(QStringLiteral("(?<![\\d.,\\x{2009}\\x{202F}])\\d{1,3}(?!\\d)"));
    return QString(text).replace(kBegin, QStringLiteral("000"));
}

} // namespace

StatusPart::StatusPart(const QString& tip, QWidget* parent) : QToolButton(parent), m_tip(tip)
{
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setToolTip(tip);
    connect(&Theme::instance(), &Theme::changed, this, [this] { updateGeometry(); });
}

void StatusPart::keepRoomFor(const QStringList& texts)
{
    m_least = texts;
    forgetRoom();
}

void StatusPart::forgetRoom()
{
    m_widest = withFullGroups(text());
    for (const QString& text : std::as_const(m_least)) {
        if (widthOf(text) > widthOf(m_widest))
            m_widest = text;
    }
    updateGeometry();
}

void StatusPart::say(const QString& text, Tone tone)
{
    m_tone = tone;
    setText(text);
    setToolTip(text + u'\n' + m_tip);
    if (const QString full = withFullGroups(text); widthOf(full) > widthOf(m_widest)) {
        m_widest = full;
        updateGeometry();
    }
    update();
}

QString StatusPart::shown() const
{
    const QFontMetrics metrics(Theme::instance().numberFont());
    return metrics.elidedText(text(), Qt::ElideMiddle, width() - 2 * kSide);
}

bool StatusPart::isCut() const
{
    return shown() != text();
}

QSize StatusPart::sizeHint() const
{
    return {widthOf(m_widest) + 2 * kSide, fontMetrics().height() + 10};
}

QSize StatusPart::minimumSizeHint() const
{
    return {qMin(sizeHint().width(), widthOf(QStringLiteral("000 000"))), sizeHint().height()};
}

void StatusPart::paintEvent(QPaintEvent*)
{
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.text.clear(); // the style would put it into the middle, where it moves with every digit
    QStylePainter painter(this);
    painter.drawComplexControl(QStyle::CC_ToolButton, option);
    painter.setFont(Theme::instance().numberFont());
    painter.setPen(Theme::instance().color(roleOf(m_tone)));
    const QRect area = rect().adjusted(kSide, 0, -kSide, 0);
    painter.drawText(area, Qt::AlignVCenter | (isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft), shown());
}

} // namespace cairn::ui
