// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/protobuf_compound.h"

#include "core/exposition/protobuf_fields.h"
#include "core/exposition/protobuf_labels.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cairn::detail {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kExactIntegers = 9007199254740992; // 2^53
constexpr double kMaxCount = 18446744073709549568.0; // the largest double below 2^64
constexpr std::size_t kTimeRoom = 2 * WireTail::kFieldRoom + 2 * kMaxVarintBytes;
constexpr std::size_t kBucketRoom = WireTail::kFieldRoom + 2 + kMaxVarintBytes + sizeof(double);
constexpr std::size_t kNativeBucketRoom = 2 * WireTail::kFieldRoom + 3 * kMaxVarintBytes; // a span of its own, a delta
constexpr std::size_t kHeadRoom = 128; // all that a histogram or summary has once

bool isWhole(double count) noexcept
{
    return count >= 0 && count < kExactIntegers && count == std::trunc(count);
}

std::size_t exemplarRoom(const Exemplar& exemplar) noexcept
{
    std::size_t room = 3 * WireTail::kFieldRoom + kTimeRoom;
    for (const Label& label : exemplar.labels)
        room += label.name.size() + label.value.size() + 3 * WireTail::kFieldRoom;
    return room;
}

/// False where the seconds are none that a Timestamp can hold.
bool isTime(double seconds) noexcept
{
    constexpr double kMost = 253402300800; // the year 10000
    return seconds > -kMost && seconds < kMost;
}

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;

/// A time of this century as a double is some 100 ns off: whole milliseconds would come out as a little less, which who
/// cuts off what is below (Prometheus does) would read as one less. So microseconds, where they are the same double.
std::int64_t nanosOf(double seconds, double whole) noexcept
{
    constexpr std::int64_t kNanosPerMicro = 1000;
    const double scale = static_cast<double>(kNanosPerSecond);
    const auto micros = std::llround((seconds - whole) * (scale / static_cast<double>(kNanosPerMicro)));
    const auto nanos = static_cast<std::int64_t>(micros) * kNanosPerMicro;
    if (whole + static_cast<double>(nanos) / scale == seconds)
        return nanos;
    return static_cast<std::int64_t>(std::llround((seconds - whole) * scale));
}

void putTime(WireTail& tail, std::uint32_t field, double seconds) noexcept
{
    double whole = std::floor(seconds);
    auto nanos = nanosOf(seconds, whole);
    if (nanos == kNanosPerSecond) {
        ++whole;
        nanos = 0;
    }
    const std::size_t begin = tail.open(field, 1);
    tail.put(time_field::kSeconds, static_cast<std::uint64_t>(static_cast<std::int64_t>(whole)));
    if (nanos != 0)
        tail.put(time_field::kNanos, static_cast<std::uint64_t>(nanos));
    tail.close(begin, 1);
}

void putCreated(WireTail& tail, std::uint32_t field, const std::optional<double>& created) noexcept
{
    if (created && isTime(*created))
        putTime(tail, field, *created);
}

void putExemplar(WireTail& tail, std::uint32_t field, const Exemplar& exemplar) noexcept
{
    const std::size_t begin = tail.open(field, 1);
    for (const Label& label : exemplar.labels)
        putLabel(tail, label.name, label.value);
    tail.put(exemplar_field::kValue, exemplar.value);
    if (exemplar.timestamp && isTime(*exemplar.timestamp))
        putTime(tail, exemplar_field::kTime, *exemplar.timestamp);
    tail.close(begin, 1);
}

/// Walks through exemplars beside ascending bounds.
class ExemplarCursor {
public:
    explicit ExemplarCursor(std::span<const ExemplarOfBucket> exemplars) : m_left(exemplars) { }
    [[nodiscard]] const Exemplar* of(double bound) noexcept
    {
        while (!m_left.empty() && m_left.front().bound < bound)
            m_left = m_left.subspan(1);
        return !m_left.empty() && m_left.front().bound == bound ? m_left.front().exemplar : nullptr;
    }

private:
    std::span<const ExemplarOfBucket> m_left;
};

