// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/commit.h"

#include "core/aggregation/removed_series.h"
#include "core/exposition/text_error.h"

#include <algorithm>

namespace cairn {

namespace {

using Kind = ClearMode::Kind;

/// The last text that is not empty stays; says whether it is another one.
bool isOther(const std::string& pushed, const std::string& kept) noexcept
{
    return !pushed.empty() && pushed != kept;
}

std::string limitText(std::string_view what, std::uint64_t limit)
{
    return "there may be at most " + std::to_string(limit) + " series " + std::string(what) + ", found one more";
}

} // namespace

/// Types may have moved since the stage looked at them.
Commit::Verdict Commit::checkMentions()
{
    for (const FamilyMention& mention : m_push.mentions) {
        const std::uint32_t id = m_store.index.findFamily(mention.name);
        const std::optional<MetricType> stored
            = id == SeriesIndex::kNone ? std::nullopt : std::optional(m_store.index.family(id).type);
        if (stored != mention.stored)
            return Verdict::AgainUnknown;
        const bool upgrades = stored == MetricType::Untyped && mention.declared;
        // As what they were known is gone; or lines of a `_created` gauge, known as plain ones, are so no more.
        const bool beginsAnew
            = !stored && (mention.commentsKnown || (m_push.recognised && m_store.hasCreatedGauge(mention.name)));
        if ((upgrades && m_push.recognised) || beginsAnew)
            return Verdict::AgainUnknown;
    }
    return Verdict::Done;
}

Commit::Verdict Commit::placePending()
{
    for (PendingSeries& pending : m_push.pending) {
        if (pending.mode == static_cast<std::uint16_t>(Kind::Drop) || pending.isBirth())
            continue;
        if (const Verdict outcome = place(pending); outcome != Verdict::Done)
            return outcome;
    }
    placeBirths();
    return checkUpgrades();
}

/// Whose births they are; those of nobody are left out.
void Commit::placeBirths()
{
    for (PendingSeries& pending : m_push.pending) {
        if (!pending.isBirth())
            continue;
        const FamilyMention& mention = m_push.mentions[pending.family];
        const std::uint32_t family = m_store.index.findFamily(mention.name);
        if (family != SeriesIndex::kNone && mention.conflict.empty())
            pending.series = m_store.index.findSeries(family, m_push.labelsOf(pending), pending.hash);
    }
}

/// A family that gets its type only now may stand in another one's way only now.
Commit::Verdict Commit::checkUpgrades()
{
    for (std::uint32_t i = 0; i < m_push.mentions.size(); ++i) {
        const FamilyMention& mention = m_push.mentions[i];
        const bool isDiscarded = mention.discards && !mention.keeps;
        if (mention.stored != MetricType::Untyped || !mention.declared || isDiscarded)
            continue;
        const auto first = std::ranges::find(m_push.pending, i, &PendingSeries::family);
        if (const auto other = m_store.index.clash(mention.name, *mention.declared))
            return clash(mention, *other, first == m_push.pending.end() ? 0 : static_cast<int>(first->line));
        if (mention.declared == MetricType::Counter && !mention.isOurs && hasNegative(mention.name))
            return refuse(Refusal::TypeConflict, first == m_push.pending.end() ? 0 : static_cast<int>(first->line),
                "untyped family \"" + printable(mention.name) + "\" has negative values and cannot become a counter");
    }
    return Verdict::Done;
}

bool Commit::hasNegative(std::string_view family) const
{
    const std::uint32_t id = m_store.index.findFamily(family);
    return std::ranges::any_of(m_store.index.family(id).members, [this](std::uint32_t series) {
        return m_store.values.isAlive(series) && m_store.values.exposed(series, m_now).value < 0;
    });
}

Commit::Verdict Commit::clash(const FamilyMention& mention, const std::string& other, int line)
{
    return refuse(Refusal::TypeConflict, line,
        "the samples of " + std::string(toString(mention.type())) + " \"" + printable(mention.name)
            + "\" would stand under the same names as those of family \"" + other + "\", here or in OpenMetrics");
}

/// Finds the series of a pending one, or makes it.
Commit::Verdict Commit::place(PendingSeries& pending)
{
    SeriesIndex& index = m_store.index;
    const FamilyMention& mention = m_push.mentions[pending.family];
    const std::string_view labels = m_push.labelsOf(pending);
    std::uint32_t family = index.findFamily(mention.name);
    if (family != SeriesIndex::kNone)
        pending.series = index.findSeries(family, labels, pending.hash);
    if (pending.series != SeriesIndex::kNone)
        return Verdict::Done;
    if (const Verdict outcome = checkLimits(pending, family); outcome != Verdict::Done)
        return outcome;
    if (family == SeriesIndex::kNone) {
        if (const auto other = index.clash(mention.name, mention.type()))
            return clash(mention, *other, static_cast<int>(pending.line));
        family = m_store.makeFamily(mention.name, mention.type());
    }
    std::uint32_t group = index.findGroup(m_group.text);
    if (group == SeriesIndex::kNone)
        group = index.makeGroup(m_group.labels, m_group.text);
    pending.series = index.makeSeries(family, group, labels, pending.hash);
    index.series(pending.series).rule = pending.rule;
    ++m_store.seriesOfRule[pending.rule];
    m_store.values.reserve(index.seriesEnd());
    m_store.values.begin(pending.series);
    m_created.push_back(pending.series);
    return Verdict::Done;
}

Commit::Verdict Commit::checkLimits(const PendingSeries& pending, std::uint32_t family)
{
    const SeriesIndex& index = m_store.index;
    const StoreLimits& limits = m_store.options.limits;
    const int line = static_cast<int>(pending.line);
    if (index.seriesCount() >= limits.series)
        return refuse(Refusal::SeriesLimit, line, limitText("in all", limits.series));
    if (family == SeriesIndex::kNone && index.families().size() >= limits.families)
        return refuse(Refusal::SeriesLimit, line,
            "there may be at most " + std::to_string(limits.families) + " families, found one more");
    if (family != SeriesIndex::kNone && index.countOfFamily(family) >= limits.seriesPerFamily)
        return refuse(Refusal::SeriesLimit, line, limitText("in one family", limits.seriesPerFamily));
    const std::uint32_t group = index.findGroup(m_group.text);
    if (group != SeriesIndex::kNone && index.group(group).series >= limits.seriesPerGroup)
        return refuse(Refusal::SeriesLimit, line, limitText("in one group", limits.seriesPerGroup));
    if (pending.rule) {
        const Rule& rule = m_resolution->rules->rules()[pending.rule - 1u];
        if (rule.maxSeries && m_store.seriesOfRule[pending.rule] >= *rule.maxSeries)
            return refuse(Refusal::SeriesLimit, line, limitText("under rule \"" + rule.name + '"', *rule.maxSeries));
    }
    return Verdict::Done;
}

Commit::Verdict Commit::markPending()
{
    bool needsSide = false;
    for (const PendingSeries& pending : m_push.pending) {
        if (pending.series == SeriesIndex::kNone || pending.folds || pending.isBirth())
            continue;
        needsSide |= takesSideMemory(pending.mode);
        if (!m_store.values.mark(pending.series))
            return refuse(Refusal::Duplicate, static_cast<int>(pending.line), "found this series a second time");
    }
    for (const PendingSeries& pending : m_push.pending) { // these may come to one that is marked
        if (pending.series == SeriesIndex::kNone || !pending.folds)
            continue;
        needsSide |= takesSideMemory(pending.mode);
        static_cast<void>(m_store.values.mark(pending.series));
    }
    for (const PendingSeries& pending : m_push.pending) {
        const bool isHistogram = pending.series != SeriesIndex::kNone && !pending.isBirth()
            && hasBuckets(m_push.mentions[pending.family].type());
        if (isHistogram && !hasRoomFor(pending.series, pending.mode, m_push.extras[pending.extra].compound.bounds))
            return tooManyBounds(static_cast<int>(pending.line));
    }
    if (needsSide && sideIsFull())
        return refuseSide();
    return Verdict::Done;
}

void Commit::rollBack()
{
    for (const std::uint32_t id : m_created) {
        m_store.values.end(id);
        --m_store.seriesOfRule[m_store.index.series(id).rule];
    }
    m_store.index.discardSeries(m_created);
    m_created.clear();
    cairn::putBack(m_store, m_removedAhead);
}

/// Whether a family's `_created` gauge is as new as itself: then no line of it was known.
bool Commit::bringsCreatedGauge(std::string_view family) const
{
    return std::ranges::any_of(m_push.mentions, [family](const FamilyMention& mention) {
        constexpr std::string_view kSuffix = "_created";
        return !mention.stored && mention.name.ends_with(kSuffix)
            && family.starts_with(mention.name.substr(0, mention.name.size() - kSuffix.size()));
    });
}

void Commit::updateFamilies()
{
    for (const FamilyMention& mention : m_push.mentions) {
        const std::uint32_t id = m_store.index.findFamily(mention.name);
        if (id == SeriesIndex::kNone || !mention.keeps)
            continue;
        const FamilyRecord& family = m_store.index.family(id);
        if (family.type == MetricType::Untyped && mention.declared) {
            m_store.index.changeFamily(id).type = *mention.declared;
            m_forget = true; // its untyped lines took another default
        }
        const bool isNewHelp = isOther(mention.help, family.help);
        const bool isNewUnit = isOther(mention.unit, family.unit);
        if (isNewHelp)
            m_store.index.changeFamily(id).help = mention.help;
        if (isNewUnit)
            m_store.index.changeFamily(id).unit = mention.unit;
        if (isNewHelp || isNewUnit) // what other formats said is to be read when they say it again
            m_resolution->known.forgetComments(mention.name);
        // Lines of a `_created` gauge were known as plain ones before its family came.
        if (!mention.stored && m_store.hasCreatedGauge(mention.name) && !bringsCreatedGauge(mention.name))
            m_forget = true;
    }
    for (const PendingSeries& pending : m_push.pending) {
        if (pending.series == SeriesIndex::kNone || pending.isBirth())
            continue;
        m_store.setRule(pending.series, pending.rule); // labels that it dropped may have decided
        m_store.noteNature(pending.series, pending.quoted, canFall(modeOf(pending.mode).kind));
    }
}

} // namespace cairn
