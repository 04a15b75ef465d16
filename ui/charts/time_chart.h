// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/format/number_text.h"

#include <QChartView>

#include <optional>

class QCategoryAxis;
class QLineSeries;

namespace cairn::ui {

/// A line of a time chart: a point per second, oldest first; NaN is a gap, never bridged.
struct TimeLine {
    QString name;
    QList<double> points;
};

/// Lines over the last one, two, four or ten minutes, newest right: the least of these that shows every point. Under
/// the pointer a hairline with time and values.
class TimeChart final : public QChartView {
    Q_OBJECT

public:
    static constexpr int kSeconds = 600; ///< the longest span

    explicit TimeChart(QWidget* parent = nullptr);

    /// `newest` is the Unix time of each line's last point.
    void setLines(const QList<TimeLine>& lines, double newest);
    void setUnit(Unit unit);
    /// Rates and counts begin at zero; other values at their least.
    void setFromZero(bool fromZero);
    /// Instead of lines while no line has two points.
    void setWaitingText(const QString& text);
    [[nodiscard]] bool isWaiting() const;
    [[nodiscard]] int span() const { return m_span; } ///< seconds from the left edge to the right one
    QSize sizeHint() const override { return {360, 180}; }

protected:
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void applyTheme();
    void rebuild();
    void scaleTimes();
    void scaleValues();
    void addRuns(int line);
    void addRun(const QList<QPointF>& run, int line);
    void drawNames(QPainter& painter) const;
    void drawTimes(QPainter& painter) const;
    void drawHairline(QPainter& painter) const;
    void drawWaiting(QPainter& painter) const;
    [[nodiscard]] QString valueText(double value) const; // of the axis: short
    [[nodiscard]] QString pointText(double value) const; // of a point: in full

    QList<TimeLine> m_lines;
    QList<QLineSeries*> m_runs; // owned by the chart
    QCategoryAxis* m_times; // owned by the chart
    QCategoryAxis* m_values; // owned by the chart
    QString m_waitingText;
    Unit m_unit = Unit::None;
    double m_newest = 0;
    int m_span = kSeconds;
    bool m_isFromZero = true;
    std::optional<double> m_pointed; // seconds before the newest, below zero
};

} // namespace cairn::ui
