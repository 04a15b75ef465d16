// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cairn {

/// The type of a family, as its `# TYPE` line says.
enum class MetricType : std::uint8_t { Untyped, Counter, Gauge, Histogram, Summary };
inline constexpr int kMetricTypes = 5;

/// "untyped", "counter", "gauge", "histogram", "summary".
[[nodiscard]] std::string_view toString(MetricType type) noexcept;
/// The reverse, without regard to case, as the reference parser reads `# TYPE`; nothing for any other word.
[[nodiscard]] std::optional<MetricType> metricTypeFromString(std::string_view text) noexcept;

/// A family whose series are objects of several samples (`_bucket`, `_sum`, `_count`, quantiles).
[[nodiscard]] constexpr bool isCompound(MetricType type) noexcept
{
    return type == MetricType::Histogram || type == MetricType::Summary;
}

} // namespace cairn
