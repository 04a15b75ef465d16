// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/sample_sink.h"

#include <string>
#include <string_view>
#include <vector>

namespace cairn::detail {

/// What a sample carries of its metric.
enum class OpenMetricsPart { Value, Total, Created, Bucket, Count, Sum, Quantile };

/// The type as OpenMetrics calls it: `unknown` for untyped.
[[nodiscard]] std::string_view openMetricsName(MetricType type) noexcept;

/// The metric whose samples are being read: what OpenMetrics asks of them beyond what every format does. That counts
/// are neither negative nor NaN nor less than those of lower buckets, that quantiles lie within 0 and 1, and that
/// `_count` is the `+Inf` bucket is left to the sink. The functions answer what is wrong, or an empty text.
class OpenMetricsMetric {
public:
    /// Begins a metric. The name of its family is kept by view; `key` tells the metrics of a family apart.
    void begin(std::string_view family, MetricType type, std::string_view key);
    /// Whether close() will look at something.
    [[nodiscard]] bool isOpen() const noexcept { return m_isOpen && (hasBuckets(m_type) || lacksTotal()); }
    [[nodiscard]] bool isSame(std::string_view key) const noexcept { return m_isOpen && m_key == key; }

    [[nodiscard]] std::string bound(std::string_view le);
    [[nodiscard]] std::string value(OpenMetricsPart part, double value, const ExemplarView* exemplar);
    /// No sample of it follows.
    [[nodiscard]] std::string close();
    /// The same, but nobody looks at it.
    void forget() noexcept { m_isOpen = false; }

private:
    [[nodiscard]] bool lacksTotal() const noexcept { return m_type == MetricType::Counter && !m_hasTotal; }
    [[nodiscard]] std::string checkNumber(OpenMetricsPart part, double value) const;
    [[nodiscard]] std::string checkExemplar(OpenMetricsPart part, const ExemplarView& exemplar) const;
    [[nodiscard]] std::string describe() const;

    bool m_isOpen = false;
    MetricType m_type = MetricType::Untyped;
    std::string_view m_family;
    std::string m_key;
    double m_bound = 0;
    bool m_hasTotal = false;
    bool m_hasCreated = false;
    bool m_hasBound = false;
    bool m_hasNegativeBound = false;
    bool m_hasSum = false;
    bool m_hasCount = false;
    bool m_isSumNegative = false;
};

} // namespace cairn::detail
