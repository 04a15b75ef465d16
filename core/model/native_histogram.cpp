// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/native_histogram.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <string_view>

namespace cairn {

namespace {

constexpr int kFinestSteps = 1 << NativeHistogram::kFinest;
constexpr double kWholeNumbers = 9007199254740992; // 2^53: below it doubles lose no count
constexpr double kRounding = 1e-9;

// The exponents of powers of two between which all finite doubles but zero lie: from the smallest to past the largest.
constexpr int kLeastExponent = -1074;
constexpr int kMostExponent = 1024;

// 2^(1/2), 2^(1/4) … 2^(1/256) as Prometheus has them: the first is a bit below the nearest double.
constexpr std::array<double, NativeHistogram::kFinest> kFactors
    = {0x1.6a09e667f3bccp+0, 0x1.306fe0a31b715p+0, 0x1.172b83c7d517bp+0, 0x1.0b5586cf9890fp+0, 0x1.059b0d3158574p+0,
        0x1.02c9a3e778061p+0, 0x1.0163da9fb3335p+0, 0x1.00b1afa5abcbfp+0};

// Bounds from 1 to below 2 in the finest schema; every coarser one has some of them. Each schema puts new ones half-way
// between those of the coarser: only in this order do they come out as in Prometheus, to the bit.
constexpr std::array<double, kFinestSteps> makeSteps()
{
    std::array<double, kFinestSteps> steps{1.0};
    std::size_t gap = kFinestSteps;
    for (const double factor : kFactors) {
        for (std::size_t i = 0; i < steps.size(); i += gap)
            steps[i + gap / 2] = steps[i] * factor;
        gap /= 2;
    }
    return steps;
}
constexpr std::array<double, kFinestSteps> kSteps = makeSteps();

// Where a schema's bucket with the bound 2^exponent is; the bucket that holds it if none ends there.
std::int64_t indexAt(int schema, int exponent) noexcept
{
    if (schema >= 0)
        return std::int64_t{exponent} * (std::int64_t{1} << schema);
    return -((-std::int64_t{exponent}) >> -schema);
}

// Beyond all exponents of doubles it is zero or infinite.
double power(std::int64_t exponent) noexcept
{
    return std::ldexp(1.0, static_cast<int>(std::clamp<std::int64_t>(exponent, 2 * kLeastExponent, kMostExponent)));
}

bool isCount(double count, bool isFloat) noexcept
{
    return count >= 0 && std::isfinite(count) && (isFloat || count == std::floor(count));
}

std::string countError(std::string_view where, bool isFloat)
{
    return "expected a " + std::string(isFloat ? "finite" : "whole") + " count not below zero in " + std::string(where);
}

std::string checkSide(const NativeHistogram& histogram, std::span<const NativeBucket> buckets, std::string_view side)
{
    const std::int64_t least = indexAt(histogram.schema, kLeastExponent);
    const std::int64_t most = indexAt(histogram.schema, kMostExponent) + 1; // of infinity
    const NativeBucket* before = nullptr;
    for (const NativeBucket& bucket : buckets) {
        const auto where = [&] { return std::string(side) + " bucket " + std::to_string(bucket.index); };
        if (bucket.index < least || bucket.index > most)
            return where() + " is beyond all numbers in schema " + std::to_string(histogram.schema);
        if (before != nullptr && before->index >= bucket.index)
            return where() + " does not follow bucket " + std::to_string(before->index);
        if (!isCount(bucket.count, histogram.isFloat))
            return countError(where(), histogram.isFloat);
        before = &bucket;
    }
    return {};
}

bool agree(double found, double count) noexcept
{
    return count < kWholeNumbers ? found == count : std::abs(found - count) <= count * kRounding;
}

} // namespace

double nativeUpperBound(int schema, std::int32_t index) noexcept
{
    if (index == indexAt(schema, kMostExponent))
        return std::numeric_limits<double>::max();
    if (schema <= 0)
        return power(std::int64_t{index} * (std::int64_t{1} << -schema));
    const int step = index & ((1 << schema) - 1);
    return std::ldexp(kSteps[static_cast<std::size_t>(step << (NativeHistogram::kFinest - schema))], index >> schema);
}

std::size_t bucketsOf(const NativeHistogram& histogram) noexcept
{
    return histogram.positive.size() + histogram.negative.size();
}

double observationsOf(const NativeHistogram& histogram) noexcept
{
    double count = histogram.zeroCount;
    for (const NativeBucket& bucket : histogram.negative)
        count += bucket.count;
    for (const NativeBucket& bucket : histogram.positive)
        count += bucket.count;
    return count;
}

std::string checkNative(const NativeHistogram& histogram, double count)
{
    if (histogram.schema < NativeHistogram::kCoarsest || histogram.schema > NativeHistogram::kFinest)
        return "expected a native schema from " + std::to_string(NativeHistogram::kCoarsest) + " to "
            + std::to_string(NativeHistogram::kFinest) + ", found " + std::to_string(histogram.schema);
    if (!(histogram.zeroThreshold >= 0) || !std::isfinite(histogram.zeroThreshold))
        return "expected a finite zero threshold not below zero";
    if (!isCount(histogram.zeroCount, histogram.isFloat))
        return countError("the zero bucket", histogram.isFloat);
    if (!isCount(count, histogram.isFloat))
        return countError("the histogram", histogram.isFloat);
    if (std::string error = checkSide(histogram, histogram.positive, "positive"); !error.empty())
        return error;
    if (std::string error = checkSide(histogram, histogram.negative, "negative"); !error.empty())
        return error;
    if (!histogram.isFloat && !agree(observationsOf(histogram), count))
        return "the native buckets do not make up the count of the histogram";
    return {};
}

} // namespace cairn
