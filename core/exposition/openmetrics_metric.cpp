// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/openmetrics_metric.h"

#include "core/exposition/number.h"
#include "core/exposition/series_syntax.h"

#include <cmath>
#include <utility>

namespace cairn::detail {

namespace {

using Part = OpenMetricsPart;

std::string text(double value)
{
    std::string out;
    appendNumber(out, value);
    return out;
}

} // namespace

std::string_view openMetricsName(MetricType type) noexcept
{
    return type == MetricType::Untyped ? "unknown" : toString(type);
}

void OpenMetricsMetric::begin(std::string_view family, MetricType type, std::string_view key)
{
    m_isOpen = true;
    m_type = type;
    m_family = family;
    m_key = key;
    m_hasTotal = m_hasCreated = m_hasBound = m_hasNegativeBound = m_hasSum = m_hasCount = m_isSumNegative = false;
}

std::string OpenMetricsMetric::describe() const
{
    return std::string(openMetricsName(m_type)) + ' ' + quoted(m_family);
}

std::string OpenMetricsMetric::bound(std::string_view le)
{
    const Number number = parseNumber(le);
    if (number.error != NumberError::None || std::isnan(number.value))
        return "expected a number in label 'le', found " + quoted(le);
    // OpenMetrics 1.0, section Canonical Numbers.
    if (std::isinf(number.value) && le != "+Inf")
        return "expected '+Inf' as the last bound, found " + quoted(le);
    if (m_hasBound && number.value <= m_bound)
        return "expected the bounds of " + describe() + " in increasing order, found " + quoted(le) + " behind "
            + text(m_bound);
    m_hasBound = true;
    m_bound = number.value;
    m_hasNegativeBound = m_hasNegativeBound || m_bound < 0;
    return {};
}

std::string OpenMetricsMetric::value(Part part, double value, const ExemplarView* exemplar)
{
    if (part == Part::Created && std::exchange(m_hasCreated, true))
        return "expected one '_created' of each metric of " + describe() + ", found a second";
    m_hasTotal = m_hasTotal || part == Part::Total;
    m_hasSum = m_hasSum || part == Part::Sum;
    m_hasCount = m_hasCount || part == Part::Count;
    m_isSumNegative = m_isSumNegative || (part == Part::Sum && value < 0);
    std::string wrong = checkNumber(part, value);
    return wrong.empty() && exemplar != nullptr ? checkExemplar(part, *exemplar) : wrong;
}

std::string OpenMetricsMetric::checkNumber(Part part, double value) const
{
    const std::string found = ", found " + text(value);
    switch (part) {
    case Part::Bucket:
    case Part::Count:
        return std::floor(value) != value ? "expected an integer as count of " + describe() + found : std::string();
    case Part::Sum:
        return value < 0 && m_type != MetricType::GaugeHistogram
            ? "expected a sum of zero or more of " + describe() + found
            : std::string();
    case Part::Quantile:
        return value < 0 ? "expected a quantile of zero or more of " + describe() + found : std::string();
    default: break;
    }
    if (m_type == MetricType::Info && value != 1)
        return "expected 1 as value of " + describe() + found;
    if (m_type == MetricType::StateSet && value != 0 && value != 1)
        return "expected 0 or 1 as value of " + describe() + found;
    return {};
}

std::string OpenMetricsMetric::checkExemplar(Part part, const ExemplarView& exemplar) const
{
    if (part != Part::Bucket && part != Part::Total)
        return "expected an exemplar on '_total' of a counter or '_bucket' of a histogram alone, found one on another "
               "sample of "
            + describe();
    if (part == Part::Bucket && exemplar.value > m_bound)
        return "expected an exemplar of at most the bound " + text(m_bound) + " of its bucket, found "
            + text(exemplar.value);
    return {};
}

std::string OpenMetricsMetric::close()
{
    const bool matters = isOpen();
    m_isOpen = false;
    if (!matters)
        return {};
    if (lacksTotal()) // OpenMetrics 1.0, section Counter
        return "expected " + quoted(std::string(m_family) + "_total") + " beside '_created' of " + describe()
            + ", found none";
    if (!m_hasBound || !std::isinf(m_bound))
        return "expected a bucket le=\"+Inf\" as last of " + describe() + ", found none";
    const bool isGauge = m_type == MetricType::GaugeHistogram;
    const std::string sum = isGauge ? "'_gsum'" : "'_sum'";
    const std::string count = isGauge ? "'_gcount'" : "'_count'";
    if (m_hasSum != m_hasCount)
        return "expected " + sum + " and " + count + " of " + describe() + " together, found "
            + (m_hasSum ? sum : count) + " alone";
    if (!isGauge && m_hasSum && m_hasNegativeBound)
        return "expected no '_sum' beside negative bounds of " + describe() + ", found one";
    if (isGauge && m_isSumNegative && !m_hasNegativeBound)
        return "expected a '_gsum' of zero or more without negative bounds of " + describe() + ", found less";
    return {};
}

} // namespace cairn::detail
