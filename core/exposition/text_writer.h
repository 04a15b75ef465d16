// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

/// Writes the text format 0.0.4 piece by piece. `labels` everywhere is the canonical, already escaped inside of a label
/// block: `a="b",c="d"`, or empty. Appends to `out`, which the caller drains when it likes. Not thread-safe.
class TextWriter {
public:
    explicit TextWriter(std::string& out) : m_out(out) { }
    /// Begins a family: its HELP (unless empty; unescaped) and TYPE lines (untyped: none of TYPE). `name` must live
    /// until the family is done.
    void beginFamily(std::string_view name, MetricType type, std::string_view help);
    /// Goes on with a family that another writer of the same output began.
    void resumeFamily(std::string_view name) noexcept { m_name = name; }
    /// One sample of a counter, gauge or untyped family.
    void sample(std::string_view labels, double value);
    /// A histogram. `bounds` are the boundTexts() of its finite upper bounds, ascending; `counts` are non-cumulative,
    /// one more than bounds (the last is +Inf's). Writes buckets, then `_sum` unless null, then `_count`.
    void histogram(std::string_view labels, std::span<const std::string> bounds, std::span<const double> counts,
        const double* sum);
    /// A summary: its quantiles (boundTexts() of them; may be none; NaN values are written), `_sum` and `_count`
    /// unless null.
    void summary(std::string_view labels, std::span<const std::string> quantiles, std::span<const double> values,
        const double* sum, const double* count);

private:
    std::string& m_out;
    std::string_view m_name;
};

} // namespace cairn
