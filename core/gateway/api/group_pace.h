// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine.h"

#include <cstdint>
#include <deque>
#include <string_view>
#include <unordered_map>

namespace cairn {

/// Pushes per second of each group that pushed within the last minute, as of one instant.
class GroupRates {
public:
    [[nodiscard]] double of(std::string_view group) const; ///< 0 for a silent one
    void add(std::size_t key, double rate) { m_rates.emplace(key, rate); }

private:
    std::unordered_map<std::size_t, double> m_rates;
};

/// How often groups push, by the last minute of those pushes it is told of. Groups are known by their hash: a few bytes
/// each, whatever they are called. Not thread-safe.
class GroupPace {
public:
    /// `all` is how many pushes there were so far, this one among them; asked for now and then only.
    template <class All>
    void note(std::string_view group, Instant now, All all)
    {
        count(keyOf(group), now, isNewSlot(now) ? all() - 1 : 0);
    }
    /// What was not told is taken to be of all groups alike.
    [[nodiscard]] GroupRates rates(Instant now, std::uint64_t all) const;

private:
    struct Share {
        std::uint64_t pushes = 0;
        Instant first{};
    };
    struct Slot {
        Instant::rep number = 0;
        std::uint64_t before = 0; ///< how many pushes there were when it began
        std::unordered_map<std::size_t, Share> shares;
    };
    [[nodiscard]] static std::size_t keyOf(std::string_view group) { return std::hash<std::string_view>{}(group); }
    [[nodiscard]] bool isNewSlot(Instant now) const;
    void count(std::size_t key, Instant now, std::uint64_t before);

    std::deque<Slot> m_slots; ///< oldest first; only those that have pushes
};

} // namespace cairn
