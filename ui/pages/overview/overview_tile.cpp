// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/overview_tile.h"

#include "ui/charts/sparkline.h"
#include "ui/format/number_text.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace cairn::ui {

namespace {

constexpr int kMargin = 12;
constexpr double kNear = 0.8; // of a limit: time to say so
constexpr double kShown = 0.001;

} // namespace

OverviewTile::OverviewTile(const QString& name, const QString& title, QWidget* parent) : QFrame(parent), m_title(title)
{
    setObjectName(name);
    setProperty("tile", true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void OverviewTile::show(const QString& number, const QString& note)
{
    m_number = number;
    m_note = note;
    setAccessibleName(m_title + QStringLiteral(": ") + number + u' ' + note);
    setToolTip(note);
    update();
}

void OverviewTile::setTrouble(bool trouble)
{
    m_isTrouble = trouble;
    update();
}

void OverviewTile::setPoints(const QList<double>& points)
{
    m_points = points;
    update();
}

void OverviewTile::setNearness(std::optional<double> ratio)
{
    m_ratio = ratio;
    update();
}

void OverviewTile::paintEvent(QPaintEvent* event)
{
    QFrame::paintEvent(event);
    const Theme& theme = Theme::instance();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect inner = rect().adjusted(kMargin, 8, -kMargin, -8);
    painter.setFont(theme.font(-1));
    painter.setPen(theme.color(ColorRole::Secondary));
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignTop, m_title);
    const QFontMetrics metrics = painter.fontMetrics();
    if (metrics.horizontalAdvance(m_title + m_note) + kMargin <= inner.width()) // else the tooltip has it
        painter.drawText(inner, Qt::AlignRight | Qt::AlignTop, m_note);
    painter.setFont(theme.numberFont(9));
    painter.setPen(theme.color(m_isTrouble ? ColorRole::Bad : ColorRole::Text));
    painter.drawText(inner.adjusted(0, 18, 0, 0), Qt::AlignLeft | Qt::AlignTop, m_number);
    const QRectF line(inner.left(), inner.bottom() - 24, inner.width(), 22);
    paintSparkline(painter, line, m_points, m_isTrouble ? theme.color(ColorRole::Bad) : theme.series(0));
    if (m_ratio && *m_ratio > kShown) {
        const bool isNear = *m_ratio > kNear;
        const QRectF bar(rect().left() + 1, rect().bottom() - 3, (rect().width() - 2) * qMin(1.0, *m_ratio), 3);
        painter.fillRect(bar, theme.color(isNear ? ColorRole::Warning : ColorRole::Accent));
    }
}

} // namespace cairn::ui
