// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/snapshot.h"

#include <span>
#include <string>
#include <string_view>

namespace cairn {

// Members of one series' object as Pushgateway's API writes them: numbers are strings in Go's layout, counts whole
// where they are. Each function appends behind what `out` has.

/// `"labels":{…}` of canonical text.
void appendLabelsJson(std::string& out, std::string_view labels);
/// `"value":"…"`
void appendValueJson(std::string& out, double value);
/// `"quantiles":{…},"count":"…","sum":"…"`; what the summary does not have is left out.
void appendSummaryJson(std::string& out, std::span<const double> quantiles, std::span<const double> values,
    const double* count, const double* sum);
/// `"buckets":{…},"count":"…","sum":"…"`; buckets are cumulative. `counts` are one more than the bounds.
void appendHistogramJson(
    std::string& out, std::span<const double> bounds, std::span<const double> counts, const double* sum);
/// The same of a native histogram, whose buckets are `[[rule,"lower","upper","count"],…]`, from the lowest on: rule 0
/// has the upper bound inside, 1 the lower, 3 both. Empty ones are left out.
void appendNativeJson(std::string& out, const NativeHistogram& native, double count, const double* sum);

} // namespace cairn
