// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The messages of io.prometheus.client by their fields (https://github.com/prometheus/client_model, metrics.proto).

#include "core/exposition/protobuf_wire.h"

namespace cairn::detail {

inline constexpr WireType kVarint = WireType::Varint;
inline constexpr WireType kDouble = WireType::Fixed64;
inline constexpr WireType kBytes = WireType::Bytes;

/// The bits of fields first to last, for a MessageShape.
[[nodiscard]] constexpr std::uint32_t fieldsTo(unsigned last, unsigned first = 1) noexcept
{
    return static_cast<std::uint32_t>((std::uint64_t{2} << last) - (std::uint64_t{1} << first));
}

namespace family_field {
inline constexpr MessageShape kShape{"MetricFamily", fieldsTo(5)};
inline constexpr std::uint32_t kName = fieldTag(1, kBytes), kHelp = fieldTag(2, kBytes), kType = fieldTag(3, kVarint),
                               kMetric = fieldTag(4, kBytes), kUnit = fieldTag(5, kBytes);
} // namespace family_field

namespace metric_field {
inline constexpr MessageShape kShape{"Metric", fieldsTo(7)};
inline constexpr std::uint32_t kLabel = fieldTag(1, kBytes), kGauge = fieldTag(2, kBytes),
                               kCounter = fieldTag(3, kBytes), kSummary = fieldTag(4, kBytes),
                               kUntyped = fieldTag(5, kBytes), kTimestamp = fieldTag(6, kVarint),
                               kHistogram = fieldTag(7, kBytes);
} // namespace metric_field

namespace label_field {
inline constexpr MessageShape kShape{"LabelPair", fieldsTo(2)};
inline constexpr std::uint32_t kName = fieldTag(1, kBytes), kValue = fieldTag(2, kBytes);
} // namespace label_field

/// Gauge, Counter and Untyped: the first field is theirs in common.
namespace number_field {
inline constexpr MessageShape kGauge{"Gauge", fieldsTo(1)}, kCounter{"Counter", fieldsTo(3)},
    kUntyped{"Untyped", fieldsTo(1)};
inline constexpr std::uint32_t kValue = fieldTag(1, kDouble), kExemplar = fieldTag(2, kBytes),
                               kCreated = fieldTag(3, kBytes);
} // namespace number_field

namespace summary_field {
inline constexpr MessageShape kShape{"Summary", fieldsTo(4)};
inline constexpr std::uint32_t kCount = fieldTag(1, kVarint), kSum = fieldTag(2, kDouble),
                               kQuantile = fieldTag(3, kBytes), kCreated = fieldTag(4, kBytes);
} // namespace summary_field

namespace quantile_field {
inline constexpr MessageShape kShape{"Quantile", fieldsTo(2)};
inline constexpr std::uint32_t kQuantile = fieldTag(1, kDouble), kValue = fieldTag(2, kDouble);
} // namespace quantile_field

namespace histogram_field {
inline constexpr MessageShape kShape{"Histogram", fieldsTo(16)};
inline constexpr std::uint32_t kCount = fieldTag(1, kVarint), kSum = fieldTag(2, kDouble),
                               kBucket = fieldTag(3, kBytes), kCountFloat = fieldTag(4, kDouble),
                               kSchema = fieldTag(5, kVarint), kZeroThreshold = fieldTag(6, kDouble),
                               kZeroCount = fieldTag(7, kVarint), kZeroCountFloat = fieldTag(8, kDouble),
                               kNegativeSpan = fieldTag(9, kBytes), kNegativeDelta = fieldTag(10, kVarint),
                               kNegativeDeltas = fieldTag(10, kBytes), kNegativeCount = fieldTag(11, kDouble),
                               kNegativeCounts = fieldTag(11, kBytes), kPositiveSpan = fieldTag(12, kBytes),
                               kPositiveDelta = fieldTag(13, kVarint), kPositiveDeltas = fieldTag(13, kBytes),
                               kPositiveCount = fieldTag(14, kDouble), kPositiveCounts = fieldTag(14, kBytes),
                               kCreated = fieldTag(15, kBytes), kExemplar = fieldTag(16, kBytes);
} // namespace histogram_field

namespace bucket_field {
inline constexpr MessageShape kShape{"Bucket", fieldsTo(4)};
inline constexpr std::uint32_t kCount = fieldTag(1, kVarint), kBound = fieldTag(2, kDouble),
                               kExemplar = fieldTag(3, kBytes), kCountFloat = fieldTag(4, kDouble);
} // namespace bucket_field

namespace span_field {
inline constexpr MessageShape kShape{"BucketSpan", fieldsTo(2)};
inline constexpr std::uint32_t kOffset = fieldTag(1, kVarint), kLength = fieldTag(2, kVarint);
} // namespace span_field

namespace exemplar_field {
inline constexpr MessageShape kShape{"Exemplar", fieldsTo(3)};
inline constexpr std::uint32_t kLabel = fieldTag(1, kBytes), kValue = fieldTag(2, kDouble), kTime = fieldTag(3, kBytes);
} // namespace exemplar_field

namespace time_field {
inline constexpr MessageShape kShape{"Timestamp", fieldsTo(2)};
inline constexpr std::uint32_t kSeconds = fieldTag(1, kVarint), kNanos = fieldTag(2, kVarint);
} // namespace time_field

/// The values of enum MetricType.
enum class WireMetricType : std::uint8_t { Counter, Gauge, Summary, Untyped, Histogram, GaugeHistogram };

} // namespace cairn::detail
