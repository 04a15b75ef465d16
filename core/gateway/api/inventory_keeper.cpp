// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/inventory.h"

#include <chrono>

namespace cairn {

namespace {

using std::chrono::steady_clock;

constexpr Instant kLeastAge{1000};
constexpr int kShare = 60; // of the time that passes, a copy may take one such part
constexpr Instant kPatience{10'000};
constexpr double kShortest = 0.5; // seconds; over less a rate tells nothing

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

std::shared_ptr<const Inventory> InventoryKeeper::current()
{
    const std::scoped_lock lock(m_mutex);
    const Instant now = m_now();
    m_asked = now;
    if (m_current && now < m_due)
        return m_current;
    const auto begin = steady_clock::now();
    m_current = make(now);
    const auto cost = std::chrono::duration_cast<Instant>(steady_clock::now() - begin);
    m_due = now + std::max(kLeastAge, kShare * cost);
    return m_current;
}

std::shared_ptr<const Inventory> InventoryKeeper::make(Instant now) const
{
    Snapshot snapshot = m_engine.snapshot(now);
    SeriesFacts facts = m_engine.facts(snapshot);
    auto inventory = std::make_shared<Inventory>(std::move(snapshot), std::move(facts), m_profile, m_wall(), now);
    addRates(*inventory);
    return inventory;
}

void InventoryKeeper::addRates(Inventory& inventory) const
{
    if (!m_current || inventory.taken() <= m_current->taken())
        return;
    const double passed = std::chrono::duration<double>(inventory.taken() - m_current->taken()).count();
    for (FamilyTotals& totals : inventory.families()) {
        const FamilyTotals* before = m_current->find(inventory.snapshot().family(totals.index).name);
        if (before == nullptr || !isTotal(inventory, totals))
            continue;
        if (passed < kShortest) {
            totals.rate = before->rate;
            continue;
        }
        const double grown = totals.count ? *totals.count - before->count.value_or(0)
                                          : totals.value.value_or(0) - before->value.value_or(0);
        if (grown >= 0)
            totals.rate = grown / passed;
    }
}

void InventoryKeeper::outdate()
{
    const std::scoped_lock lock(m_mutex);
    m_due = Instant(0);
}

void InventoryKeeper::rest()
{
    std::shared_ptr<const Inventory> old;
    const std::scoped_lock lock(m_mutex);
    if (m_now() - m_asked < kPatience)
        return;
    old.swap(m_current); // destroyed when the lock is free
}

} // namespace cairn
