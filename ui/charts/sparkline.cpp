// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/sparkline.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace cairn::ui {

namespace {

struct Range {
    double low = 0;
    double high = 0;
};

Range rangeOf(const QList<double>& points)
{
    Range range;
    for (const double value : points) {
        if (!std::isfinite(value))
            continue;
        range.low = qMin(range.low, value);
        range.high = qMax(range.high, value);
    }
    return range;
}

// Appends each unbroken run to `line`, and the ground under it to `ground`; a run of one point is a dot's width.
void addRuns(const QList<double>& points, const QRectF& rect, Range range, QPainterPath& line, QPainterPath& ground)
{
    const double step = rect.width() / static_cast<double>(qMax<qsizetype>(points.size() - 1, 1));
    const double height = range.high > range.low ? rect.height() / (range.high - range.low) : 0;
    const auto xOf = [&](qsizetype i) { return rect.left() + step * static_cast<double>(i); };
    const auto yOf = [&](qsizetype i) { return rect.bottom() - (points.at(i) - range.low) * height; };
    for (qsizetype i = 0; i < points.size(); ++i) {
        if (!std::isfinite(points.at(i)))
            continue;
        const qsizetype first = i;
        line.moveTo(xOf(i), yOf(i));
        ground.moveTo(xOf(i), rect.bottom());
        ground.lineTo(xOf(i), yOf(i));
        for (; i + 1 < points.size() && std::isfinite(points.at(i + 1)); ++i) {
            line.lineTo(xOf(i + 1), yOf(i + 1));
            ground.lineTo(xOf(i + 1), yOf(i + 1));
        }
        if (i == first)
            line.lineTo(xOf(i) + 1, yOf(i));
        ground.lineTo(xOf(i), rect.bottom());
    }
}

} // namespace

void paintSparkline(QPainter& painter, const QRectF& rect, const QList<double>& points, const QColor& color)
{
    QPainterPath line;
    QPainterPath ground;
    addRuns(points, rect.adjusted(1, 1, -1, -1), rangeOf(points), line, ground);
    if (line.isEmpty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor fill = color;
    fill.setAlphaF(0.12F);
    painter.fillPath(ground, fill);
    painter.strokePath(line, QPen(color, 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.restore();
}

} // namespace cairn::ui
