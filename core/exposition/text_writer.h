// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/sample_lines.h"
#include "core/model/metric_type.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Appends a label value with `\`, `"` and newline escaped.
void appendEscapedLabelValue(std::string& out, std::string_view value);
/// Appends a HELP text with `\` and newline escaped.
void appendEscapedHelp(std::string& out, std::string_view help);

/// The texts of bounds or quantiles, as `le` and `quantile` spell them. Made once per layout, used by every scrape.
[[nodiscard]] std::vector<std::string> boundTexts(std::span<const double> bounds);

/// Writes the text formats 0.0.4 and 1.0.0 piece by piece; they differ in that only the latter may be given names that
/// are not classic, which it quotes. `labels` everywhere is the canonical, already escaped inside of a label block:
/// `a="b",c="d"`, or empty. Appends to `out`, which the caller drains when it likes. Not thread-safe.
class TextWriter {
public:
    TextWriter() = default; ///< writeTo() comes first
    explicit TextWriter(std::string& out) : m_out(&out) { }
    /// Goes on in another text, also in the middle of a family.
    void writeTo(std::string& out) noexcept { m_out = &out; }

    /// Begins a family: its HELP (unless empty; unescaped) and TYPE lines. Untyped has no TYPE; neither has a gauge
    /// histogram: text does not know it, and as a histogram each fall would be taken for a reset.
    void beginFamily(std::string_view name, MetricType type, std::string_view help);
    /// One sample of a family that is not compound.
    void sample(std::string_view labels, double value);
    /// A histogram. `bounds` are the boundTexts() of its finite upper bounds, ascending, or their canonicalTexts(), of
    /// which `.0` is left out; `counts` are non-cumulative, one more than bounds (the last is +Inf's). Writes buckets,
    /// then `_sum` unless null, then `_count`; of a gauge histogram `_gsum` and `_gcount`.
    void histogram(std::string_view labels, std::span<const std::string> bounds, std::span<const double> counts,
        const double* sum);
    /// A summary: its quantiles (texts as of bounds; may be none; NaN values are written), `_sum` and `_count`
    /// unless null.
    void summary(std::string_view labels, std::span<const std::string> quantiles, std::span<const double> values,
        const double* sum, const double* count);

private:
    std::string* m_out = nullptr;
    detail::SampleName m_plain; ///< these of the family, as far as its type has such samples
    detail::SampleName m_bucket;
    detail::SampleName m_sum;
    detail::SampleName m_count;
};

} // namespace cairn