void putBucket(WireTail& tail, double bound, double cumulative, bool isFloat, const Exemplar* exemplar) noexcept
{
    const std::size_t begin = tail.open(histogram_field::kBucket, 1);
    if (!isFloat)
        tail.put(bucket_field::kCount, static_cast<std::uint64_t>(cumulative));
    tail.put(bucket_field::kBound, bound);
    if (exemplar != nullptr)
        putExemplar(tail, bucket_field::kExemplar, *exemplar);
    if (isFloat)
        tail.put(bucket_field::kCountFloat, cumulative);
    tail.close(begin, 1);
}

void putBuckets(WireTail& tail, const HistogramParts& parts, bool isFloat) noexcept
{
    ExemplarCursor exemplars(parts.extras.exemplars);
    double cumulative = 0;
    for (std::size_t i = 0; i < parts.bounds.size(); ++i) {
        cumulative += parts.counts[i];
        putBucket(tail, parts.bounds[i], cumulative, isFloat, exemplars.of(parts.bounds[i]));
    }
    putBucket(tail, kInfinity, cumulative + parts.counts.back(), isFloat, exemplars.of(kInfinity));
}

/// The fields of one side of a native histogram.
struct SideFields {
    std::uint32_t span;
    std::uint32_t delta;
    std::uint32_t count;
};
constexpr SideFields kNegativeFields{
    histogram_field::kNegativeSpan, histogram_field::kNegativeDelta, histogram_field::kNegativeCount};
constexpr SideFields kPositiveFields{
    histogram_field::kPositiveSpan, histogram_field::kPositiveDelta, histogram_field::kPositiveCount};

void putSpan(WireTail& tail, std::uint32_t field, std::int64_t offset, std::uint64_t length) noexcept
{
    const std::size_t begin = tail.open(field, 1);
    tail.put(span_field::kOffset, zigzag(offset));
    tail.put(span_field::kLength, length);
    tail.close(begin, 1);
}

void putSide(WireTail& tail, const SideFields& fields, const std::vector<NativeBucket>& buckets, bool isFloat) noexcept
{
    std::int64_t behind = 0; // the bucket behind the span before
    for (std::size_t i = 0; i < buckets.size();) {
        const std::int64_t first = buckets[i].index;
        std::uint64_t length = 1;
        for (++i; i < buckets.size() && buckets[i].index == buckets[i - 1].index + 1; ++i)
            ++length;
        putSpan(tail, fields.span, first - behind, length);
        behind = first + static_cast<std::int64_t>(length);
    }
    std::int64_t before = 0;
    for (const NativeBucket& bucket : buckets) {
        if (isFloat) {
            tail.put(fields.count, bucket.count);
        } else {
            const auto count = static_cast<std::int64_t>(bucket.count);
            tail.put(fields.delta, zigzag(count - before));
            before = count;
        }
    }
}

void putNative(WireTail& tail, const NativeHistogram& native, bool isFloat) noexcept
{
    tail.put(histogram_field::kSchema, zigzag(native.schema));
    tail.put(histogram_field::kZeroThreshold, native.zeroThreshold);
    if (isFloat)
        tail.put(histogram_field::kZeroCountFloat, native.zeroCount);
    else
        tail.put(histogram_field::kZeroCount, static_cast<std::uint64_t>(native.zeroCount));
    putSide(tail, kNegativeFields, native.negative, isFloat);
    // Prometheus tells a native histogram by its spans: one of no buckets says that it is one.
    if (native.negative.empty() && native.positive.empty())
        putSpan(tail, kPositiveFields.span, 0, 0);
    putSide(tail, kPositiveFields, native.positive, isFloat);
}

} // namespace

