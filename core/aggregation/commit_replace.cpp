// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/commit.h"
#include "core/aggregation/removed_series.h"

#include <absl/container/flat_hash_set.h>
#include <algorithm>

namespace cairn {

using Kind = ClearMode::Kind;

/// Series that go in any case, and whose type or name would stand in the way of those that come.
std::vector<std::uint32_t> Commit::goneAhead() const
{
    const SeriesIndex& index = m_store.index;
    std::vector<std::uint32_t> gone;
    for (const FamilyMention& mention : m_push.mentions) {
        if (!mention.retypes || !mention.samplesSeen)
            continue;
        const std::vector<std::uint32_t> members = index.seriesOfFamily(index.findFamily(mention.name));
        gone.insert(gone.end(), members.begin(), members.end());
    }
    const std::uint32_t group = index.findGroup(m_group.text);
    if (m_push.replaces != PushOptions::Replaces::Group || group == SeriesIndex::kNone)
        return gone;
    absl::flat_hash_set<std::string_view> brought;
    for (const FamilyMention& mention : m_push.mentions)
        brought.insert(mention.name);
    for (const std::uint32_t bundle : index.group(group).bundles) {
        if (brought.contains(index.family(index.bundle(bundle).family).name))
            continue;
        const std::vector<std::uint32_t> members = index.seriesOfBundle(bundle);
        gone.insert(gone.end(), members.begin(), members.end());
    }
    return gone;
}

/// Comments that were recognised say what the family has, which goes with it where it takes another type.
void Commit::keepKnownTexts()
{
    for (FamilyMention& mention : m_push.mentions) {
        if (!mention.retypes || !mention.samplesSeen)
            continue;
        const FamilyRecord& family = m_store.index.family(m_store.index.findFamily(mention.name));
        if (mention.helpSeen && mention.help.empty())
            mention.help = family.help;
        if (mention.unitSeen && mention.unit.empty())
            mention.unit = family.unit;
    }
}

Commit::Verdict Commit::removeAhead()
{
    if (m_push.replaces == PushOptions::Replaces::Nothing)
        return Verdict::Done;
    for (const FamilyMention& mention : m_push.mentions) {
        if (mention.isOurs != (mention.stored && m_store.index.isWhollyOf(mention.name, m_group.text)))
            return Verdict::AgainUnknown;
    }
    keepKnownTexts();
    const std::vector<std::uint32_t> gone = goneAhead();
    m_removedAhead = capture(m_store, gone);
    m_store.removeSeries(gone);
    return Verdict::Done;
}

/// Where series go that this push does not bring: families of its group, each once.
std::vector<std::uint32_t> Commit::replacedBundles() const
{
    const SeriesIndex& index = m_store.index;
    const std::uint32_t group = index.findGroup(m_group.text);
    if (group == SeriesIndex::kNone)
        return {};
    if (m_push.replaces == PushOptions::Replaces::Group)
        return index.group(group).bundles;
    std::vector<std::uint32_t> bundles;
    const auto note = [&](std::uint32_t series) {
        const std::uint32_t bundle = index.findBundle(index.familyOf(series), group);
        if (bundle != SeriesIndex::kNone)
            bundles.push_back(bundle);
    };
    const auto isFamily = [](std::uint16_t mode) { return mode == static_cast<std::uint16_t>(Kind::Family); };
    const bool isAll = m_push.replaces != PushOptions::Replaces::Nothing;
    for (const PlainOp& op : m_push.plain) {
        if (isAll || op.kind() == Kind::Family)
            note(op.series);
    }
    for (const SideOp& op : m_push.side) {
        if (isAll)
            note(op.series);
    }
    for (const CompoundOp& op : m_push.compounds) {
        if (isAll || isFamily(op.mode))
            note(op.series);
    }
    for (const PendingSeries& pending : m_push.pending) {
        if ((isAll || isFamily(pending.mode)) && pending.series != SeriesIndex::kNone)
            note(pending.series);
    }
    std::ranges::sort(bundles);
    bundles.erase(std::unique(bundles.begin(), bundles.end()), bundles.end());
    return bundles;
}

/// The series that PUT, POST or mode `family` take away: those of the same family and group that this push did not
/// bring.
std::vector<std::uint32_t> Commit::replacedSeries() const
{
    std::vector<std::uint32_t> gone;
    for (const std::uint32_t bundle : replacedBundles()) {
        for (const std::uint32_t id : m_store.index.seriesOfBundle(bundle)) {
            if (!m_store.values.isMarked(id))
                gone.push_back(id);
        }
    }
    return gone;
}

void Commit::dropReplaced()
{
    m_store.removeSeries(replacedSeries());
}

} // namespace cairn
