// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/sample_lines.h"
#include "core/model/exemplar.h"
#include "core/model/metric_type.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// A family as OpenMetrics names it.
struct OpenMetricsFamily {
    std::string_view name;
    MetricType type = MetricType::Untyped;
};
/// The family of samples `name` of that type: a counter `x_total` is the counter `x`, an info `x_info` the info `x`.
/// Without such a suffix a counter is untyped and an info a gauge, under the whole name: no name depends on the format.
[[nodiscard]] OpenMetricsFamily openMetricsFamily(std::string_view name, MetricType type) noexcept;

/// The texts of bounds or quantiles as canonical numbers: `1.0`, `0.005`, `1e+06`.
[[nodiscard]] std::vector<std::string> canonicalTexts(std::span<const double> bounds);

/// What a metric may have beside its numbers. Null or empty: nothing.
struct OpenMetricsExtras {
    const double* created = nullptr; ///< Unix seconds
    /// Of a counter one, of a histogram one for each bucket; each may be null.
    std::span<const Exemplar* const> exemplars;
};

/// What a histogram or summary is shown as whose counts are not whole, which OpenMetrics 1.0 asks of buckets and
/// counts: strict parsers, such as Python's, refuse the whole page otherwise. As families of their own, of type
/// unknown, all series keep their names, labels and values; what is lost is the type, exemplars and births, which no
/// type but its own may have. (As text shows a gauge histogram. A gaugehistogram's counts have to be whole, too, and to
/// leave out what is not would lose series.)
enum class OpenMetricsPart : std::uint8_t {
    Values,
    Count,
    Sum
}; ///< `x_bucket` or the quantiles `x`, `x_count`, `x_sum`

/// Writes OpenMetrics 1.0 text piece by piece, in the manner of TextWriter: names that are not classic are quoted, as
/// `escaping=allow-utf-8` extends the format. What the format forbids is left out.
class OpenMetricsWriter {
public:
    OpenMetricsWriter() = default; ///< writeTo() comes first
    explicit OpenMetricsWriter(std::string& out) : m_out(&out) { }
    /// Goes on in another text, also in the middle of a family.
    void writeTo(std::string& out) noexcept { m_out = &out; }

    /// Begins a family: TYPE, UNIT (if it is the end of the name) and HELP lines. `name` is that of the samples, as in
    /// text: `x_total`.
    void beginFamily(std::string_view name, MetricType type, std::string_view help, std::string_view unit = {});
    /// One sample of a family that is not compound. Only counters have extras.
    void sample(std::string_view labels, double value, const OpenMetricsExtras& extras = {});
    /// As TextWriter's, with the canonicalTexts() of bounds. A sum is left out where the format forbids it, and
    /// `_count` with it.
    void histogram(std::string_view labels, std::span<const std::string> bounds, std::span<const double> counts,
        const double* sum, const OpenMetricsExtras& extras = {});
    /// As TextWriter's, with the canonicalTexts() of quantiles. Negative quantile values and sums are left out.
    void summary(std::string_view labels, std::span<const std::string> quantiles, std::span<const double> values,
        const double* sum, const double* count, const OpenMetricsExtras& extras = {});
    /// Begins one part of a compound family; its samples are those of the part alone.
    void beginPart(OpenMetricsPart part, std::string_view name, MetricType type, std::string_view help);
    void histogramPart(std::string_view labels, std::span<const std::string> bounds, std::span<const double> counts,
        const double* sum);
    void summaryPart(std::string_view labels, std::span<const std::string> quantiles, std::span<const double> values,
        const double* sum, const double* count);
    /// Ends the exposition.
    void finish() { m_out->append("# EOF\n"); }

private:
    void setNames(std::string_view name, bool isClassic);
    void buckets(std::string_view labels, std::span<const std::string> bounds, std::span<const double> counts,
        std::span<const Exemplar* const> exemplars);
    void line(const detail::SampleName& name, std::string_view labels, double value);
    void appendExemplar(const Exemplar& exemplar);
    void created(std::string_view labels, const double* created);
    [[nodiscard]] bool maySum(std::span<const std::string> bounds, double sum) const noexcept;

    std::string* m_out = nullptr;
    MetricType m_type = MetricType::Untyped; ///< as OpenMetrics sees it
    OpenMetricsPart m_part = OpenMetricsPart::Values; ///< where the family is written in parts
    detail::SampleName m_plain; ///< these of the family, as far as its type has such samples
    detail::SampleName m_bucket;
    detail::SampleName m_sum;
    detail::SampleName m_count;
    detail::SampleName m_created;
};

} // namespace cairn
