// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/time_chart.h"

#include "ui/charts/axis_steps.h"
#include "ui/theme/theme.h"

#include <QCategoryAxis>
#include <QDateTime>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QMouseEvent>
#include <QSet>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace cairn::ui {

namespace {

constexpr int kNamesHeight = 20;
constexpr int kTimesHeight = 18;
constexpr int kGridLines = 3;
constexpr std::array kSpans{60, 120, 240, TimeChart::kSeconds};

QCategoryAxis* axis(QChart* chart, Qt::Alignment side)
{
    auto* axis = new QCategoryAxis;
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis->setTruncateLabels(false);
    axis->setLineVisible(false);
    chart->addAxis(axis, side);
    return axis;
}

void setTicks(QCategoryAxis* axis, const QList<std::pair<double, QString>>& ticks)
{
    const QStringList old = axis->categoriesLabels();
    for (const QString& label : old)
        axis->remove(label);
    axis->setRange(ticks.first().first, ticks.last().first);
    axis->setStartValue(ticks.first().first);
    for (const auto& [value, label] : ticks)
        axis->append(label, value);
}

/// Of what a round number is easy to read: 20 s, 2 min, 512 MiB.
struct Scale {
    double size;
    const char* name;
    double from; ///< the most that is shown is at least so much
};

Scale scaleOf(Unit unit, double most)
{
    static constexpr std::array kBytes{Scale{1, "B", 0}, Scale{0x1p10, "KiB", 0x1p10}, Scale{0x1p20, "MiB", 0x1p20},
        Scale{0x1p30, "GiB", 0x1p30}, Scale{0x1p40, "TiB", 0x1p40}, Scale{0x1p50, "PiB", 0x1p50}};
    static constexpr std::array kSeconds{// turns from one to the next where secondsText() does
        Scale{1, "s", 0}, Scale{60, "min", 180}, Scale{3600, "h", 7200}, Scale{86400, "d", 172800}};
    Scale scale{1, "", 0};
    if (unit == Unit::Ratio)
        scale = {0.01, "%", 0};
    for (const Scale& one : kBytes)
        scale = unit == Unit::Bytes && most >= one.from ? one : scale;
    for (const Scale& one : kSeconds)
        scale = unit == Unit::Seconds && most >= one.from ? one : scale;
    return scale;
}

QString inFull(double value, const Scale& scale)
{
    const QString name = QString::fromLatin1(scale.name);
    return name.isEmpty() ? fullNumber(value) : fullNumber(value) + QChar(0x202F) + name;
}

bool hasTwoPoints(const TimeLine& line)
{
    return std::count_if(line.points.begin(), line.points.end(), [](double y) { return std::isfinite(y); }) > 1;
}

/// Seconds since the oldest point of a line; zero without one.
qsizetype ageOf(const TimeLine& line)
{
    const auto oldest = std::find_if(line.points.begin(), line.points.end(), [](double y) { return std::isfinite(y); });
    return qMax<qsizetype>(0, line.points.end() - oldest - 1);
}

QString durationText(int seconds)
{
    return seconds < 60 ? TimeChart::tr("%1 s").arg(seconds) : TimeChart::tr("%1 min").arg(seconds / 60);
}

} // namespace

TimeChart::TimeChart(QWidget* parent) : QChartView(parent), m_waitingText(tr("waiting for a second push"))
{
    chart()->setBackgroundVisible(false);
    chart()->legend()->hide();
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    m_times = axis(chart(), Qt::AlignBottom);
    m_times->setGridLineVisible(false);
    m_values = axis(chart(), Qt::AlignLeft);
    m_times->setLabelsVisible(false); // the outer ones would be cut: drawTimes() puts them within the edges
    scaleTimes();
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setBackgroundBrush(Qt::NoBrush);
    setStyleSheet(QStringLiteral("background: transparent"));
    setMouseTracking(true);
    setMinimumHeight(96);
    setFocusPolicy(Qt::NoFocus);
    connect(&Theme::instance(), &Theme::changed, this, &TimeChart::applyTheme);
    applyTheme();
}

void TimeChart::setLines(const QList<TimeLine>& lines, double newest)
{
    m_lines = lines;
    m_newest = newest;
    rebuild();
}

void TimeChart::setUnit(Unit unit)
{
    if (std::exchange(m_unit, unit) != unit)
        rebuild();
}

