// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/inventory.h"

#include <chrono>

namespace cairn {

namespace {

using std::chrono::steady_clock;

constexpr Instant kLeastAge{100};
constexpr int kShare = 60; // of the time that passes, a copy may take one such part
constexpr int kListShare = 20; // a list that somebody waits for, a larger one
constexpr Instant kPatience{10'000};
constexpr Instant kCheap{20};
constexpr Instant kShortest{500}; // over less a rate tells nothing

bool isTotal(const Inventory& inventory, const FamilyTotals& totals)
{
    using Kind = ClearMode::Kind;
    if (totals.count)
        return true;
    const MetricType type = inventory.snapshot().family(totals.index).type;
    const Kind kind = totals.modes.front().answer.mode.kind;
    const bool adds = kind == Kind::Aggregate || kind == Kind::Increase || kind == Kind::Count;
    return type == MetricType::Counter || (type == MetricType::Untyped && adds);
}

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
    const auto begin = steady_clock::now();
    const std::shared_ptr<const Inventory> before = std::move(m_current);
    if (before && (!m_base || now - before->taken() >= kShortest))
        m_base = before;
    m_current = make(now);
    if (onFresh)
        onFresh(*m_current, before.get());
    m_cost = std::chrono::duration_cast<Instant>(steady_clock::now() - begin);
    m_due = now + std::max(kLeastAge, kShare * m_cost);
    return m_current;
}

std::shared_ptr<const Inventory> InventoryKeeper::make(Instant now) const
{
    Snapshot snapshot = m_engine.snapshot(now);
    SeriesFacts facts = m_engine.facts(snapshot);
    auto inventory = std::make_shared<Inventory>(std::move(snapshot), std::move(facts), m_profile, m_wall(), now);
    if (m_base && inventory->taken() > m_base->taken())
        addRates(*inventory, *m_base);
    return inventory;
}

void InventoryKeeper::addRates(Inventory& inventory, const Inventory& last)
{
    const double passed = std::chrono::duration<double>(inventory.taken() - last.taken()).count();
    for (FamilyTotals& totals : inventory.families()) {
        const FamilyTotals* before = last.find(inventory.snapshot().family(totals.index).name);
        if (before == nullptr || !isTotal(inventory, totals))
            continue;
        if (inventory.taken() - last.taken() < kShortest) {
            totals.rate = before->rate;
            continue;
        }
        const double grown = totals.count ? *totals.count - before->count.value_or(0)
                                          : totals.value.value_or(0) - before->value.value_or(0);
        if (grown >= 0)
            totals.rate = grown / passed;
    }
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
    std::shared_ptr<const Inventory> base;
    const std::scoped_lock lock(m_mutex);
    if (m_now() - m_asked < kPatience)
        return;
    base.swap(m_base);
    old.swap(m_current); // destroyed when the lock is free
}

} // namespace cairn
