// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine_options.h"
#include "core/aggregation/known_lines.h"
#include "core/aggregation/mode_ids.h"
#include "core/aggregation/series_index.h"
#include "core/aggregation/staged_push.h"
#include "core/exposition/sample_sink.h"

#include <absl/container/flat_hash_map.h>

namespace cairn {

struct Store;

/// Whose push it is: its path labels, sorted, and the same as canonical text.
struct PushGroup {
    LabelSet labels;
    std::string text;

    [[nodiscard]] static PushGroup of(LabelSet labels);
};

/// Reads a body for the engine: known lines by comparing, others by labels, family, part and mode; checks all that can
/// be checked without the store. One per thread, used again and again; a warm push allocates nothing.
class Stage { // a SampleSink
public:
    /// What it reads against. All outlive begin() … finish().
    struct Context {
        const EngineOptions* options = nullptr;
        const RuleSet* rules = nullptr;
        KnownLines* known = nullptr; ///< null: recognise nothing, so that every mode's reason is found
        ModeIds* modes = nullptr;
        const PushGroup* group = nullptr;
        std::string_view body;
        Store* store = nullptr; ///< asked for the type of each family that has to be read
    };
    void begin(const Context& context);
    /// The body is over: checks what was left open. False to refuse.
    [[nodiscard]] bool finish();

    [[nodiscard]] StagedPush& push() noexcept { return m_push; }
    /// Of the last false: why, and the line to blame if it is another than the one being read (else 0).
    [[nodiscard]] Refusal reason() const noexcept { return m_reason; }
    [[nodiscard]] std::string refusal() const { return m_message; }
    [[nodiscard]] int refusedLine() const noexcept { return m_refusedLine; }

    std::size_t recogniseComment(const char* at, const char* end);
    std::size_t recogniseSeries(const char* at, const char* end)
    {
        m_at = at;
        if (!m_known)
            return 0;
        if (m_run.line) [[unlikely]]
            return m_known->match(*m_run.line, m_run.index, at, end);
        const std::uint32_t guess = guessNext();
        if (guess != KnownLines::kNone) {
            const KnownLine& line = m_known->line(guess);
            const std::size_t size = m_known->match(line, 0, at, end);
            if (size > 0 && line.group.load(std::memory_order_relaxed) == m_group) {
                m_current = guess;
                return size;
            }
        }
        return lookUp(at, end);
    }
    bool type(std::string_view family, MetricType type, std::string_view line);
    bool help(std::string_view family, std::string_view help, std::string_view line);
    bool series(const SeriesText& series);
    bool value(double value, int line)
    {
        if (m_run.line)
            return runValue(value);
        if (m_current == KnownLines::kNone) [[unlikely]]
            return readValue(value, line);
        return knownValue(value, line);
    }

private:
    /// A compound whose lines are being recognised.
    struct Run {
        const KnownLine* line = nullptr;
        std::uint32_t id = 0;
        std::size_t index = 0; ///< of the next line
        int firstLine = 0;
        const char* start = nullptr; ///< of the first line in the body
        std::size_t firstSlot = 0; ///< in m_push.numbers: values in the order of the shape's lines
    };
    struct Mark {
        std::uint64_t push = 0;
        std::uint32_t mention = ~0u;
        bool typeSeen = false;
        bool helpSeen = false;
        bool samplesSeen = false;
    };

    [[nodiscard]] std::uint32_t guessNext() const
    {
        if (m_previous != KnownLines::kNone)
            return m_known->line(m_previous).next.load(std::memory_order_acquire);
        return m_atStart && m_group != KnownLines::kNoGroup
            ? m_known->firstLine(m_group).load(std::memory_order_acquire)
            : KnownLines::kNone;
    }
    std::size_t lookUp(const char* at, const char* end);
    void follow(std::uint32_t id);
    bool knownValue(double value, int line);
    bool check(ValueCheck check, double value);
    Mark& markOf(std::uint32_t knownFamily);
    bool runValue(double value);
    // stage_compound.cpp
    bool finishRun();
    bool breakRun();

    // stage_read.cpp: series that had to be read
    [[nodiscard]] std::optional<MetricType> storedType(std::string_view family) const;
    bool readValue(double value, int line);
    std::uint32_t mention(std::string_view family);
    bool markSamples(std::uint32_t mention);
    bool resolveName(const SeriesText& series);
    bool resolveLabels(const SeriesText& series);
    bool takeBound(const LabelView& label, const SeriesText& series);
    bool applyPathLabels();
    bool decideMode(PendingSeries& pending);
    bool foldLabels(PendingSeries& pending, const Rule* rule, const ClearMode& mode);
    bool isCreatedOf(FamilyMention& mention);
    bool openSeries(const SeriesText& series);
    bool openCompound(const SeriesText& series);
    void writeLabels(PendingSeries& pending);
    PendingSeries& newPending(const SeriesText& series);
    ValueCheck checkFor(MetricType type, const ClearMode& mode) const;

    // stage_compound.cpp: histograms and summaries that had to be read
    bool compoundSample(PendingSeries& pending, double value, int line);
    bool putBound(PendingExtra& extra, double bound, double value, int line);
    bool finishCompound(PendingSeries& pending);
    bool finishHistogram(PendingSeries& pending, PendingExtra& extra);
    bool finishSummary(PendingSeries& pending, PendingExtra& extra);
    [[nodiscard]] std::string describe(const PendingSeries& pending) const;
    bool refuse(Refusal reason, std::string message, int line = 0);

    Context m_context;
    KnownLines* m_known = nullptr;
    std::uint32_t m_group = KnownLines::kNoGroup;
    StagedPush m_push;
    std::uint64_t m_serial = 0;
    std::vector<Mark> m_marks; // by family index of KnownLines
    std::uint32_t m_markedFamily = ~0u; // the family whose samples were marked last
    bool m_atStart = true;
    std::uint32_t m_previous = KnownLines::kNone; // the last recognised line, if nothing was read since
    const char* m_at = nullptr; // the sample line being read
    std::uint32_t m_current = KnownLines::kNone; // the line whose value comes next; none: m_open's
    Run m_run;

    // The series being read.
    std::uint32_t m_openMention = 0;
    Part m_openPart = Part::Value;
    double m_openBound = 0;
    std::size_t m_openBoundAt = 0;
    std::size_t m_openBoundSize = 0;
    std::string_view m_openRaw;
    std::size_t m_openName = 0; // bytes of the name in raw
    std::string_view m_openMode; // clearmode
    std::vector<LabelView> m_labels; // sorted, with path labels, without those of meaning
    std::string m_identity; // scratch
    std::uint32_t m_lastMention = ~0u;
    std::uint32_t m_lastCompound = ~0u; // index of the pending compound that got the last sample
    absl::flat_hash_map<std::string_view, std::uint32_t> m_mentionByName;
    absl::flat_hash_map<std::string, std::uint32_t> m_pendingByIdentity; // compounds, and series of rules that fold

    Refusal m_reason = Refusal::Value;
    std::string m_message;
    int m_refusedLine = 0;
};

} // namespace cairn
