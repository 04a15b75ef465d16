// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace cairn {

/// One bucket of a native histogram, with its own count.
struct NativeBucket {
    std::int32_t index = 0;
    double count = 0;
    bool operator==(const NativeBucket&) const = default;
};

/// The native part of a histogram: buckets that no list of bounds names. Bucket `index` of a schema from -4 to 8
/// reaches from `2^(2^-schema)^(index-1)`, exclusive, to `2^(2^-schema)^index`, inclusive, and mirrored below zero
/// (https://prometheus.io/docs/specs/native_histograms/). Count and sum are those of the histogram it belongs to.
struct NativeHistogram {
    static constexpr int kCoarsest = -4;
    static constexpr int kFinest = 8;

    int schema = 0; ///< kCoarsest … kFinest
    double zeroThreshold = 0; ///< what is no further than this from zero is counted in zeroCount
    double zeroCount = 0;
    std::vector<NativeBucket> positive; ///< by index, ascending; counts above zero
    std::vector<NativeBucket> negative; ///< the same
    bool isFloat = false; ///< sent with counts that need not be whole
    bool operator==(const NativeHistogram&) const = default;
};

} // namespace cairn
