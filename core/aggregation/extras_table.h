// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/series_extras.h"

#include <array>
#include <cstddef>
#include <cstdint>
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
        return chunk < m_chunks.size() && m_chunks[chunk] ? (*m_chunks[chunk])[id % kChunk].get() : nullptr;
    }
    [[nodiscard]] SeriesExtrasPtr get(std::uint32_t id) const
    {
        return find(id) == nullptr ? nullptr : (*m_chunks[id / kChunk])[id % kChunk];
    }
    void put(std::uint32_t id, SeriesExtrasPtr extras); ///< null: takes them away
    [[nodiscard]] bool isEmpty() const noexcept { return m_used == 0; }

private:
    static constexpr std::uint32_t kChunk = 1024;
    using Chunk = std::array<SeriesExtrasPtr, kChunk>;
    [[nodiscard]] Chunk& own(std::shared_ptr<Chunk>& chunk);

    std::vector<std::shared_ptr<Chunk>> m_chunks;
    std::size_t m_used = 0; ///< ids that have extras
};

} // namespace cairn
