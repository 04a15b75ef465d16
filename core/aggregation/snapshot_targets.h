// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/bucket_layout.h"
#include "core/aggregation/compound_store.h"
#include "core/aggregation/series_extras.h"
#include "core/exposition/escaping.h"
#include "core/exposition/openmetrics_writer.h"
#include "core/exposition/protobuf_writer.h"
#include "core/exposition/scrape_format.h"
#include "core/exposition/text_writer.h"

#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// What a family's begin says.
struct FamilyHead {
    std::string_view name;
    MetricType type = MetricType::Untyped;
    std::string_view help;
    std::string_view unit;
};

/// What a series has beside its numbers.
struct SeriesBeside {
    const SeriesExtras* extras = nullptr; ///< null: nothing
    std::optional<double> created; ///< the earlier of what extras and the family of births say
};

/// A histogram or summary as a snapshot holds it.
struct CompoundSlice {
    const CompoundRecord& record;
    const BucketLayout& layout;
    std::span<const double> slots;
    const double* sum = nullptr; ///< null: has none
    const double* count = nullptr; ///< of a summary
};

/// Exemplars with their labels' names as an escaping shows them.
class EscapedExemplars {
public:
    explicit EscapedExemplars(Escaping escaping) : m_escaping(escaping) { }
    /// The exemplar itself, if it needs no escapes, or a copy that lives until clear(); null where two names become
    /// one.
    [[nodiscard]] const Exemplar* shown(const Exemplar& exemplar);
    void clear() noexcept { m_copies.clear(); }

private:
    Escaping m_escaping;
    std::deque<Exemplar> m_copies;
};

/// The targets are what a SnapshotWriter writes to, one for each kind of format, all with the same functions: writeTo()
/// begins a piece and pause() ends it, also in the middle of a family; finish() ends the last. What a head names lives
/// until its family is done.
class TextTarget {
public:
    explicit TextTarget(ScrapeFormat) { }
    void writeTo(std::string& out) noexcept { m_writer.writeTo(out); }
    void beginFamily(const FamilyHead& head) { m_writer.beginFamily(head.name, head.type, head.help); }
    void number(std::string_view labels, double value, const SeriesBeside&) { m_writer.sample(labels, value); }
    void compound(std::string_view labels, const CompoundSlice& slice, const SeriesBeside&)
    {
        if (slice.record.summary)
            m_writer.summary(labels, slice.layout.texts, slice.slots, slice.sum, slice.count);
        else
            m_writer.histogram(labels, slice.layout.texts, slice.slots, slice.sum);
    }
    void pause() { }
    void finish() { }

private:
    TextWriter m_writer;
};

class OpenMetricsTarget {
public:
    explicit OpenMetricsTarget(ScrapeFormat format) : m_escaped(format.escaping) { }
    void writeTo(std::string& out) noexcept { m_writer.writeTo(out); }
    void beginFamily(const FamilyHead& head) { m_writer.beginFamily(head.name, head.type, head.help, head.unit); }
    void number(std::string_view labels, double value, const SeriesBeside& beside);
    void compound(std::string_view labels, const CompoundSlice& slice, const SeriesBeside& beside);
    /// The same for one part of a family whose counts are not whole; beginPart() says which.
    void beginPart(OpenMetricsPart part, const FamilyHead& head)
    {
        m_writer.beginPart(part, head.name, head.type, head.help);
    }
    void part(std::string_view labels, const CompoundSlice& slice);
    void pause() { }
    void finish() { m_writer.finish(); }

private:
    [[nodiscard]] OpenMetricsExtras extrasOf(const SeriesBeside& beside, std::span<const double> bounds);

    OpenMetricsWriter m_writer;
    EscapedExemplars m_escaped;
    std::vector<const Exemplar*> m_exemplars; ///< of the series that is being written
};

class ProtobufTarget {
public:
    explicit ProtobufTarget(ScrapeFormat format) : m_escaped(format.escaping) { }
    void writeTo(std::string& out);
    void beginFamily(const FamilyHead& head);
    void number(std::string_view labels, double value, const SeriesBeside& beside);
    void compound(std::string_view labels, const CompoundSlice& slice, const SeriesBeside& beside);
    void pause() { m_writer.reset(); } // a message has its length before it, so none stays open
    void finish() { }

private:
    [[nodiscard]] ProtobufExtras extrasOf(const SeriesBeside& beside);

    std::unique_ptr<ProtobufWriter> m_writer; ///< of one piece
    EscapedExemplars m_escaped;
    FamilyHead m_head; ///< what later pieces begin with
    std::vector<ExemplarOfBucket> m_exemplars; ///< of the series that is being written
};

} // namespace cairn
