// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/commit.h"

#include <algorithm>
#include <unordered_map>

namespace cairn {

namespace {

using Kind = ClearMode::Kind;

ReportedValue reported(const ExposedValue& value)
{
    if (value.compound)
        return {std::nullopt, value.compound};
    if (isAbsent(value.value))
        return {};
    return {value.value, std::nullopt};
}

std::size_t samplesOf(const PendingExtra& extra)
{
    return extra.lines.empty() ? extra.samples : extra.lines.size();
}

MergeEntry entryOf(const RemovedSeries& removed)
{
    MergeEntry entry;
    entry.family = removed.family;
    entry.labels = removed.labels;
    entry.type = removed.type;
    entry.mode = {Kind::Family};
    entry.outcome = Outcome::FamilyReplaced;
    entry.before = reported({removed.state.plain.high, removed.state.compound});
    return entry;
}

/// What a push has to do with native histograms, and what its series has before and behind it.
struct NativeFate {
    bool had = false;
    bool isBrought = false;
    bool isUnreadable = false; ///< brought, but of custom bounds, which no message carries
    bool has = false;
};

/// A part that lacks counts is left out, now and for as long as the series is added to.
std::string_view noteOf(const NativeFate& fate)
{
    if (fate.has)
        return {};
    if (fate.had)
        return "the series lost its native histogram for good, for it would lack this push's counts";
    if (fate.isUnreadable)
        return "the native histogram of this push is left out, for protobuf has no field for the bounds of schema -53";
    if (fate.isBrought)
        return "the native histogram of this push is left out, for it would lack the counts of earlier ones";
    return {};
}

Outcome outcomeOf(Kind kind, bool isNew, bool changed)
{
    if (kind == Kind::Drop)
        return Outcome::Dropped;
    if (isNew)
        return Outcome::Created;
    if (kind == Kind::Min || kind == Kind::Max)
        return changed ? Outcome::Replaced : Outcome::Kept;
    return kind == Kind::Replace || kind == Kind::Family ? Outcome::Replaced : Outcome::Added;
}

} // namespace

/// Lines of one source that a rule folds into one are the parts of that source's total.
void Commit::sumSources()
{
    std::unordered_map<std::string, std::uint32_t> first;
    for (std::uint32_t i = 0; i < m_push.pending.size(); ++i) {
        PendingSeries& pending = m_push.pending[i];
        if (pending.mode != static_cast<std::uint16_t>(Kind::Increase) || !pending.folds)
            continue;
        const PendingExtra& extra = m_push.extras[pending.extra];
        const auto [it, isFirst] = first.try_emplace(std::to_string(pending.series) + '\xff' + extra.source, i);
        if (isFirst)
            continue;
        PendingSeries& into = m_push.pending[it->second];
        into.value += pending.value;
        if (isCompound(m_push.mentions[pending.family].type()))
            addCompound(m_push.extras[into.extra].compound, extra.compound);
        m_skipped.push_back(i);
    }
}

void Commit::applyPending()
{
    std::size_t skipped = 0;
    if (m_purpose != Purpose::Merge)
        m_fresh.insert(m_created.begin(), m_created.end());
    for (std::uint32_t i = 0; i < m_push.pending.size(); ++i) {
        if (skipped < m_skipped.size() && m_skipped[skipped] == i) {
            ++skipped;
            continue;
        }
        PendingSeries& pending = m_push.pending[i];
        if (pending.isBirth()) { // behind all values
            if (pending.series == SeriesIndex::kNone)
                dropBirth(pending);
            continue;
        }
        if (pending.mode == static_cast<std::uint16_t>(Kind::Drop))
            m_push.dropped += pending.hasExtra() ? samplesOf(m_push.extras[pending.extra]) : 1;
        if (m_purpose == Purpose::Merge)
            merge(pending);
        else
            mergeExplained(pending);
    }
    mergeExtras();
    if (m_purpose == Purpose::DryRun)
        putBack();
}

/// A birth of nobody: of a series that is discarded, or of which nothing but this came.
void Commit::dropBirth(const PendingSeries& pending)
{
    ++m_push.dropped;
    if (m_purpose == Purpose::Merge)
        return;
    const FamilyMention& family = m_push.mentions[pending.family];
    MergeEntry entry;
    entry.family = family.name;
    entry.labels = m_push.labelsOf(pending);
    entry.type = family.type();
    entry.mode = {Kind::Min};
    entry.reason = ModeReason::Created;
    entry.line = static_cast<int>(pending.line);
    entry.outcome = Outcome::Dropped;
    entry.pushed.number = pending.value;
    m_report.entries.push_back(std::move(entry));
}

/// Births and exemplars of series whose values are merged.
void Commit::mergeExtras()
{
    const auto merge = [this](std::uint32_t id, const SeriesExtras& extras) {
        if (m_purpose == Purpose::DryRun)
            m_statesBefore.try_emplace(id, m_store.values.capture(id));
        m_store.values.mergeExtras(id, extras);
    };
    for (const ExtrasOp& op : m_push.extrasOps) {
        const bool isOfPending = op.target >= ExtrasOp::kPending;
        const std::uint32_t id
            = isOfPending ? m_push.pending[op.target - ExtrasOp::kPending].series : SeriesIndex::kNone;
        if (isOfPending && !op.ofCompound && id != SeriesIndex::kNone)
            merge(id, op.extras);
    }
    for (const PendingSeries& pending : m_push.pending) {
        if (!pending.isBirth() || pending.series == SeriesIndex::kNone)
            continue;
        SeriesExtras birth;
        birth.created = pending.value;
        merge(pending.series, birth);
    }
}

void Commit::merge(PendingSeries& pending)
{
    if (pending.series == SeriesIndex::kNone)
        return;
    SeriesValues& values = m_store.values;
    if (m_push.replaces != PushOptions::Replaces::Nothing)
        values.setExtras(pending.series, nullptr); // they belonged to what is replaced
    const ClearMode mode = modeOf(pending.mode);
    const FamilyMention& family = m_push.mentions[pending.family];
    const bool compound = isCompound(family.type());
    const bool increase = mode.kind == Kind::Increase;
    const std::string key = increase
        ? Baselines::key(family.name, m_push.labelsOf(pending), m_push.extras[pending.extra].source)
        : std::string();
    const std::chrono::milliseconds ttl = m_store.ttlOf(*m_resolution->rules, pending.rule);
    if (increase && m_purpose == Purpose::DryRun)
        m_baselinesBefore.emplace(key, m_store.baselines.get(key));
    if (compound) {
        const PendingExtra& extra = m_push.extras[pending.extra];
        SeriesExtras* extras = extra.extras == ~0u ? nullptr : &m_push.extrasOps[extra.extras].extras;
        std::optional<NativeHistogram> none;
        const CompoundValue value = increase
            ? m_store.baselines.advance(key, extra.compound, extras ? extras->native : none, m_now, ttl)
            : extra.compound;
        const bool united = values.mergeCompound(pending.series, mode, CompoundView::of(value), m_now, extras);
        m_store.boundsUnited += united && m_purpose != Purpose::DryRun ? 1 : 0;
    } else {
        const double value = increase ? m_store.baselines.advance(key, pending.value, m_now, ttl) : pending.value;
        values.merge(pending.series, mode, value, m_now);
    }
    values.touch(pending.series, m_now);
}

bool Commit::hasNative(std::uint32_t series) const
{
    const SeriesExtrasPtr extras = m_store.values.extras(series);
    return extras && extras->native;
}

bool Commit::bringsNative(const PendingSeries& pending) const
{
    const std::uint32_t extras = pending.hasExtra() ? m_push.extras[pending.extra].extras : ~0u;
    return extras != ~0u && m_push.extrasOps[extras].extras.native;
}

void Commit::mergeExplained(PendingSeries& pending)
{
    MergeEntry entry;
    const FamilyMention& family = m_push.mentions[pending.family];
    entry.family = family.name;
    entry.labels = m_push.labelsOf(pending);
    entry.type = family.type();
    entry.mode = modeOf(pending.mode);
    entry.reason = pending.reason;
    if (pending.rule)
        entry.rule = m_resolution->rules->rules()[pending.rule - 1u].name;
    entry.line = static_cast<int>(pending.line);
    if (isCompound(entry.type) && entry.mode.kind != Kind::Drop)
        entry.pushed.compound = m_push.extras[pending.extra].compound;
    else if (!isCompound(entry.type))
        entry.pushed.number = pending.value;
    if (pending.series == SeriesIndex::kNone) {
        entry.outcome = Outcome::Dropped;
    } else {
        SeriesValues& values = m_store.values;
        const bool isNew = m_fresh.erase(pending.series) > 0;
        if (m_purpose == Purpose::DryRun)
            m_statesBefore.try_emplace(pending.series, values.capture(pending.series));
        if (!isNew)
            entry.before = reported(values.exposed(pending.series, m_now));
        NativeFate fate{hasNative(pending.series), bringsNative(pending),
            pending.hasExtra() && m_push.extras[pending.extra].lostNative};
        merge(pending);
        fate.has = hasNative(pending.series);
        entry.note = noteOf(fate);
        entry.after = reported(values.exposed(pending.series, m_now));
        entry.outcome = outcomeOf(entry.mode.kind, isNew, entry.before != entry.after);
    }
    m_report.entries.push_back(std::move(entry));
}

/// Why older series of a family go: as the sample says that takes their place.
void Commit::explainBy(MergeEntry& entry) const
{
    const auto by = std::ranges::find_if(m_report.entries,
        [&](const MergeEntry& other) { return other.family == entry.family && other.mode.kind == Kind::Family; });
    if (by == m_report.entries.end())
        return;
    entry.reason = by->reason;
    entry.rule = by->rule;
    entry.line = by->line;
}

/// After a dry run everything is as it was.
void Commit::putBack()
{
    for (const auto& [id, state] : m_statesBefore)
        m_store.values.install(id, state);
    for (const auto& [key, baseline] : m_baselinesBefore)
        m_store.baselines.put(key, baseline);
}

void Commit::explainReplaced()
{
    if (m_purpose == Purpose::Merge)
        return;
    for (const std::uint32_t id : replacedSeries()) {
        MergeEntry entry;
        const FamilyRecord& family = m_store.index.family(m_store.index.familyOf(id));
        entry.family = family.name;
        entry.labels = m_store.index.labelsOf(id);
        entry.type = family.type;
        entry.mode = {Kind::Family};
        entry.outcome = Outcome::FamilyReplaced;
        explainBy(entry);
        entry.before = reported(m_store.values.exposed(id, m_now));
        m_report.entries.push_back(std::move(entry));
    }
    for (const RemovedSeries& removed : m_removedAhead.series)
        m_report.entries.push_back(entryOf(removed));
}

} // namespace cairn
