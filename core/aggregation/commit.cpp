// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/commit.h"

#include <algorithm>

namespace cairn {

using Kind = ClearMode::Kind;

Commit::Verdict Commit::run()
{
    if (m_push.plain.size() + m_push.side.size() + m_push.compounds.size() + m_push.pending.size()
        > m_store.options.limits.seriesPerPush)
        return refuse(Refusal::SeriesLimit, 0,
            "there may be at most " + std::to_string(m_store.options.limits.seriesPerPush)
                + " series in one push, found more");
    constexpr std::size_t kMostExplained = 10'000; // a report holds both locks while it is made
    if (m_purpose != Purpose::Merge && m_push.pending.size() > kMostExplained)
        return refuse(Refusal::Length, 0,
            "a report covers at most " + std::to_string(kMostExplained) + " series, found "
                + std::to_string(m_push.pending.size()));
    return m_push.isStructural() || m_purpose != Purpose::Merge ? runStructural() : runWarm();
}

PushSummary Commit::summary() const noexcept
{
    return {m_push.samples, m_created.size(), m_push.dropped, m_push.droppedExemplars};
}

Commit::Verdict Commit::runWarm()
{
    const std::scoped_lock lock(m_store.valueMutex);
    if (m_store.resolution != m_resolution)
        return Verdict::Again;
    if (const Verdict outcome = markKnown(); outcome != Verdict::Done)
        return outcome;
    applyKnown();
    applyExtras();
    return Verdict::Done;
}

Commit::Verdict Commit::runStructural()
{
    const std::scoped_lock index(m_store.indexMutex);
    const std::scoped_lock values(m_store.valueMutex);
    if (m_store.resolution != m_resolution)
        return Verdict::Again;
    Verdict outcome = checkMentions();
    if (outcome == Verdict::Done)
        outcome = removeAhead();
    if (outcome != Verdict::Done)
        return outcome;
    outcome = placePending();
    if (outcome == Verdict::Done)
        outcome = markKnown();
    if (outcome == Verdict::Done)
        outcome = markPending();
    if (outcome != Verdict::Done) {
        rollBack();
        return outcome;
    }
    applyKnown();
    sumSources();
    applyPending();
    applyExtras();
    if (m_purpose == Purpose::DryRun) {
        explainReplaced();
        rollBack();
        return Verdict::Done;
    }
    explainReplaced(); // while families are still what a dry run sees
    updateFamilies();
    dropReplaced();
    // Spellings that keep changing, and dropped lines, must not fill the memory.
    constexpr std::uint32_t kSpareLines = 1 << 17;
    if (m_forget || m_resolution->known.size() > 4 * m_store.index.seriesCount() + kSpareLines)
        m_store.forgetLines(m_resolution->rules);
    return Verdict::Done;
}

/// Marks the series of recognised lines: finds those that are gone, and those that come twice.
Commit::Verdict Commit::markKnown()
{
    SeriesValues& values = m_store.values;
    const auto growsSide = [](const auto& op) { return takesSideMemory(op.mode); };
    if (std::ranges::any_of(m_push.side, growsSide) || std::ranges::any_of(m_push.compounds, growsSide)) {
        if (sideIsFull())
            return refuseSide();
    }
    if ((!m_push.extrasOps.empty() || !m_push.exemplars.empty()) && sideIsFull() && !leaveOutExemplars())
        return refuseSide();
    values.beginPush();
    for (const PlainOp& op : m_push.plain) {
        if (!values.mark(op.series)) [[unlikely]]
            return duplicate(op.series, op.line());
    }
    for (const SideOp& op : m_push.side) {
        if (!values.mark(op.series))
            return duplicate(op.series, op.line);
    }
    for (const CompoundOp& op : m_push.compounds) {
        if (!values.mark(op.series)) [[unlikely]]
            return duplicate(op.series, op.line);
        values.prefetchCompound(op.series);
    }
    for (const CompoundOp& op : m_push.compounds) {
        if (!op.summary && !hasRoomFor(op.series, op.mode, op.shape->layout->bounds)) [[unlikely]]
            return tooManyBounds(op.line);
    }
    return Verdict::Done;
}

bool Commit::hasRoomFor(std::uint32_t series, std::uint16_t mode, std::span<const double> bounds) const
{
    return m_store.values.hasRoomFor(series, modeOf(mode), bounds, m_store.options.limits.bucketsPerHistogram);
}

Commit::Verdict Commit::tooManyBounds(int line)
{
    return refuse(Refusal::Length, line,
        "with these bounds the histogram would have more than the "
            + std::to_string(m_store.options.limits.bucketsPerHistogram) + " buckets it may have");
}

Commit::Verdict Commit::duplicate(std::uint32_t series, int line)
{
    if (!m_store.values.isAlive(series))
        return Verdict::AgainUnknown;
    return refuse(Refusal::Duplicate, line, "found this series a second time");
}

bool Commit::takesSideMemory(std::uint16_t mode) noexcept
{
    return mode >= ModeIds::kPlainKinds || mode == static_cast<std::uint16_t>(Kind::Mean)
        || mode == static_cast<std::uint16_t>(Kind::Increase);
}

/// Where memory is short, exemplars are what one can do without; false where a native histogram needs the memory.
bool Commit::leaveOutExemplars()
{
    m_push.exemplars.clear();
    for (ExtrasOp& op : m_push.extrasOps)
        op.extras.exemplars.clear();
    return std::ranges::none_of(m_push.extrasOps, [](const ExtrasOp& op) { return op.extras.native.has_value(); });
}

bool Commit::sideIsFull() const
{
    return m_store.values.sideBytes() + m_store.baselines.bytes() > m_store.options.limits.sideBytes;
}

Commit::Verdict Commit::refuseSide()
{
    return refuse(Refusal::SideMemoryLimit, 0, "the memory for windows, means and baselines is used up");
}

Commit::Verdict Commit::refuse(Refusal reason, int line, std::string message)
{
    m_error = {reason, line, {}, std::move(message)};
    return Verdict::Refused;
}

void Commit::applyKnown()
{
    SeriesValues& values = m_store.values;
    for (const PlainOp& op : m_push.plain) {
        values.mergePlain(op.series, op.kind(), op.value);
        values.touch(op.series, m_now);
    }
    if (m_push.replaces != PushOptions::Replaces::Nothing) {
        for (const PlainOp& op : m_push.plain)
            values.setExtras(op.series, nullptr); // they belonged to what is replaced
    }
    for (const SideOp& op : m_push.side) {
        values.merge(op.series, modeOf(op.mode), op.value, m_now);
        values.touch(op.series, m_now);
    }
    for (const CompoundOp& op : m_push.compounds) {
        const BucketLayout& layout = *op.shape->layout;
        const std::size_t bounds = op.summary ? op.slots : layout.bounds.size();
        const CompoundView view{op.summary, std::span(layout.bounds).first(bounds),
            {m_push.numbers.data() + op.firstSlot, op.slots}, op.sum, op.count, op.hasSum, op.hasCount,
            op.summary ? nullptr : &layout};
        const SeriesExtras* extras = op.extras == ~0u ? nullptr : &m_push.extrasOps[op.extras].extras;
        m_store.boundsUnited += values.mergeCompound(op.series, modeOf(op.mode), view, m_now, extras) ? 1 : 0;
        values.touch(op.series, m_now);
    }
}

/// Births and exemplars by recognised lines. Behind all numbers: these may replace what a series had.
void Commit::applyExtras()
{
    SeriesValues& values = m_store.values;
    for (const BirthOp& op : m_push.births) {
        if (values.isAlive(op.series)) // a birth without its sample is not marked
            values.mergeBirth(op.series, op.seconds);
    }
    for (auto first = m_push.exemplars.begin(); first != m_push.exemplars.end();) {
        const auto end = std::find_if_not(
            first, m_push.exemplars.end(), [&](const PushedExemplar& other) { return other.series == first->series; });
        values.mergeExemplars(first->series, {first, end}, m_push.exemplarTexts);
        first = end;
    }
}

} // namespace cairn
