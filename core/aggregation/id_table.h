// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <memory>
#include <vector>

namespace cairn {

/// A set of 32-bit ids found by hash: open addressing over {tag, id} words in 256 shards that grow one at a time, so
/// that no insert waits for a large table to be copied. What an id stands for is compared by the caller. The home slot
/// comes from the stored tag, so growing touches no other memory. Guarded by its owner.
class IdTable {
public:
    static constexpr std::uint32_t kNone = ~0u;

    /// The id with this hash for which `equal(id)` holds, or kNone.
    template <typename Equal>
    [[nodiscard]] std::uint32_t find(std::uint64_t hash, Equal&& equal) const
    {
        const Shard& shard = m_shards[hash & (kShards - 1)];
        if (!shard.slots)
            return kNone;
        const std::uint32_t tag = tagOf(hash);
        for (std::uint32_t at = tag & shard.mask;; at = (at + 1) & shard.mask) {
            const std::uint64_t slot = shard.slots[at];
            if (slot == kEmpty)
                return kNone;
            if (slot != kErased && static_cast<std::uint32_t>(slot >> 32) == tag
                && equal(static_cast<std::uint32_t>(slot)))
                return static_cast<std::uint32_t>(slot);
        }
    }
    /// Adds an id that is not there yet.
    void insert(std::uint64_t hash, std::uint32_t id)
    {
        Shard& shard = m_shards[hash & (kShards - 1)];
        if (!shard.slots || (shard.used + 1) * 4 > (shard.mask + 1) * 3)
            grow(shard);
        place(shard, tagOf(hash), id);
        ++m_size;
    }
    void erase(std::uint64_t hash, std::uint32_t id)
    {
        Shard& shard = m_shards[hash & (kShards - 1)];
        if (!shard.slots)
            return;
        const std::uint64_t wanted = word(tagOf(hash), id);
        for (std::uint32_t at = tagOf(hash) & shard.mask; shard.slots[at] != kEmpty; at = (at + 1) & shard.mask) {
            if (shard.slots[at] == wanted) {
                shard.slots[at] = kErased;
                --shard.live;
                --m_size;
                return;
            }
        }
    }
    [[nodiscard]] std::size_t size() const noexcept { return m_size; }

private:
    static constexpr std::uint32_t kShards = 256;
    static constexpr std::uint64_t kEmpty = ~0ull;
    static constexpr std::uint64_t kErased = ~0ull - 1;

    struct Shard {
        std::unique_ptr<std::uint64_t[]> slots;
        std::uint32_t mask = 0;
        std::uint32_t used = 0; // with erased ones
        std::uint32_t live = 0;
    };

    static std::uint32_t tagOf(std::uint64_t hash) noexcept { return static_cast<std::uint32_t>(hash >> 32) >> 1; }
    static std::uint64_t word(std::uint32_t tag, std::uint32_t id) noexcept { return std::uint64_t{tag} << 32 | id; }

    static void place(Shard& shard, std::uint32_t tag, std::uint32_t id) noexcept
    {
        std::uint32_t at = tag & shard.mask;
        while (shard.slots[at] != kEmpty && shard.slots[at] != kErased)
            at = (at + 1) & shard.mask;
        shard.used += shard.slots[at] == kEmpty ? 1 : 0;
        ++shard.live;
        shard.slots[at] = word(tag, id);
    }
    static void grow(Shard& shard)
    {
        const std::uint32_t wanted = std::bit_ceil((shard.live + 1) * 2u);
        Shard bigger;
        bigger.mask = (wanted < 8 ? 8 : wanted) - 1;
        bigger.slots = std::make_unique<std::uint64_t[]>(bigger.mask + 1u);
        std::fill_n(bigger.slots.get(), bigger.mask + 1u, kEmpty);
        for (std::uint32_t i = 0; shard.slots && i <= shard.mask; ++i) {
            if (shard.slots[i] < kErased)
                place(bigger, static_cast<std::uint32_t>(shard.slots[i] >> 32),
                    static_cast<std::uint32_t>(shard.slots[i]));
        }
        shard = std::move(bigger);
    }

    Shard m_shards[kShards];
    std::size_t m_size = 0;
};

} // namespace cairn