HistogramShape shapeOf(const HistogramParts& parts)
{
    HistogramShape shape;
    bool allWhole = true;
    for (const double count : parts.counts) {
        shape.total += count;
        allWhole = allWhole && isWhole(count);
    }
    const NativeHistogram* const native = parts.extras.native;
    const bool isEmpty = shape.total == 0;
    const bool fits = !isEmpty || (allWhole && native != nullptr && observationsOf(*native) == 0);
    if (native != nullptr && fits && checkNative(*native, shape.total).empty())
        shape.native = native;
    // Prometheus tells a native histogram of floats by a count above zero.
    const bool isNativeFloat = shape.native != nullptr && native->isFloat && !isEmpty;
    shape.isFloat = !allWhole || !isWhole(shape.total) || isNativeFloat;
    return shape;
}

std::size_t exemplarsRoom(const ProtobufExtras& extras) noexcept
{
    std::size_t room = kTimeRoom;
    for (const ExemplarOfBucket& entry : extras.exemplars)
        room += exemplarRoom(*entry.exemplar);
    return room;
}

std::size_t histogramRoom(std::size_t bounds, const ProtobufExtras& extras) noexcept
{
    const std::size_t native = extras.native == nullptr ? 0 : bucketsOf(*extras.native) * kNativeBucketRoom;
    return kHeadRoom + (bounds + 1) * kBucketRoom + exemplarsRoom(extras) + native;
}

std::size_t summaryRoom(std::size_t quantiles) noexcept
{
    return kHeadRoom + kTimeRoom + quantiles * (WireTail::kFieldRoom + 2 + 2 * sizeof(double));
}

void putCounter(WireTail& tail, double value, const ProtobufExtras& extras)
{
    const std::size_t begin = tail.open(metric_field::kCounter, 1);
    tail.put(number_field::kValue, value);
    if (!extras.exemplars.empty())
        putExemplar(tail, number_field::kExemplar, *extras.exemplars.front().exemplar);
    putCreated(tail, number_field::kCreated, extras.created);
    tail.close(begin, 1);
}

void putHistogram(WireTail& tail, const HistogramParts& parts, const HistogramShape& shape)
{
    constexpr std::size_t kLengthBytes = 2;
    const bool hasClassic = !parts.bounds.empty() || shape.native == nullptr;
    const std::size_t begin = tail.open(metric_field::kHistogram, kLengthBytes);
    if (!shape.isFloat)
        tail.put(histogram_field::kCount, static_cast<std::uint64_t>(shape.total));
    if (parts.sum != nullptr)
        tail.put(histogram_field::kSum, *parts.sum);
    if (hasClassic)
        putBuckets(tail, parts, shape.isFloat);
    if (shape.isFloat)
        tail.put(histogram_field::kCountFloat, shape.total);
    if (shape.native != nullptr)
        putNative(tail, *shape.native, shape.isFloat);
    putCreated(tail, histogram_field::kCreated, parts.extras.created);
    if (!hasClassic) {
        for (const ExemplarOfBucket& entry : parts.extras.exemplars) {
            if (entry.exemplar->timestamp) // the format demands it here
                putExemplar(tail, histogram_field::kExemplar, *entry.exemplar);
        }
    }
    tail.close(begin, kLengthBytes);
}

void putSummary(WireTail& tail, const SummaryParts& parts)
{
    const std::size_t begin = tail.open(metric_field::kSummary, 1);
    if (parts.count != nullptr && *parts.count >= 0)
        tail.put(summary_field::kCount, static_cast<std::uint64_t>(std::min(*parts.count, kMaxCount)));
    if (parts.sum != nullptr)
        tail.put(summary_field::kSum, *parts.sum);
    for (std::size_t i = 0; i < parts.quantiles.size(); ++i) {
        tail.put(summary_field::kQuantile, std::uint64_t{2 + 2 * sizeof(double)});
        tail.put(quantile_field::kQuantile, parts.quantiles[i]);
        tail.put(quantile_field::kValue, parts.values[i]);
    }
    putCreated(tail, summary_field::kCreated, parts.created);
    tail.close(begin, 1);
}

} // namespace cairn::detail