void TimeChart::setFromZero(bool fromZero)
{
    if (std::exchange(m_isFromZero, fromZero) != fromZero)
        rebuild();
}

void TimeChart::setWaitingText(const QString& text)
{
    m_waitingText = text;
    viewport()->update();
}

bool TimeChart::isWaiting() const
{
    return std::none_of(m_lines.begin(), m_lines.end(), hasTwoPoints);
}

void TimeChart::applyTheme()
{
    const Theme& theme = Theme::instance();
    for (QCategoryAxis* axis : {m_times, m_values}) {
        axis->setLabelsColor(theme.color(ColorRole::Secondary));
        axis->setLabelsFont(theme.font(-2));
        axis->setGridLinePen(QPen(theme.color(ColorRole::Line), 1));
    }
    rebuild();
}

void TimeChart::rebuild()
{
    for (QLineSeries* run : std::exchange(m_runs, {})) {
        chart()->removeSeries(run);
        delete run;
    }
    const bool isWaitingNow = isWaiting();
    m_times->setVisible(!isWaitingNow);
    m_values->setVisible(!isWaitingNow);
    chart()->setMargins(QMargins(0, m_lines.size() > 1 ? kNamesHeight : 4, 4, isWaitingNow ? 0 : kTimesHeight));
    if (!isWaitingNow) {
        scaleTimes();
        scaleValues();
        for (int i = 0; i < m_lines.size(); ++i)
            addRuns(i);
    }
    viewport()->update();
}

void TimeChart::scaleTimes()
{
    qsizetype oldest = 0;
    for (const TimeLine& line : m_lines)
        oldest = qMax(oldest, ageOf(line));
    const auto fits = std::find_if(kSpans.begin(), kSpans.end(), [oldest](int span) { return oldest <= span; });
    m_span = fits == kSpans.end() ? kSpans.back() : *fits;
    m_times->setRange(-m_span, 0);
}

void TimeChart::scaleValues()
{
    double low = m_isFromZero ? 0 : std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
    for (const TimeLine& line : m_lines) {
        for (const double value : line.points) {
            if (!std::isfinite(value))
                continue;
            low = qMin(low, value);
            high = qMax(high, value);
        }
    }
    QList<std::pair<double, QString>> ticks;
    const Scale scale = scaleOf(m_unit, qMax(std::abs(low), std::abs(high)));
    const QList<double> steps = axisSteps(low / scale.size, high / scale.size, kGridLines);
    QSet<QString> texts;
    for (const double step : steps)
        texts.insert(valueText(step * scale.size));
    const bool areAlike = texts.size() < steps.size(); // the axis is narrower than what a short number tells
    for (const double step : steps)
        ticks.append({step * scale.size, areAlike ? inFull(step, scale) : valueText(step * scale.size)});
    setTicks(m_values, ticks);
}

void TimeChart::addRuns(int line)
{
    const QList<double>& points = m_lines.at(line).points;
    const qsizetype skip = qMax<qsizetype>(0, points.size() - kSeconds - 1);
    QList<QPointF> run;
    for (qsizetype i = skip; i < points.size(); ++i) {
        if (std::isfinite(points.at(i)))
            run.append({static_cast<double>(i - points.size() + 1), points.at(i)});
        else
            addRun(std::exchange(run, {}), line);
    }
    addRun(run, line);
}

