// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/metric_sink.h"
#include "core/exposition/protobuf_exemplars.h"
#include "core/exposition/protobuf_native.h"
#include "core/exposition/protobuf_options.h"
#include "core/exposition/protobuf_wire.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::detail {

/// Decodes one Metric after the other, for ProtobufReader. A function that answers false has noted why in message().
/// What it hands out lives until the next metric. Keeps its memory; a number allocates nothing.
class MetricDecoder {
public:
    MetricDecoder() = default;
    MetricDecoder(const MetricDecoder&) = delete; // its parts know where message() is
    MetricDecoder& operator=(const MetricDecoder&) = delete;

    void begin(const ProtobufOptions& options) noexcept;

    /// Decodes everything but the labels. `type` is the family's: the value must be its kind.
    [[nodiscard]] bool read(std::string_view metric, MetricType type);
    /// The bytes of the label fields, if these stand first and together; otherwise empty.
    [[nodiscard]] std::string_view encodedLabels() const noexcept { return m_encodedLabels; }
    [[nodiscard]] bool readLabels();
    [[nodiscard]] std::span<const LabelView> labels() const noexcept { return m_labels; }

    [[nodiscard]] const std::optional<double>& created() const noexcept { return m_created; }
    [[nodiscard]] double number() const noexcept { return m_number; }
    /// Of a counter; null if it has none.
    [[nodiscard]] const ExemplarView* exemplar() const noexcept
    {
        return m_exemplarViews.empty() ? nullptr : &m_exemplarViews.front().exemplar;
    }
    [[nodiscard]] const CompoundText& compound() const noexcept { return m_compound; }

    [[nodiscard]] const std::string& message() const noexcept { return m_message; }
    /// Exemplars since begin() that were too long to be kept.
    [[nodiscard]] int droppedExemplars() const noexcept { return m_exemplars.dropped(); }

private:
    /// Kinds of value, as bits by their field number in Metric.
    using Kinds = std::uint32_t;

    void clearCompound() noexcept;
    [[nodiscard]] bool readPlainNumber(MetricType type) noexcept;
    [[nodiscard]] bool readBeside(const char* at, const char* end) noexcept;
    [[nodiscard]] bool readFields(std::string_view metric, Kinds& found);
    [[nodiscard]] bool readField(WireReader& at, Kinds& found);
    [[nodiscard]] bool checkKind(Kinds found, MetricType type);
    [[nodiscard]] bool readNumber(std::string_view message, const MessageShape& shape);
    [[nodiscard]] bool readSummary(std::string_view message);
    [[nodiscard]] bool readQuantile(std::string_view message);
    [[nodiscard]] bool readHistogram(std::string_view message);
    [[nodiscard]] bool readNativeField(WireReader& at);
    [[nodiscard]] bool readBucket(std::string_view message);
    [[nodiscard]] const char* readShortBuckets(const char* at, const char* end);
    [[nodiscard]] bool readTimestamp(std::int64_t milliseconds);
    [[nodiscard]] bool addPair(double bound, double value, const char* what);
    [[nodiscard]] bool addExemplar(std::string_view message, double bound);
    [[nodiscard]] bool addLabel(std::string_view pair);
    [[nodiscard]] bool finishCounter();
    [[nodiscard]] bool finishCompound(MetricType type);
    [[nodiscard]] bool refuse(std::string message);

    ProtobufOptions m_options;
    std::string m_message;
    std::string_view m_metric;
    std::string_view m_encodedLabels;
    std::vector<LabelView> m_labels;
    bool m_labelsAreAscii = false;
    double m_number = 0;
    std::string_view m_createdBytes;
    std::optional<double> m_created;
    std::string_view m_exemplarBytes; ///< of a counter
    std::span<const BucketExemplar> m_exemplarViews;
    ExemplarList m_exemplars{m_message};
    std::vector<double> m_bounds;
    std::vector<double> m_values;
    WireCount m_count;
    NativeParts m_nativeParts{m_message};
    NativeHistogram m_native;
    CompoundText m_compound;
    bool m_isUsed = false; ///< something of a compound is there to be cleared
};

} // namespace cairn::detail
