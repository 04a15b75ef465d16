// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/overview_history.h"

#include <cmath>
#include <limits>

namespace cairn::ui {

namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

} // namespace

void OverviewHistory::take(const GatewayStatus& status)
{
    if (m_isTold)
        return;
    const double second = std::floor(status.time);
    const int gap = m_lines.newest > 0 ? static_cast<int>(qBound(0.0, second - m_lines.newest, 600.0)) : 1;
    if (gap == 0)
        return;
    m_lines.newest = second;
    append(QStringLiteral("pushes"), status.pushes.rate, gap);
    append(QStringLiteral("samples"), status.samples.rate, gap);
    append(QStringLiteral("refusals"), status.refusals.rate, gap);
    append(QStringLiteral("series"), status.series.now, gap);
    append(QStringLiteral("resident_bytes"), status.residentBytes, gap);
    for (const auto& [reason, flow] : status.refusalsByReason)
        append(QStringLiteral("refusals:") + reason, flow.rate, gap);
    m_length = qMin<qint64>(m_length + gap, TimeChart::kSeconds);
}

void OverviewHistory::take(const HistoryLines& told)
{
    m_lines = told;
    m_isTold = true;
}

void OverviewHistory::clear()
{
    *this = {};
}

void OverviewHistory::append(const QString& name, double value, int gap)
{
    auto line = std::find_if(
        m_lines.lines.begin(), m_lines.lines.end(), [&name](const TimeLine& one) { return one.name == name; });
    if (line == m_lines.lines.end())
        line = m_lines.lines.insert(line, TimeLine{name, QList<double>(m_length, kNothing)});
    line->points.append(QList<double>(gap - 1, kNothing));
    line->points.append(value);
    if (line->points.size() > TimeChart::kSeconds)
        line->points.remove(0, line->points.size() - TimeChart::kSeconds);
}

QList<double> OverviewHistory::points(const QString& name) const
{
    return m_lines.points(name);
}

double OverviewHistory::lastMinute(const QString& name) const
{
    double sum = 0;
    const QList<double> rates = points(name);
    for (const double rate : rates.last(qMin<qsizetype>(rates.size(), 60)))
        sum += std::isfinite(rate) ? rate : 0;
    return std::round(sum);
}

HistoryLines OverviewHistory::lines() const
{
    return m_lines;
}

} // namespace cairn::ui
