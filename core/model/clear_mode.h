// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/metric_type.h"
#include "core/model/result.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace cairn {

/// How a pushed value is merged into its series: Gravel's `clearmode`, and more.
/// The windowed kinds are the same operation over the last `window`, evaluated at each scrape.
struct ClearMode {
    enum class Kind : std::uint8_t {
        Aggregate, ///< sum of all pushed values
        Replace, ///< the last pushed value
        Family, ///< as Replace, and older series of the family in the pushing group go
        Min,
        Max,
        Mean,
        Count, ///< how many times the series was pushed
        Increase, ///< each source's increase since its last push is added
        Drop, ///< the sample is discarded
        WindowSum,
        WindowMean,
        WindowMin,
        WindowMax,
        WindowCount,
        WindowQuantile,
    };
    Kind kind = Kind::Aggregate;
    std::chrono::milliseconds window{0}; ///< of the windowed kinds, above zero; otherwise zero
    double quantile = 0; ///< of WindowQuantile, 0…1

    bool operator==(const ClearMode&) const = default;
    [[nodiscard]] bool isWindow() const noexcept { return kind >= Kind::WindowSum; }
};

/// Reads a mode as pushers and rules write it: `aggregate`/`sum`, `replace`/`last`, `family`/`info`, `min`, `max`,
/// `mean`/`avg`, `count`, `increase`/`cumulative`, `drop`, and `sum5m` or `sum:5m`, `mean…`, `avg…`, `min…`, `max…`,
/// `count…`, `median…`, `p99:5m`, `p99.9:1h30m`. A window is longer than zero and at most a year; a quantile is a
/// percentage from 0 to 100. The error is one line; for an unknown mode it names the known ones.
[[nodiscard]] Result<ClearMode, std::string> parseClearMode(std::string_view text);
/// The canonical spelling: `aggregate`, `sum5m`, `median5m`, `p99.9:1h30m`. parseClearMode(toString(m)) is m for every
/// mode whose window and quantile are as parseClearMode would let them be.
[[nodiscard]] std::string toString(const ClearMode& mode);
/// Histograms and summaries know Aggregate, Replace, Family, Increase, WindowSum and Drop; other types know all.
[[nodiscard]] bool fits(const ClearMode& mode, MetricType type) noexcept;

} // namespace cairn
