// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/distribution_chart.h"

#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace cairn::ui {

namespace {

constexpr double kTop = 52; // two rows of quantile names, and a share above the highest bar
constexpr double kBottom = 40;
constexpr double kLeft = 16;
constexpr double kRight = 44;

QString shareText(double share)
{
    if (share > 0 && share < 0.001)
        return QStringLiteral("<0.1 %");
    return QString::number(share * 100, 'f', share < 0.1 ? 1 : 0) + QStringLiteral(" %");
}

double lowest(const DistributionBucket& bucket)
{
    return std::isinf(bucket.lower) ? qMin(0.0, bucket.upper) : bucket.lower;
}

// Hatched where it is open: nobody knows how far the last bucket reaches.
void drawBar(QPainter& painter, const QRectF& bar, const QColor& fill, bool isOpen)
{
    painter.fillRect(bar, isOpen ? QBrush(fill, Qt::BDiagPattern) : QBrush(fill));
    if (!isOpen)
        return;
    painter.setPen(QPen(fill, 1));
    painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, 0));
}

} // namespace

double Distribution::count() const
{
    double sum = 0;
    for (const DistributionBucket& bucket : buckets)
        sum += bucket.count;
    return sum;
}

DistributionChart::DistributionChart(QWidget* parent) : QWidget(parent)
{
    setMinimumHeight(160);
    setAccessibleName(tr("Distribution"));
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void DistributionChart::setDistribution(const Distribution& distribution, Unit unit)
{
    m_distribution = distribution;
    m_unit = unit;
    describe();
    update();
}

double DistributionChart::placeOf(const QList<DistributionBucket>& buckets, double value)
{
    for (int i = 0; i < buckets.size(); ++i) {
        const DistributionBucket& bucket = buckets.at(i);
        if (value > bucket.upper)
            continue;
        const double low = lowest(bucket);
        if (std::isinf(bucket.upper) || !(bucket.upper > low))
            return i;
        return i + std::clamp((value - low) / (bucket.upper - low), 0.0, 1.0);
    }
    return static_cast<double>(buckets.size());
}

void DistributionChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!(m_distribution.count() > 0)) {
        painter.setPen(Theme::instance().color(ColorRole::Secondary));
        painter.drawText(rect(), Qt::AlignCenter, tr("no observations yet"));
        return;
    }
    painter.setFont(Theme::instance().font(-2));
    drawGrid(painter);
    drawBars(painter);
    drawBounds(painter);
    drawCumulative(painter);
    drawQuantiles(painter);
}

bool DistributionChart::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int bucket = static_cast<int>(std::floor((help->pos().x() - plot().left()) / slotWidth()));
    if (bucket >= 0 && bucket < m_distribution.buckets.size())
        QToolTip::showText(help->globalPos(), tipOf(bucket), this);
    return true;
}

QRectF DistributionChart::plot() const
{
    return QRectF(rect()).adjusted(kLeft, kTop, -kRight, -kBottom);
}

double DistributionChart::slotWidth() const
{
    return plot().width() / static_cast<double>(qMax<qsizetype>(1, m_distribution.buckets.size()));
}

QRectF DistributionChart::barOf(int bucket) const
{
    double most = 0;
    for (const DistributionBucket& one : m_distribution.buckets)
        most = qMax(most, one.count);
    const double height = most > 0 ? m_distribution.buckets.at(bucket).count / most * plot().height() : 0;
    const double gap = slotWidth() > 6 ? 1 : 0;
    return {plot().left() + bucket * slotWidth() + gap, plot().bottom() - height, slotWidth() - 2 * gap, height};
}

QString DistributionChart::boundText(double bound) const
{
    if (std::isinf(bound))
        return bound > 0 ? QStringLiteral("+Inf") : QStringLiteral("-Inf");
    return m_unit == Unit::None ? shortNumber(bound) : withUnit(bound, m_unit, 0);
}

QString DistributionChart::tipOf(int bucket) const
{
    const DistributionBucket& one = m_distribution.buckets.at(bucket);
    double below = 0;
    for (int i = 0; i <= bucket; ++i)
        below += m_distribution.buckets.at(i).count;
    const double all = m_distribution.count();
    return tr("over %1, up to %2\n%3 observations, %4\n%5 up to here")
        .arg(boundText(one.lower), boundText(one.upper), fullNumber(one.count), shareText(one.count / all),
            shareText(below / all));
}

