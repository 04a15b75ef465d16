// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/engine_impl.h"

#include <algorithm>
#include <iterator>

namespace cairn {

namespace {

/// A removal is under way: what it has taken is still listed.
void leaveOut(Snapshot::Family& family, const SeriesIndex& index)
{
    const auto isOut = [&index](std::uint32_t series) { return index.isOut(series); };
    std::erase_if(family.fresh, isOut);
    if (!family.order)
        return;
    auto left = std::make_shared<std::vector<std::uint32_t>>();
    std::ranges::remove_copy_if(*family.order, std::back_inserter(*left), isOut);
    family.order = std::move(left);
}

Snapshot::Family familyOf(const SeriesIndex& index, std::uint32_t id)
{
    const FamilyRecord& record = index.family(id);
    Snapshot::Family family;
    family.name = record.name;
    family.type = record.canFall && record.type == MetricType::Counter ? MetricType::Gauge : record.type;
    family.help = record.help;
    family.unit = record.unit;
    family.hasQuotedNames = record.hasQuotedNames;
    family.id = id;
    family.changes = record.changes;
    family.order = record.order;
    family.fresh.assign(record.members.begin() + static_cast<std::ptrdiff_t>(record.ordered), record.members.end());
    if (record.gone > 0)
        leaveOut(family, index);
    return family;
}

/// An order that a scrape made serves the next, unless series went since.
void keepOrder(Store& store, const Snapshot::Family& family)
{
    const std::scoped_lock lock(store.indexMutex);
    const std::uint32_t id = store.index.findFamily(family.name);
    if (id != family.id)
        return;
    FamilyRecord& record = store.index.family(id);
    if (record.changes != family.changes || record.gone > 0 || record.ordered >= family.order->size())
        return;
    record.order = family.order;
    record.ordered = family.order->size();
}

} // namespace

/// As the store is now; windows are still to be asked.
Snapshot copyStore(Store& store, SnapshotDetail detail)
{
    Snapshot snapshot;
    const std::scoped_lock index(store.indexMutex);
    snapshot.m_pin = std::make_shared<ScrapePin>(store);
    snapshot.m_index = &store.index;
    snapshot.m_giveBack = [&store](const Snapshot::Family& family) { keepOrder(store, family); };
    for (const auto& [name, id] : store.index.families())
        snapshot.m_families.push_back(familyOf(store.index, id));
    if (detail.origins)
        snapshot.noteGroups(store.index);
    {
        const std::scoped_lock values(store.valueMutex);
        snapshot.measure(store.values);
    }
    snapshot.reserve();
    const std::scoped_lock values(store.valueMutex);
    snapshot.copy(store.values, detail);
    return snapshot;
}

Snapshot takeSnapshot(Store& store, Instant now, SnapshotDetail detail)
{
    Snapshot snapshot = copyStore(store, detail);
    snapshot.evaluateWindows(now);
    return snapshot;
}

void sortFresh(Store& store)
{
    constexpr std::size_t kWorthIt = 1024;
    Snapshot orders;
    {
        const std::scoped_lock index(store.indexMutex);
        for (const auto& [name, id] : store.index.families()) {
            const FamilyRecord& family = store.index.family(id);
            if (family.members.size() - family.ordered > kWorthIt)
                orders.m_families.push_back(familyOf(store.index, id));
        }
        if (orders.m_families.empty())
            return;
        orders.m_pin = std::make_shared<ScrapePin>(store);
    }
    orders.m_index = &store.index;
    orders.m_giveBack = [&store](const Snapshot::Family& family) { keepOrder(store, family); };
    for (std::size_t i = 0; i < orders.m_families.size(); ++i)
        orders.sort(i);
}

} // namespace cairn
