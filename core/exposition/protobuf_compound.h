// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The value messages of Metric that hold more than a number, for ProtobufWriter.

#include "core/exposition/protobuf_tail.h"
#include "core/exposition/protobuf_writer.h"

#include <optional>
#include <span>

namespace cairn::detail {

/// As ProtobufWriter::histogram() takes it.
struct HistogramParts {
    std::span<const double> bounds;
    std::span<const double> counts;
    const double* sum;
    const ProtobufExtras& extras;
};

/// What all parts of one histogram must agree in.
struct HistogramShape {
    double total = 0;
    bool isFloat = false; ///< all counts are written as doubles
    const NativeHistogram* native = nullptr; ///< null: none, or none that fits
};
[[nodiscard]] HistogramShape shapeOf(const HistogramParts& parts);

/// As ProtobufWriter::summary() takes it.
struct SummaryParts {
    std::span<const double> quantiles;
    std::span<const double> values;
    const double* sum;
    const double* count;
    std::optional<double> created;
};

/// The bytes that the functions below write at most.
[[nodiscard]] std::size_t exemplarsRoom(const ProtobufExtras& extras) noexcept;
[[nodiscard]] std::size_t histogramRoom(std::size_t bounds, const ProtobufExtras& extras) noexcept;
[[nodiscard]] std::size_t summaryRoom(std::size_t quantiles) noexcept;

/// Each writes one field of Metric.
void putCounter(WireTail& tail, double value, const ProtobufExtras& extras);
void putHistogram(WireTail& tail, const HistogramParts& parts, const HistogramShape& shape);
void putSummary(WireTail& tail, const SummaryParts& parts);

} // namespace cairn::detail
