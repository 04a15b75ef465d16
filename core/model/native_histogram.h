// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
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
    std::vector<NativeBucket> positive; ///< by index, ascending; of what is above zero
    std::vector<NativeBucket> negative; ///< by index, ascending; of what is below zero
    bool isFloat = false; ///< sent with counts that need not be whole
    bool operator==(const NativeHistogram&) const = default;
};

/// The bound of bucket `index` that is farther from zero; that of `index - 1` is the nearer one. `schema` is valid.
/// The last bucket of finite numbers reaches to the largest double, that above it to infinity, as in Prometheus.
[[nodiscard]] double nativeUpperBound(int schema, std::int32_t index) noexcept;
/// The buckets that are listed; the zero bucket is not.
[[nodiscard]] std::size_t bucketsOf(const NativeHistogram& histogram) noexcept;
/// What all buckets together counted.
[[nodiscard]] double observationsOf(const NativeHistogram& histogram) noexcept;
/// What is wrong with the native part of a histogram of `count` observations, in one line without a full stop; empty if
/// nothing is. Sound are: a schema and a threshold in range, indexes that numbers can have, ascending and each once,
/// finite counts not below zero. Unless `isFloat`, counts are whole and make up `count`, but for what doubles round
/// away above 2^53. Buckets that counted nothing are sound.
[[nodiscard]] std::string checkNative(const NativeHistogram& histogram, double count);

} // namespace cairn
