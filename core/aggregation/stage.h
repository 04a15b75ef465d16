// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine_options.h"
#include "core/aggregation/known_lines.h"
#include "core/aggregation/mode_ids.h"
#include "core/aggregation/series_index.h"
#include "core/aggregation/staged_push.h"
#include "core/exposition/exposition_format.h"
#include "core/exposition/metric_sink.h"
#include "core/exposition/sample_sink.h"

#include <absl/container/flat_hash_map.h>

#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace cairn {

struct Store;

/// Whose push it is: its path labels, sorted, and the same as canonical text.
struct PushGroup {
    LabelSet labels;
    std::string text;
    std::string key; ///< in KnownLines: what a line means depends on its format

    void assign(const LabelSet& path, ExpositionFormat format); ///< within the memory it has, if that is enough
};

/// Reads a body for the engine: known lines by comparing, others by labels, family, part and mode; checks all that can
/// be checked without the store. One per thread, used again and again; a warm push allocates nothing.
class Stage { // a SampleSink, an OpenMetricsSink, a MetricSink
public:
    /// What it reads against. All outlive begin() … finish().
    struct Context {
        const EngineOptions* options = nullptr;
        const RuleSet* rules = nullptr;
        KnownLines* known = nullptr; ///< null: recognise nothing, so that every mode's reason is found
        ModeIds* modes = nullptr;
        const PushGroup* group = nullptr;
        std::string_view body;
        ExpositionFormat format = ExpositionFormat::Text;
        PushOptions::Replaces replaces = PushOptions::Replaces::Nothing;
        std::optional<double> pushTime;
        Store* store = nullptr; ///< asked for the type of each family that has to be read
    };
    void begin(const Context& context);
    /// A push's group, kept here until the next one: warm pushes find the memory for it.
    [[nodiscard]] const PushGroup& groupOf(const LabelSet& path, ExpositionFormat format)
    {
        m_pushGroup.assign(path, format);
        return m_pushGroup;
    }
    /// The body is over: checks what was left open. False to refuse.
    [[nodiscard]] bool finish();

    /// Forgets the push, and gives the memory of an unusual one back.
    void end();

    [[nodiscard]] StagedPush& push() noexcept { return m_push; }
    /// Of the last false: why, and the line to blame if it is another than the one being read (else 0).
    [[nodiscard]] Refusal reason() const noexcept { return m_reason; }
    [[nodiscard]] std::string refusal() const { return m_message; }
    [[nodiscard]] int refusedLine() const noexcept { return m_refusedLine; }

    /// The warm way: takes whole lines for as long as each is the one that followed last time.
    bool readKnown(const char*& at, const char* end, int& line);
    std::size_t recogniseComment(const char* at, const char* end);
    std::size_t recogniseSeries(const char* at, const char* end);
    bool type(std::string_view family, MetricType type, std::string_view line);
    bool help(std::string_view family, std::string_view help, std::string_view line);
    bool series(const SeriesText& series);
    bool value(double value, int line);

    // stage_extras.cpp: what only some formats carry
    bool unit(std::string_view family, std::string_view unit, std::string_view line);
    void exemplar(const ExemplarView& exemplar);
    bool created(std::string_view family, const SeriesText& series, double seconds, int line);
    void created(double seconds) { m_openCreated = seconds; }

    // stage_metrics.cpp: structured formats
    bool recogniseFamily(const FamilyText& family);
    bool family(const FamilyText& family);
    bool recogniseLabels(std::string_view encoded);
    bool labels(std::string_view encoded, std::span<const LabelView> labels);
    bool number(double value, int ordinal);
    bool compound(const CompoundText& compound, int ordinal);

private:
    /// A compound whose lines are being recognised.
    struct Run {
        const KnownLine* line = nullptr;
        std::uint32_t id = 0;
        std::size_t index = 0; ///< of the next line
        int firstLine = 0;
        const char* start = nullptr; ///< of the first line in the body
        std::size_t firstSlot = 0; ///< in m_push.numbers: values in the order of the shape's lines
        std::size_t lines = 0; ///< of the shape
        std::size_t firstExemplar = 0; ///< in m_push.exemplars
        const char* bucket = nullptr; ///< a bucket's line, and how many of its bytes stand before the bound
        std::size_t prefix = 0;
    };
    struct Mark {
        std::uint64_t push = 0;
        std::uint32_t mention = ~0u;
        std::optional<MetricType> declared; ///< by a recognised TYPE line
        bool typeSeen = false;
        bool helpSeen = false;
        bool unitSeen = false;
        bool samplesSeen = false;
        bool isBegun = false; ///< by a line of any kind, in OpenMetrics
        bool keeps = false; ///< some recognised sample
    };

