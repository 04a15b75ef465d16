// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/metric_sink.h"
#include "core/exposition/protobuf_metric.h"
#include "core/exposition/protobuf_options.h"
#include "core/exposition/protobuf_wire.h"
#include "core/exposition/text_error.h"

#include <string>
#include <string_view>

namespace cairn::detail {

/// Goes through the families of a body and the metrics of each, for ProtobufReader. A function that answers false is at
/// the end, or has found a fault: then failed().
class ProtobufBody {
public:
    void begin(std::string_view body, const ProtobufOptions& options) noexcept;

    /// Reads the next family but for its metrics.
    [[nodiscard]] bool nextFamily();
    [[nodiscard]] const FamilyText& family() const noexcept { return m_family; }
    /// Whether the family's texts are UTF-8, and its name is there.
    [[nodiscard]] bool checkText();
    /// Decodes the next metric of the family, but for its labels.
    [[nodiscard]] bool nextMetric();
    [[nodiscard]] bool readLabels();
    [[nodiscard]] const MetricDecoder& metric() const noexcept { return m_metric; }

    /// Notes that what was handed out last is refused; always false.
    bool refuse(std::string message);
    [[nodiscard]] bool failed() const noexcept { return m_failed; }
    [[nodiscard]] ParseError error() const;

private:
    [[nodiscard]] bool readHead();
    [[nodiscard]] bool readUsualHead() noexcept;
    [[nodiscard]] bool readType(std::uint64_t value);
    [[nodiscard]] bool findMetric(std::string_view& metric) noexcept;

    const char* m_begin = nullptr;
    const char* m_at = nullptr; ///< behind the family
    const char* m_end = nullptr;
    std::size_t m_offset = 0; ///< of the family in the body
    std::string_view m_message;
    WireReader m_fields{{}, kNoShape}; ///< at the family's next metric, or at a field before it
    FamilyText m_family;
    int m_ordinal = 0; ///< of the metric within its family
    MetricDecoder m_metric;
    bool m_failed = false;
    std::string m_why;
};

} // namespace cairn::detail