void TimeChart::addRun(const QList<QPointF>& run, int line)
{
    if (run.isEmpty())
        return;
    auto* series = new QLineSeries;
    series->setPen(QPen(Theme::instance().series(line), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    series->replace(run);
    if (run.size() == 1) // a second between two gaps is a dash, not nothing
        series->append(run.first() - QPointF(1, 0));
    chart()->addSeries(series);
    series->attachAxis(m_times);
    series->attachAxis(m_values);
    m_runs << series;
}

void TimeChart::drawForeground(QPainter* painter, const QRectF&)
{
    painter->save();
    painter->resetTransform(); // widget's pixels: nothing scrolls or zooms here
    if (isWaiting()) {
        drawWaiting(*painter);
    } else {
        if (m_lines.size() > 1)
            drawNames(*painter);
        drawTimes(*painter);
        drawHairline(*painter);
    }
    painter->restore();
}

void TimeChart::drawNames(QPainter& painter) const
{
    const Theme& theme = Theme::instance();
    painter.setFont(theme.font(-2));
    double x = chart()->plotArea().left();
    for (int i = 0; i < m_lines.size(); ++i) {
        const int width = painter.fontMetrics().horizontalAdvance(m_lines.at(i).name);
        if (x + 20 + width > viewport()->width())
            return;
        painter.setPen(QPen(theme.series(i), 2));
        painter.drawLine(QPointF(x, kNamesHeight / 2.0 - 1), QPointF(x + 10, kNamesHeight / 2.0 - 1));
        painter.setPen(theme.color(ColorRole::Secondary));
        painter.drawText(QRectF(x + 14, 0, width + 2, kNamesHeight - 2), Qt::AlignVCenter, m_lines.at(i).name);
        x += width + 30;
    }
}

void TimeChart::drawTimes(QPainter& painter) const
{
    painter.setFont(Theme::instance().font(-2));
    painter.setPen(Theme::instance().color(ColorRole::Secondary));
    const QRectF plot = chart()->plotArea();
    const QRectF row(plot.left(), viewport()->height() - kTimesHeight - 2, plot.width(), kTimesHeight);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, tr("%1 ago").arg(durationText(m_span)));
    if (plot.width() > 240)
        painter.drawText(row, Qt::AlignCenter, durationText(m_span / 2));
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, tr("now"));
}

void TimeChart::drawHairline(QPainter& painter) const
{
    if (!m_pointed)
        return;
    const Theme& theme = Theme::instance();
    const QRectF plot = chart()->plotArea();
    const double x = plot.right() + *m_pointed / m_span * plot.width();
    painter.setPen(QPen(theme.color(ColorRole::Secondary), 1));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    QStringList lines{
        QDateTime::fromMSecsSinceEpoch(qRound64((m_newest + *m_pointed) * 1000)).toString(QStringLiteral("hh:mm:ss"))};
    for (const TimeLine& line : m_lines) {
        const qsizetype i = line.points.size() - 1 + qRound(*m_pointed);
        const bool isKnown = i >= 0 && i < line.points.size() && std::isfinite(line.points.at(i));
        const QString value = isKnown ? pointText(line.points.at(i)) : tr("no value");
        lines << (m_lines.size() > 1 ? line.name + QStringLiteral("  ") + value : value);
    }
    painter.setFont(theme.font(-2));
    const QFontMetrics metrics = painter.fontMetrics();
    int width = 0;
    for (const QString& line : lines)
        width = qMax(width, metrics.horizontalAdvance(line));
    QRectF box(x + 8, plot.top() + 4, width + 16, metrics.height() * static_cast<double>(lines.size()) + 8);
    if (box.right() > viewport()->width())
        box.moveRight(x - 8);
    painter.setPen(QPen(theme.color(ColorRole::Line), 1));
    painter.setBrush(theme.color(ColorRole::Surface));
    painter.drawRoundedRect(box, 4, 4);
    for (int i = 0; i < lines.size(); ++i) {
        const QRectF row(box.left() + 8, box.top() + 4 + i * metrics.height(), width + 2, metrics.height());
        painter.setPen(theme.color(i == 0 ? ColorRole::Secondary : ColorRole::Text));
        painter.drawText(row, Qt::AlignVCenter, lines.at(i));
    }
}

void TimeChart::drawWaiting(QPainter& painter) const
{
    painter.setPen(Theme::instance().color(ColorRole::Secondary));
    painter.setFont(Theme::instance().font());
    painter.drawText(viewport()->rect(), Qt::AlignCenter, m_waitingText);
}

QString TimeChart::valueText(double value) const
{
    return m_unit == Unit::None ? shortNumber(value) : withUnit(value, m_unit, m_newest);
}

QString TimeChart::pointText(double value) const
{
    return m_unit == Unit::None ? fullNumber(value) : withUnit(value, m_unit, m_newest);
}

void TimeChart::mouseMoveEvent(QMouseEvent* event)
{
    const QRectF plot = chart()->plotArea();
    const double share = (event->position().x() - plot.left()) / qMax(plot.width(), 1.0);
    m_pointed = share >= 0 && share <= 1 ? std::optional(std::round((share - 1) * m_span)) : std::nullopt;
    viewport()->update();
}

void TimeChart::leaveEvent(QEvent* event)
{
    m_pointed.reset();
    viewport()->update();
    QChartView::leaveEvent(event);
}

} // namespace cairn::ui