    // stage_known.cpp: lines that are recognised
    [[nodiscard]] std::uint32_t guessNext() const;
    std::size_t lookUp(const char* at, const char* end);
    bool readRun(const char*& at, const char* end, int& line);
    const char* readKnownComment(const char* at, const char* end, std::uint32_t family);
    bool readKnownHead(const char*& at, const char* end, std::uint32_t family, int& line);
    void follow(std::uint32_t id);
    bool knownValue(const KnownLine& known, double value, int line);
    bool plainValue(const KnownLine& known, double value, int line);
    [[nodiscard]] bool isBirthAstray(const KnownLine& known);
    bool sideValue(const KnownLine& known, double value, int line);
    bool beginRun(const KnownLine& known, std::uint32_t id, double value, int line);
    bool readKnownComments(const char*& at, const char* end, std::uint32_t family, int& line);
    bool check(ValueCheck check, double value)
    {
        if (check == ValueCheck::Any || (std::isfinite(value) && (check == ValueCheck::Finite || value >= 0)))
            [[likely]]
            return true;
        return refuseValue(value);
    }
    bool refuseValue(double value);
    bool markSamplesOf(std::uint32_t knownFamily)
    {
        if (knownFamily == m_markedFamily) [[likely]]
            return true;
        Mark& mark = markOf(knownFamily);
        if (isOpenMetrics() && !enter(knownFamily, mark)) [[unlikely]]
            return refuseInterleaved();
        mark.samplesSeen = mark.keeps = true;
        m_markedFamily = knownFamily;
        return true;
    }
    /// A line of a family: false where others stood between it and earlier ones. What is recognised of a body of
    /// OpenMetrics is in order; what is not, only its reader can tell.
    [[nodiscard]] bool enter(std::uint32_t knownFamily, Mark& mark)
    {
        if (knownFamily == m_currentFamily)
            return true;
        m_currentFamily = knownFamily;
        return !std::exchange(mark.isBegun, true);
    }
    bool noteComment(std::uint32_t knownFamily, Mark& mark);
    [[nodiscard]] bool isClaimed(std::string_view name);
    bool enterRead(const FamilyMention& mention);
    [[nodiscard]] bool isTyped(std::uint32_t knownFamily);
    bool refuseInterleaved();
    [[nodiscard]] bool isOpenMetrics() const noexcept { return m_push.format == ExpositionFormat::OpenMetrics; }
    [[nodiscard]] KnownLines::Comments& commentsOf(std::uint32_t knownFamily) const
    {
        return m_known->family(knownFamily).comments[static_cast<int>(m_push.format)];
    }
    Mark& markOf(std::uint32_t knownFamily)
    {
        if (knownFamily >= m_marks.size()) [[unlikely]]
            m_marks.resize(knownFamily + 1);
        Mark& mark = m_marks[knownFamily];
        if (mark.push != m_serial) { // member by member: a whole one would be put together in memory first
            mark.push = m_serial;
            mark.mention = ~0u;
            mark.declared.reset();
            mark.typeSeen = mark.helpSeen = mark.unitSeen = mark.samplesSeen = mark.isBegun = mark.keeps = false;
        }
        return mark;
    }
    // stage_extras.cpp
    SeriesExtras& extrasOf(std::uint32_t target, bool ofCompound);
    void keepExtras(std::uint32_t target);
    void keepBirth(std::uint32_t target, bool ofCompound);
    void keepExemplar(std::uint32_t target, bool ofCompound, double bound);
    [[nodiscard]] bool isSound(const ExemplarView& exemplar);
    void dropExemplar();
    void keepBucketExemplar(std::uint32_t target, double bound);
    bool keepRunExtras();
    bool knownBirth(const KnownLine& known, double seconds);
    bool refuseBirth();

    // stage_metrics.cpp
    bool knownCompound(const KnownLine& known, const CompoundText& compound, int ordinal);
    bool readCompound(const CompoundText& compound, int ordinal);
    void keepCompoundExtras(std::uint32_t target, const CompoundText& compound);
    [[nodiscard]] std::span<double> takeSlots(CompoundOp& op, const CompoundText& compound);

    // stage_compound.cpp: what lines of histograms and summaries come to
    bool finishRun();
    bool sortRun(CompoundOp& op, const LineShape& shape);
    [[nodiscard]] static std::string checkCompound(bool hasSum, double sum, bool hasCount, double count,
        std::span<double> slots, std::span<const double> bounds, bool hasInf);
    bool breakRun();

