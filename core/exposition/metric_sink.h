// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/exemplar.h"
#include "core/model/metric_type.h"
#include "core/model/native_histogram.h"

#include <concepts>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cairn {

/// What a structured format says of a family before its metrics.
struct FamilyText {
    std::string_view name; ///< as text 0.0.4 writes it: a counter with its `_total`
    MetricType type = MetricType::Untyped;
    std::string_view help; ///< unescaped; empty: none
    std::string_view unit;
    std::string_view encoded{}; ///< all of this in its message, if it stands together before the metrics; else empty
};

/// An exemplar of a bucket.
struct BucketExemplar {
    double bound = 0; ///< the bucket's upper bound
    ExemplarView exemplar;
};

/// One histogram or summary as a structured format holds it. All views die with the call.
struct CompoundText {
    std::span<const double> bounds; ///< upper bounds as sent, perhaps with +Inf; or a summary's quantiles
    std::span<const double> values; ///< as many: cumulative counts, or the quantiles' values
    double sum = 0;
    double count = 0;
    bool hasSum = false;
    bool hasCount = false;
    const NativeHistogram* native = nullptr;
    std::span<const BucketExemplar> exemplars;
    bool lostNative = false; ///< it was sent with a native part that its format cannot carry, beside classic buckets
};

/// What readProtobuf() tells its sink: a family, and for each of its metrics the labels, perhaps a time of birth and an
/// exemplar, and then the number or the compound. Every function that answers bool answers false to refuse; the reader
/// then stops, and takes the reason from refusal(). `ordinal` counts metrics of the body from 1 on.
/// recogniseFamily() is asked before family(): true, if an earlier push said just this of it; what is recognised has
/// been checked then, and family() is not called. recogniseLabels() is asked first, with the labels as they are encoded
/// in the metric: true, if an earlier push brought just these bytes in this family; the reader then decodes none of
/// them and does not call labels().
template <typename S>
concept MetricSink
    = requires(S sink, const FamilyText& family, std::string_view encoded, std::span<const LabelView> labels,
        double value, const ExemplarView& exemplar, const CompoundText& compound, int ordinal)
{
    {
        sink.recogniseFamily(family)
        } -> std::same_as<bool>;
    {
        sink.family(family)
        } -> std::same_as<bool>;
    {
        sink.recogniseLabels(encoded)
        } -> std::same_as<bool>;
    {
        sink.labels(encoded, labels)
        } -> std::same_as<bool>; ///< in the order sent, duplicates and empty values still there
    {
        sink.created(value)
        } -> std::same_as<void>; ///< Unix seconds; of the metric whose value comes next
    {
        sink.exemplar(exemplar)
        } -> std::same_as<void>; ///< of the counter whose value comes next
    {
        sink.number(value, ordinal)
        } -> std::same_as<bool>;
    {
        sink.compound(compound, ordinal)
        } -> std::same_as<bool>;
    {
        sink.refusal()
        } -> std::same_as<std::string>;
};

} // namespace cairn
