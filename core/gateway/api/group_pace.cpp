// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/group_pace.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr Instant kSlot{5'000};
constexpr Instant::rep kSlots = 12;
constexpr Instant kWindow = kSlot * kSlots;
constexpr std::uint64_t kEnough = 5; // pushes that tell a pace of their own

Instant::rep slotOf(Instant now)
{
    return now / kSlot;
}

double seconds(Instant time)
{
    return std::chrono::duration<double>(time).count();
}

} // namespace

double GroupRates::of(std::string_view group) const
{
    const auto at = m_rates.find(std::hash<std::string_view>{}(group));
    return at == m_rates.end() ? 0 : at->second;
}

bool GroupPace::isNewSlot(Instant now) const
{
    return m_slots.empty() || m_slots.back().number < slotOf(now);
}

void GroupPace::count(std::size_t key, Instant now, std::uint64_t before)
{
    if (isNewSlot(now))
        m_slots.push_back({slotOf(now), before, {}});
    while (m_slots.front().number <= slotOf(now) - kSlots)
        m_slots.pop_front();
    Share& share = m_slots.back().shares.try_emplace(key, Share{0, now}).first->second;
    ++share.pushes;
}

GroupRates GroupPace::rates(Instant now, std::uint64_t all) const
{
    std::unordered_map<std::size_t, Share> shares;
    std::uint64_t told = 0;
    std::uint64_t before = all;
    for (const Slot& slot : m_slots) {
        if (slot.number <= slotOf(now) - kSlots)
            continue;
        before = std::min(before, slot.before);
        for (const auto& [key, share] : slot.shares) {
            shares.try_emplace(key, Share{0, share.first}).first->second.pushes += share.pushes;
            told += share.pushes;
        }
    }
    const double each = told == 0 ? 1 : std::max(1.0, static_cast<double>(all - before) / static_cast<double>(told));
    GroupRates rates;
    for (const auto& [key, share] : shares) {
        // Who pushed a few times may push once a minute; who pushes steadily need not wait a minute to be told right.
        const Instant time = share.pushes < kEnough ? kWindow : std::clamp(now - share.first, kSlot, kWindow);
        rates.add(key, each * static_cast<double>(share.pushes) / seconds(time));
    }
    return rates;
}

} // namespace cairn
