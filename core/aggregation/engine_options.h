// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/profile.h"
#include "core/rules/rule_set.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace cairn {

/// A moment of the monotonic clock, in milliseconds since the engine's owner began to count. Handed in by the caller.
using Instant = std::chrono::milliseconds;

/// How long ago that second was, at least: what it stands for may have come at its end.
[[nodiscard]] constexpr std::chrono::milliseconds ageSince(std::uint32_t second, Instant now) noexcept
{
    return std::max(now - Instant(std::chrono::seconds(second)) - Instant(999), Instant(0));
}

/// What a sender may make the engine hold. Zero means unlimited only where it says so.
struct StoreLimits {
    std::size_t nameBytes = 1024; ///< of a metric or label name
    std::size_t labelValueBytes = 4096;
    std::size_t helpBytes = 4096;
    std::size_t labelsPerSeries = 64;
    std::size_t bucketsPerHistogram = 1000; ///< and quantiles per summary
    std::uint64_t seriesPerPush = 2'000'000;
    std::uint64_t seriesPerGroup = 2'000'000;
    std::uint64_t seriesPerFamily = 2'000'000;
    std::uint64_t series = 5'000'000;
    std::uint64_t families = 100'000;
    std::uint64_t sideBytes = 256ull << 20; ///< windows, sketches and baselines together
};

struct EngineOptions {
    Profile profile = Profile::Gravel;
    StoreLimits limits;
    std::chrono::milliseconds seriesTtl{0}; ///< where no rule says otherwise; 0: never
    bool ignoreTimestamps = false; ///< drop timestamps of samples instead of refusing them
};

} // namespace cairn
