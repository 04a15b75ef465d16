// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/native_merge.h"

#include <algorithm>
#include <limits>

namespace cairn {

namespace {

using Buckets = std::vector<NativeBucket>;

// Past the largest double counts stay there, as all sums here do: an infinite one could never be added to.
double sumOf(double a, double b) noexcept
{
    return std::min(a + b, std::numeric_limits<double>::max());
}

void append(Buckets& buckets, NativeBucket bucket)
{
    if (!buckets.empty() && buckets.back().index == bucket.index)
        buckets.back().count = sumOf(buckets.back().count, bucket.count);
    else if (bucket.count != 0)
        buckets.push_back(bucket);
}

void reduceSide(Buckets& buckets, int steps)
{
    Buckets reduced;
    reduced.reserve(buckets.size());
    for (const NativeBucket& bucket : buckets) {
        const std::int64_t index = ((std::int64_t{bucket.index} - 1) >> steps) + 1;
        append(reduced, {static_cast<std::int32_t>(index), bucket.count});
    }
    buckets = std::move(reduced);
}

// The upper bound of the bucket that the threshold would cut, or the threshold.
double uncut(const Buckets& buckets, int schema, double threshold)
{
    for (const NativeBucket& bucket : buckets) {
        const double upper = nativeUpperBound(schema, bucket.index);
        if (bucket.count == 0 || upper <= threshold)
            continue;
        return nativeUpperBound(schema, bucket.index - 1) < threshold ? upper : threshold;
    }
    return threshold;
}

void swallow(NativeHistogram& histogram, Buckets& buckets)
{
    const auto covered = [&](const NativeBucket& bucket) {
        return nativeUpperBound(histogram.schema, bucket.index) <= histogram.zeroThreshold;
    };
    const auto end = std::ranges::find_if_not(buckets, covered);
    for (auto bucket = buckets.begin(); bucket != end; ++bucket)
        histogram.zeroCount = sumOf(histogram.zeroCount, bucket->count);
    buckets.erase(buckets.begin(), end);
}

void addSide(Buckets& buckets, const Buckets& other)
{
    Buckets merged;
    merged.reserve(buckets.size() + other.size());
    auto a = buckets.begin();
    auto b = other.begin();
    while (a != buckets.end() || b != other.end()) {
        const bool first = b == other.end() || (a != buckets.end() && a->index <= b->index);
        append(merged, first ? *a++ : *b++);
    }
    buckets = std::move(merged);
}

bool subtractSide(Buckets& buckets, const Buckets& before)
{
    auto at = buckets.begin();
    for (const NativeBucket& bucket : before) {
        if (bucket.count == 0)
            continue;
        at = std::lower_bound(at, buckets.end(), bucket.index,
            [](const NativeBucket& one, std::int32_t index) { return one.index < index; });
        if (at == buckets.end() || at->index != bucket.index || at->count < bucket.count)
            return false;
        at->count -= bucket.count;
    }
    std::erase_if(buckets, [](const NativeBucket& bucket) { return bucket.count == 0; });
    return true;
}

} // namespace

void reduceTo(NativeHistogram& histogram, int schema)
{
    const int steps = histogram.schema - schema;
    if (steps <= 0)
        return;
    reduceSide(histogram.positive, steps);
    reduceSide(histogram.negative, steps);
    histogram.schema = schema;
}

void widenZeroBucket(NativeHistogram& histogram, double threshold)
{
    if (!(threshold > histogram.zeroThreshold))
        return;
    // Both sides have the same bounds: what one side is raised to does not cut the other.
    threshold = uncut(histogram.positive, histogram.schema, threshold);
    threshold = uncut(histogram.negative, histogram.schema, threshold);
    histogram.zeroThreshold = threshold;
    swallow(histogram, histogram.positive);
    swallow(histogram, histogram.negative);
}

void addNative(NativeHistogram& histogram, const NativeHistogram& other)
{
    NativeHistogram added = other;
    // Before reducing: coarser buckets are cut more often, and would make the zero bucket wider than it need be.
    while (histogram.zeroThreshold != added.zeroThreshold) {
        widenZeroBucket(histogram, added.zeroThreshold);
        widenZeroBucket(added, histogram.zeroThreshold);
    }
    reduceTo(histogram, added.schema);
    reduceTo(added, histogram.schema);
    addSide(histogram.positive, added.positive);
    addSide(histogram.negative, added.negative);
    histogram.zeroCount = sumOf(histogram.zeroCount, added.zeroCount);
    histogram.isFloat = histogram.isFloat || added.isFloat;
}

std::optional<NativeHistogram> nativeIncrease(const NativeHistogram& before, const NativeHistogram& now)
{
    if (now.schema > before.schema || now.zeroThreshold < before.zeroThreshold)
        return {};
    NativeHistogram base = before;
    widenZeroBucket(base, now.zeroThreshold);
    reduceTo(base, now.schema);
    if (base.zeroThreshold != now.zeroThreshold || base.zeroCount > now.zeroCount)
        return {};
    NativeHistogram grown = now;
    if (!subtractSide(grown.positive, base.positive) || !subtractSide(grown.negative, base.negative))
        return {};
    grown.zeroCount -= base.zeroCount;
    grown.isFloat = before.isFloat || now.isFloat;
    return grown;
}

bool limitBuckets(NativeHistogram& histogram, std::size_t most)
{
    while (bucketsOf(histogram) > most && histogram.schema > NativeHistogram::kCoarsest)
        reduceTo(histogram, histogram.schema - 1);
    return bucketsOf(histogram) <= most;
}

} // namespace cairn
