// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/family_rates.h"

#include "core/gateway/api/inventory.h"

#include <chrono>

namespace cairn {

namespace {

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

FamilyRates::Moment FamilyRates::momentOf(const Inventory& inventory)
{
    Moment moment{inventory.taken(), {}};
    moment.families.reserve(inventory.families().size());
    for (const FamilyTotals& totals : inventory.families())
        moment.families.push_back({inventory.snapshot().family(totals.index).name, totals.value, totals.count});
    return moment;
}

void FamilyRates::apply(Inventory& inventory)
{
    if (m_next && inventory.taken() - m_next->taken >= kShortest) {
        m_base = std::move(m_next);
        m_next.reset();
    }
    if (!m_next)
        m_next = momentOf(inventory);
    if (!m_base || inventory.taken() <= m_base->taken)
        return;
    const double passed = std::chrono::duration<double>(inventory.taken() - m_base->taken).count();
    auto before = m_base->families.begin();
    for (FamilyTotals& totals : inventory.families()) { // both are by name
        const std::string& name = inventory.snapshot().family(totals.index).name;
        while (before != m_base->families.end() && before->name < name)
            ++before;
        if (before == m_base->families.end() || before->name != name || !isTotal(inventory, totals))
            continue;
        const double grown = totals.count ? *totals.count - before->count.value_or(0)
                                          : totals.value.value_or(0) - before->value.value_or(0);
        if (grown >= 0)
            totals.rate = grown / passed;
    }
}

void FamilyRates::clear()
{
    m_base.reset();
    m_next.reset();
}

} // namespace cairn