void DistributionChart::drawGrid(QPainter& painter) const
{
    const Theme& theme = Theme::instance();
    for (const int percent : {0, 50, 100}) {
        const double y = std::round(plot().bottom() - plot().height() * percent / 100) + 0.5;
        painter.setPen(QPen(theme.color(ColorRole::Line), 1));
        painter.drawLine(QPointF(plot().left(), y), QPointF(plot().right(), y));
        painter.setPen(theme.color(ColorRole::Secondary));
        painter.drawText(
            QRectF(plot().right() + 6, y - 8, kRight, 16), Qt::AlignVCenter, QStringLiteral("%1 %").arg(percent));
    }
}

void DistributionChart::drawBars(QPainter& painter) const
{
    const Theme& theme = Theme::instance();
    const double all = m_distribution.count();
    for (int i = 0; i < m_distribution.buckets.size(); ++i) {
        const DistributionBucket& bucket = m_distribution.buckets.at(i);
        const QRectF bar = barOf(i);
        QColor fill = theme.series(0);
        fill.setAlphaF(theme.isDark() ? 0.55F : 0.6F);
        drawBar(painter, bar, fill, std::isinf(bucket.upper));
        const QString share = shareText(bucket.count / all);
        if (bucket.count <= 0 || painter.fontMetrics().horizontalAdvance(share) > bar.width())
            continue;
        painter.setPen(theme.color(ColorRole::Text));
        painter.drawText(QRectF(bar.left(), bar.top() - 16, bar.width(), 15), Qt::AlignCenter, share);
    }
}

void DistributionChart::drawBounds(QPainter& painter) const
{
    const Theme& theme = Theme::instance();
    painter.setPen(theme.color(ColorRole::Secondary));
    double free = 0;
    for (int i = 0; i < m_distribution.buckets.size(); ++i) {
        const QString text = boundText(m_distribution.buckets.at(i).upper);
        const double width = painter.fontMetrics().horizontalAdvance(text);
        const double x = plot().left() + (i + 1) * slotWidth();
        const double left = qMin(x - width / 2, QWidget::width() - width);
        if (left < free)
            continue;
        painter.drawLine(QPointF(x, plot().bottom()), QPointF(x, plot().bottom() + 3));
        painter.drawText(QRectF(left, plot().bottom() + 4, width + 2, 15), Qt::AlignCenter, text);
        free = left + width + 8;
    }
}

void DistributionChart::drawCumulative(QPainter& painter) const
{
    const double all = m_distribution.count();
    QPainterPath line(plot().bottomLeft());
    double below = 0;
    for (int i = 0; i < m_distribution.buckets.size(); ++i) {
        below += m_distribution.buckets.at(i).count;
        line.lineTo(plot().left() + (i + 1) * slotWidth(), plot().bottom() - below / all * plot().height());
    }
    painter.strokePath(line, QPen(Theme::instance().series(1), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

void DistributionChart::drawQuantiles(QPainter& painter) const
{
    const Theme& theme = Theme::instance();
    QList<double> free{0, 0}; // where each row of names is free from
    for (const DistributionQuantile& mark : m_distribution.quantiles) {
        if (!std::isfinite(mark.value))
            continue;
        const double x = plot().left() + placeOf(m_distribution.buckets, mark.value) * slotWidth();
        const QString text = QStringLiteral("p%1 ≈ %2").arg(mark.quantile * 100).arg(boundText(mark.value));
        const double width = painter.fontMetrics().horizontalAdvance(text) + 2;
        const double left = std::clamp(x - width / 2, 0.0, qMax(0.0, QWidget::width() - width));
        const int row = left >= free.at(0) ? 0 : 1;
        free[row] = left + width + 10;
        painter.setPen(QPen(theme.color(ColorRole::Text), 1, Qt::DotLine));
        painter.drawLine(QPointF(x, 15 + row * 15), QPointF(x, plot().bottom()));
        painter.setPen(theme.color(ColorRole::Text));
        painter.drawText(QRectF(left, row * 15, width, 15), Qt::AlignCenter, text);
    }
    painter.setPen(theme.color(ColorRole::Secondary));
    painter.drawText(QRectF(rect()).adjusted(kLeft, 0, 0, -1), Qt::AlignBottom | Qt::AlignLeft,
        painter.fontMetrics().elidedText(
            tr("Quantiles are estimated from the buckets; the line is the share up to each bound."), Qt::ElideRight,
            width() - static_cast<int>(kLeft)));
}

void DistributionChart::describe()
{
    QStringList parts{tr("%1 observations").arg(fullNumber(m_distribution.count()))};
    for (const DistributionQuantile& mark : m_distribution.quantiles)
        if (std::isfinite(mark.value))
            parts << tr("p%1 about %2").arg(mark.quantile * 100).arg(boundText(mark.value));
    setAccessibleDescription(parts.join(QStringLiteral(", ")));
}

} // namespace cairn::ui
