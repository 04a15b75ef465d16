// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/metric_type.h"

#include <algorithm>
#include <array>

namespace cairn {

namespace {

constexpr std::array<std::string_view, kMetricTypes> kNames{
    "untyped", "counter", "gauge", "histogram", "summary", "gaugehistogram", "info", "stateset"};

/// Independent of any locale, unlike std::tolower.
constexpr char lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equalsIgnoringCase(std::string_view text, std::string_view lowerCase) noexcept
{
    return std::equal(
        text.begin(), text.end(), lowerCase.begin(), lowerCase.end(), [](char a, char b) { return lower(a) == b; });
}

} // namespace

std::string_view toString(MetricType type) noexcept
{
    return kNames[static_cast<std::size_t>(type)];
}

std::optional<MetricType> metricTypeFromString(std::string_view text) noexcept
{
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (equalsIgnoringCase(text, kNames[i]))
            return static_cast<MetricType>(i);
    }
    if (equalsIgnoringCase(text, "unknown"))
        return MetricType::Untyped;
    if (equalsIgnoringCase(text, "gauge_histogram"))
        return MetricType::GaugeHistogram;
    return {};
}

} // namespace cairn
