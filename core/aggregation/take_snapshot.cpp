// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/engine_impl.h"

namespace cairn {

namespace {

/// An order that a scrape made serves the next, unless series went since.
void keepOrder(Store& store, const Snapshot::Family& family)
{
    const std::scoped_lock lock(store.indexMutex);
    const std::uint32_t id = store.index.findFamily(family.name);
    if (id != family.id)
        return;
    const FamilyRecord& record = store.index.family(id);
    if (record.changes != family.changes || record.gone > 0 || record.ordered >= family.order->size())
        return;
    FamilyRecord& sorted = store.index.changeFamily(id);
    sorted.order = family.order;
    sorted.ordered = family.order->size();
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
    snapshot.m_list = store.familyList();
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
    orders.m_list = std::make_shared<FamilyList>();
    {
        const std::scoped_lock index(store.indexMutex);
        for (const auto& [name, id] : store.index.families()) {
            const FamilyRecord& family = store.index.family(id);
            if (family.members.size() - family.ordered > kWorthIt)
                orders.m_list->families.push_back(shownFamily(store.index, id));
        }
        if (orders.families() == 0)
            return;
        orders.m_pin = std::make_shared<ScrapePin>(store);
    }
    orders.m_index = &store.index;
    orders.m_giveBack = [&store](const Snapshot::Family& family) { keepOrder(store, family); };
    for (std::size_t i = 0; i < orders.families(); ++i)
        orders.sort(i);
}

} // namespace cairn
