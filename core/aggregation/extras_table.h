// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/series_extras.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

namespace cairn {

/// Extras by series id. A copy, as a scrape takes one, shares the chunks, and whoever changes one later gets a chunk of
/// its own: copying costs a pointer per 1024 ids. Memory is taken only in chunks where some series has extras. Guarded
/// by its owner; a copy needs no lock.
class ExtrasTable {
public:
    /// Null where the series has none. Lives until the next put() of that id, or as long as this copy.
    [[nodiscard]] const SeriesExtras* find(std::uint32_t id) const noexcept
    {
        const std::size_t chunk = id / kChunk;
        return chunk < m_chunks.size() && m_chunks[chunk] ? m_chunks[chunk]->extras[id % kChunk].get() : nullptr;
    }
    [[nodiscard]] SeriesExtrasPtr get(std::uint32_t id) const
    {
        return find(id) == nullptr ? nullptr : m_chunks[id / kChunk]->extras[id % kChunk];
    }
    /// The birth that find() would show, or NaN: looked at without looking at the series' extras.
    [[nodiscard]] double birth(std::uint32_t id) const noexcept
    {
        const std::size_t chunk = id / kChunk;
        return chunk < m_chunks.size() && m_chunks[chunk] ? m_chunks[chunk]->births[id % kChunk] : kUnborn;
    }
    void put(std::uint32_t id, SeriesExtrasPtr extras); ///< null: takes them away
    /// The series' extras to be changed in place, but for its birth; no copy sees it. Made where there are none.
    [[nodiscard]] SeriesExtras& own(std::uint32_t id);
    [[nodiscard]] bool isEmpty() const noexcept { return m_used == 0; }

private:
    static constexpr std::uint32_t kChunk = 1024;
    static constexpr double kUnborn = std::numeric_limits<double>::quiet_NaN();
    struct Chunk {
        Chunk() { births.fill(kUnborn); }
        std::array<SeriesExtrasPtr, kChunk> extras;
        std::array<double, kChunk> births;
    };
    [[nodiscard]] Chunk& ownChunk(std::uint32_t id);

    std::vector<std::shared_ptr<Chunk>> m_chunks;
    std::size_t m_used = 0; ///< ids that have extras
};

} // namespace cairn