    // stage_read.cpp: series that had to be read
    bool openSeries(const SeriesText& series);
    bool openCompound(const SeriesText& series);
    PendingSeries& newPending(const SeriesText& series);
    bool readValue(double value, int line);

    // stage_group_times.cpp: what Pushgateway notes of each push
    bool stageGroupTimes();
    bool stageTime(const FamilyText& family, std::span<const LabelView> labels, double seconds);

    // stage_families.cpp: which family a line speaks of
    [[nodiscard]] std::optional<MetricType> storedType(std::string_view family) const;
    [[nodiscard]] bool isOurs(std::string_view family) const;
    [[nodiscard]] bool contradicts(FamilyMention& mention, bool isConflict) const;
    bool noteConflict(FamilyMention& mention, std::string why, const char* at);
    bool refuseConflict(const FamilyMention& mention);
    bool settleConflicts();
    std::uint32_t mention(std::string_view family);
    bool markSamples(std::uint32_t mention);
    [[nodiscard]] std::string_view declaredBeside(std::string_view family, MetricType type) const;
    [[nodiscard]] bool isKnownBySuffix(std::string_view family) const;
    bool checkName(std::string_view name);
    bool resolveName(const SeriesText& series);

    // stage_labels.cpp: which series of it
    bool resolveLabels(const SeriesText& series);
    void addEmptyInstance();
    bool takeBound(const LabelView& label, const SeriesText& series);
    bool applyPathLabels();
    bool foldLabels(PendingSeries& pending, const Rule* rule, const ClearMode& mode);
    [[nodiscard]] std::string sourceOf(const Rule* rule) const;
    void dropLabels(const Rule& rule);
    void writeLabels(PendingSeries& pending);

    // stage_modes.cpp: merged how
    bool decideMode(PendingSeries& pending);
    bool noteFate(FamilyMention& family, ClearMode::Kind kind);
    bool isCreatedOf(FamilyMention& mention);
    [[nodiscard]] bool mayBeBirth(const PendingSeries& pending, ClearMode::Kind kind) const;
    bool settleBirths();

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
    PushGroup m_pushGroup;
    StagedPush m_push;
    std::uint64_t m_serial = 0;
    std::vector<Mark> m_marks; // by family index of KnownLines
    std::uint32_t m_markedFamily = ~0u; // the family whose samples were marked last
    std::uint32_t m_currentFamily = ~0u; // whose line was the last one, in OpenMetrics
    const char* m_astrayBirth = nullptr; // the last line that is read only for its place
    std::string_view m_readBirth; // the name of the last birth that had to be read
    bool m_atStart = true;
    std::uint32_t m_previous = KnownLines::kNone; // the last recognised line, if nothing was read since
    const char* m_at = nullptr; // the sample line being read
    std::uint32_t m_current = KnownLines::kNone; // the line whose value comes next; none: m_open's
    Run m_run;

    // The family of a structured format being read.
    FamilyText m_family;
    std::uint32_t m_knownFamily = ~0u;
    std::uint32_t m_familyMention = ~0u;

    // The series being read.
    std::optional<PushedExemplar> m_openExemplar;
    std::optional<double> m_openCreated;
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
    std::vector<std::string_view> m_exemplarNames; // scratch
    std::uint32_t m_lastMention = ~0u;
    std::uint32_t m_lastCompound = ~0u; // index of the pending compound that got the last sample
    absl::flat_hash_map<std::string_view, std::uint32_t> m_mentionByName;
    absl::flat_hash_map<std::string, std::uint32_t> m_pendingByIdentity; // compounds, and series of rules that fold

    Refusal m_reason = Refusal::Value;
    std::string m_message;
    int m_refusedLine = 0;
};

/// Notes that the known line `id` stands here, for the next push to guess it.
inline void Stage::follow(std::uint32_t id)
{
    if (m_previous != KnownLines::kNone) {
        std::atomic<std::uint32_t>& next = m_known->line(m_previous).next;
        if (next.load(std::memory_order_relaxed) != id)
            next.store(id, std::memory_order_release);
    } else if (m_atStart) {
        std::atomic<std::uint32_t>& first = m_known->firstLine(m_group);
        if (first.load(std::memory_order_relaxed) != id)
            first.store(id, std::memory_order_release);
    } else if (!m_push.pending.empty()) {
        m_push.links.push_back({static_cast<std::uint32_t>(m_push.pending.size() - 1), id});
    }
    m_previous = id;
    m_atStart = false;
    m_push.recognised = true;
    __builtin_prefetch(m_known->line(m_known->line(id).next.load(std::memory_order_acquire)).block);
}

static_assert(SampleSink<Stage> && OpenMetricsSink<Stage> && MetricSink<Stage>);

} // namespace cairn
