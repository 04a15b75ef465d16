// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/removed_series.h"

#include "core/aggregation/label_text.h"

namespace cairn {

namespace {

/// The series to bring a removed one back to; made where it is not there. kNone: its family has another type by now.
std::uint32_t place(Store& store, const RemovedSeries& removed, const RemovedIdentity& identity, bool& isNew)
{
    SeriesIndex& index = store.index;
    std::uint32_t family = index.findFamily(removed.family);
    if (family == SeriesIndex::kNone) {
        if (index.clash(removed.family, removed.type))
            return SeriesIndex::kNone;
    } else if (index.family(family).type != removed.type) {
        return SeriesIndex::kNone;
    }
    std::uint32_t id
        = family == SeriesIndex::kNone ? SeriesIndex::kNone : index.findSeries(family, removed.labels, identity.hash);
    isNew = id == SeriesIndex::kNone;
    if (!isNew)
        return id;
    if (family == SeriesIndex::kNone) {
        family = store.makeFamily(removed.family, removed.type);
        FamilyRecord& record = index.changeFamily(family);
        record.help = removed.help;
        record.unit = removed.unit;
        if (store.hasCreatedGauge(removed.family))
            store.forgetLines(store.resolution->rules); // lines of that gauge were known as plain ones
    }
    std::uint32_t group = index.findGroup(identity.group);
    if (group == SeriesIndex::kNone)
        group = index.makeGroup(removed.group, identity.group);
    id = index.makeSeries(family, group, removed.labels, identity.hash);
    store.values.reserve(index.seriesEnd());
    store.values.begin(id);
    store.assignRule(id, *store.resolution->rules);
    if (store.rulesSince > 0) // it may have met rules of before
        store.rulesSince = std::max(store.rulesSince, removed.state.lastPush + 1);
    store.noteNature(id, removed.hasQuotedNames, canFall(removed.state.kind));
    return id;
}

} // namespace

template <typename Make>
std::uint32_t RemovedCopies::placeOf(
    std::uint32_t id, absl::flat_hash_map<std::uint32_t, std::uint32_t>& places, Make&& make)
{
    const auto [at, isNew] = places.try_emplace(id, 0);
    if (isNew)
        at->second = make();
    return at->second;
}

void RemovedCopies::take(const Store& store, std::span<const std::uint32_t> ids)
{
    const SeriesIndex& index = store.index;
    absl::flat_hash_map<std::uint32_t, std::uint32_t> families;
    absl::flat_hash_map<std::uint32_t, std::uint32_t> groups;
    m_copies.reserve(m_copies.size() + ids.size());
    for (const std::uint32_t id : ids) {
        const std::uint32_t family = placeOf(index.familyOf(id), families, [&] {
            const FamilyRecord& record = index.family(index.familyOf(id));
            m_families.push_back({record.name, record.type, record.help, record.unit, record.hasQuotedNames});
            return static_cast<std::uint32_t>(m_families.size() - 1);
        });
        const std::uint32_t group = placeOf(index.groupOf(id), groups, [&] {
            m_groups.push_back(index.group(index.groupOf(id)).labels);
            return static_cast<std::uint32_t>(m_groups.size() - 1);
        });
        m_copies.push_back({id, family, group, store.values.capture(id)});
    }
}

void RemovedCopies::moveTo(RemovedSet& removed, const SeriesIndex& index)
{
    for (Copy& copy : m_copies) {
        const Family& family = m_families[copy.family];
        removed.series.push_back({family.name, family.type, family.help, std::string(index.labelsOf(copy.series)),
            m_groups[copy.group], std::move(copy.state), family.unit, family.hasQuotedNames});
    }
    m_copies.clear();
}

RemovedSet capture(const Store& store, std::span<const std::uint32_t> ids)
{
    RemovedSet removed;
    RemovedCopies copies;
    copies.take(store, ids);
    copies.moveTo(removed, store.index);
    return removed;
}

std::vector<RemovedIdentity> identitiesOf(std::span<const RemovedSeries> removed)
{
    std::vector<RemovedIdentity> identities;
    identities.reserve(removed.size());
    for (const RemovedSeries& series : removed)
        identities.push_back({SeriesIndex::hashLabels(series.labels), labelText(series.group)});
    return identities;
}

std::size_t putBack(Store& store, std::span<const RemovedSeries> removed, std::span<const RemovedIdentity> identities)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < removed.size(); ++i) {
        bool isNew = false;
        const std::uint32_t id = place(store, removed[i], identities[i], isNew);
        if (id == SeriesIndex::kNone)
            continue;
        isNew ? store.values.install(id, removed[i].state) : store.values.combine(id, removed[i].state);
        ++count;
    }
    return count;
}

std::size_t putBack(Store& store, const RemovedSet& removed)
{
    return putBack(store, removed.series, identitiesOf(removed.series));
}

} // namespace cairn
