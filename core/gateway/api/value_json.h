// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/inspect.h"
#include "core/gateway/api/json_writer.h"
#include "core/model/label.h"

#include <optional>
#include <span>
#include <string_view>

namespace cairn {

// Parts that several answers of the admin API have, as the description calls them.

/// `{"job":"a"}` of canonical text.
void writeLabels(JsonWriter& json, std::string_view text);
void writeLabels(JsonWriter& json, const LabelSet& labels);
/// A `Group` of canonical text.
void writeGroup(JsonWriter& json, std::string_view text);
/// The path behind `/metrics` of a push to that group: `/job/a%2Fb`, empty without labels. Reading it gives the same
/// labels.
[[nodiscard]] std::string groupPath(const LabelSet& labels);

/// What a quantile of a histogram is by linear interpolation within its bucket, as PromQL's histogram_quantile() does
/// it; nothing where nothing was observed. `counts` are one more than the bounds and not cumulative.
[[nodiscard]] std::optional<double> estimateQuantile(
    double quantile, std::span<const double> bounds, std::span<const double> counts);

/// A `Histogram`.
void writeHistogram(JsonWriter& json, std::span<const double> bounds, std::span<const double> counts,
    std::optional<double> sum, const NativeHistogram* native);
/// A `Summary`.
void writeSummary(JsonWriter& json, std::span<const double> quantiles, std::span<const double> values,
    std::optional<double> count, std::optional<double> sum);
/// A `Window` at `now`.
void writeWindow(JsonWriter& json, const SideState& side, Instant now);
/// The array of a series' exemplars.
void writeExemplars(JsonWriter& json, const SeriesExtras& extras);

} // namespace cairn
