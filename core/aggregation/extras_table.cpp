// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/extras_table.h"

#include <algorithm>

namespace cairn {

void ExtrasTable::put(std::uint32_t id, SeriesExtrasPtr extras)
{
    const bool hadSome = find(id) != nullptr;
    if (!hadSome && !extras)
        return;
    m_chunks.resize(std::max<std::size_t>(m_chunks.size(), id / kChunk + 1));
    m_used += (extras ? 1 : 0);
    m_used -= (hadSome ? 1 : 0);
    own(m_chunks[id / kChunk])[id % kChunk] = std::move(extras);
}

ExtrasTable::Chunk& ExtrasTable::own(std::shared_ptr<Chunk>& chunk)
{
    if (!chunk)
        chunk = std::make_shared<Chunk>();
    else if (chunk.use_count() > 1)
        chunk = std::make_shared<Chunk>(*chunk);
    else
        std::shared_ptr<Chunk>(chunk).reset(); // a scrape's last look came before: counting up and down says so
    return *chunk;
}

} // namespace cairn
