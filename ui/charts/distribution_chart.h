// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/format/number_text.h"

#include <QList>
#include <QWidget>

namespace cairn::ui {

struct DistributionBucket {
    double lower = 0; // exclusive; -Inf of the first
    double upper = 0; // inclusive; +Inf of the last
    double count = 0; // of this bucket alone
};

struct DistributionQuantile {
    double quantile = 0; // 0.5
    double value = 0;
};

struct Distribution {
    QList<DistributionBucket> buckets; // by bound
    QList<DistributionQuantile> quantiles;
    [[nodiscard]] double count() const;
};

/// A histogram: a bar per bucket between its bounds, its share above it, the cumulative line on the right axis, and
/// dotted marks for quantiles, which are estimates and said to be. The open last bucket is hatched. Buckets are
/// equally wide: their bounds mostly grow by a factor.
class DistributionChart final : public QWidget {
    Q_OBJECT

public:
    explicit DistributionChart(QWidget* parent = nullptr);

    void setDistribution(const Distribution& distribution, Unit unit);
    QSize sizeHint() const override { return {420, 260}; }

    /// Where a value stands on the axis, in buckets from the left; within a bucket by proportion.
    [[nodiscard]] static double placeOf(const QList<DistributionBucket>& buckets, double value);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] double slotWidth() const;
    [[nodiscard]] QRectF barOf(int bucket) const;
    [[nodiscard]] QString boundText(double bound) const;
    [[nodiscard]] QString tipOf(int bucket) const;
    void drawGrid(QPainter& painter) const;
    void drawBars(QPainter& painter) const;
    void drawBounds(QPainter& painter) const;
    void drawCumulative(QPainter& painter) const;
    void drawQuantiles(QPainter& painter) const;
    void describe();

    Distribution m_distribution;
    Unit m_unit = Unit::None;
};

} // namespace cairn::ui
