// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/inventory.h"
#include "core/gateway/api/work_time.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr Instant kLeastAge{100};
constexpr int kShare = 200; // of the time that passes, a copy may take one such part
constexpr int kListShare = 20; // a list that somebody waits for, a larger one
constexpr Instant kPatience{10'000};
constexpr Instant kCheap{20};
constexpr Instant kLongest{10'000}; // the first copy sorts what nobody has sorted yet

} // namespace

InventoryKeeper::InventoryKeeper(Engine& engine, Profile profile, MonotonicClock now, WallClock wall)
    : m_engine(engine), m_profile(profile), m_now(std::move(now)), m_wall(std::move(wall))
{
}

std::shared_ptr<const Inventory> InventoryKeeper::current(Wants wants)
{
    const std::scoped_lock lock(m_mutex);
    const Instant now = m_now();
    m_asked = now;
    const bool isDue = now >= m_due || (wants == Wants::Newest && m_cost < kCheap);
    if (m_current && !isDue)
        return m_current;
    const WorkTime work;
    const std::shared_ptr<const Inventory> before = std::move(m_current);
    m_current = make(now);
    if (onFresh)
        onFresh(*m_current, before.get());
    m_cost = work.passed();
    m_due = now + std::clamp(kShare * m_cost, kLeastAge, kLongest);
    return m_current;
}

// A million facts fill thousands of pages: to have the kernel make these anew takes longer than to read the facts.
std::shared_ptr<const Inventory> InventoryKeeper::make(Instant now)
{
    SeriesFacts spare;
    {
        const std::scoped_lock lock(m_spare->mutex);
        std::swap(spare, m_spare->facts);
    }
    Snapshot snapshot = m_engine.snapshot(now);
    SeriesFacts facts = m_engine.facts(snapshot, std::move(spare));
    const std::shared_ptr<Inventory> inventory(
        new Inventory(std::move(snapshot), std::move(facts), m_profile, m_wall(), now), [to = m_spare](Inventory* old) {
            const std::unique_ptr<Inventory> owned(old);
            const std::scoped_lock lock(to->mutex);
            to->facts = std::move(*old).takeFacts();
        });
    m_rates.apply(*inventory);
    return inventory;
}

void InventoryKeeper::charge(Instant cost)
{
    if (cost.count() == 0)
        return;
    const std::scoped_lock lock(m_mutex);
    m_due = std::max(m_due, m_now()) + kListShare * cost;
}

void InventoryKeeper::outdate()
{
    const std::scoped_lock lock(m_mutex);
    m_due = Instant(0);
}

void InventoryKeeper::rest()
{
    std::shared_ptr<const Inventory> old;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_now() - m_asked < kPatience)
            return;
        m_rates.clear();
        old.swap(m_current);
    }
    old.reset(); // which leaves its facts behind
    const std::scoped_lock lock(m_spare->mutex);
    m_spare->facts = {};
}

} // namespace cairn
