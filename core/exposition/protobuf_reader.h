// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/metric_sink.h"
#include "core/exposition/protobuf_body.h"
#include "core/exposition/protobuf_options.h"
#include "core/exposition/text_error.h"
#include "core/model/result.h"

#include <string_view>

namespace cairn {

/// Reads bodies of varint-delimited io.prometheus.client.MetricFamily messages and hands each metric to a sink. Format
/// only: what families, duplicates and numbers mean is the sink's business, and so is all or nothing; a family may come
/// twice. It checks what protobuf itself demands, that texts are UTF-8 and names are there, that a value is of its
/// family's type, and that the parts of a native histogram fit each other. Everything is bounded before it takes
/// memory, nothing is built that outlives a metric, time is linear in the body. Fields it does not know are passed
/// over. A reader keeps its memory from body to body, so that a warm one allocates nothing; one thread at a time.
class ProtobufReader {
public:
    /// An error has line 0, and says itself where it is: `family "x", metric 3: …`, or `byte 17: …`.
    template <MetricSink Sink>
    [[nodiscard]] Result<void, ParseError> read(std::string_view body, const ProtobufOptions& options, Sink& sink)
    {
        m_body.begin(body, options);
        int ordinal = 0;
        while (m_body.nextFamily()) {
            if (!sink.recogniseFamily(m_body.family())) {
                if (!m_body.checkText())
                    break;
                if (!sink.family(m_body.family()))
                    return refused(sink);
            }
            while (m_body.nextMetric()) {
                if (!tell(sink, ++ordinal)) [[unlikely]]
                    return m_body.failed() ? Failure{m_body.error()} : refused(sink);
            }
            if (m_body.failed())
                break;
        }
        if (m_body.failed())
            return Failure{m_body.error()};
        return {};
    }

    /// Exemplars of the last body with more than kMaxExemplarCharacters, which are dropped.
    [[nodiscard]] int droppedExemplars() const noexcept { return m_body.metric().droppedExemplars(); }

private:
    template <typename Sink>
    [[nodiscard]] bool tell(Sink& sink, int ordinal)
    {
        const detail::MetricDecoder& metric = m_body.metric();
        const std::string_view encoded = metric.encodedLabels();
        if (encoded.data() == nullptr || !sink.recogniseLabels(encoded)) {
            if (!m_body.readLabels() || !sink.labels(encoded, metric.labels()))
                return false;
        }
        if (metric.created())
            sink.created(*metric.created());
        if (isCompound(m_body.family().type))
            return sink.compound(metric.compound(), ordinal);
        if (const ExemplarView* exemplar = metric.exemplar())
            sink.exemplar(*exemplar);
        return sink.number(metric.number(), ordinal);
    }

    template <typename Sink>
    [[nodiscard]] Failure<ParseError> refused(Sink& sink)
    {
        m_body.refuse(sink.refusal());
        return Failure{m_body.error()};
    }

    detail::ProtobufBody m_body;
};

/// The same for one body, with a reader of its own.
template <MetricSink Sink>
[[nodiscard]] Result<void, ParseError> readProtobuf(std::string_view body, const ProtobufOptions& options, Sink& sink)
{
    return ProtobufReader().read(body, options, sink);
}

} // namespace cairn
