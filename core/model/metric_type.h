// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cairn {

/// The type of a family, as its `# TYPE` line says. Those from GaugeHistogram on are OpenMetrics' own.
enum class MetricType : std::uint8_t { Untyped, Counter, Gauge, Histogram, Summary, GaugeHistogram, Info, StateSet };
inline constexpr int kMetricTypes = 8;

/// "untyped", "counter", "gauge", "histogram", "summary", "gaugehistogram", "info", "stateset".
[[nodiscard]] std::string_view toString(MetricType type) noexcept;
/// The reverse, without regard to case, as the reference parser reads `# TYPE`; `unknown` is untyped,
/// `gauge_histogram` is gaugehistogram; nothing for any other word.
[[nodiscard]] std::optional<MetricType> metricTypeFromString(std::string_view text) noexcept;

/// Its series have buckets.
[[nodiscard]] constexpr bool hasBuckets(MetricType type) noexcept
{
    return type == MetricType::Histogram || type == MetricType::GaugeHistogram;
}

/// A family whose series are objects of several samples (`_bucket`, `_sum`, `_count`, quantiles).
[[nodiscard]] constexpr bool isCompound(MetricType type) noexcept
{
    return hasBuckets(type) || type == MetricType::Summary;
}

/// The type as formats call it that know counter, gauge, histogram and summary only: an info or a state is a gauge.
[[nodiscard]] constexpr MetricType classicType(MetricType type) noexcept
{
    return type == MetricType::Info || type == MetricType::StateSet ? MetricType::Gauge : type;
}

} // namespace cairn
