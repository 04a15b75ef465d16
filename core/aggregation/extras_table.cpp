// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/extras_table.h"

#include <algorithm>

namespace cairn {

namespace {

/// Whether nobody else has it. A scrape's last look came before: counting up and down says so.
template <typename T>
bool isOwn(const std::shared_ptr<T>& shared)
{
    if (shared.use_count() > 1)
        return false;
    std::shared_ptr<T>(shared).reset();
    return true;
}

} // namespace

void ExtrasTable::put(std::uint32_t id, SeriesExtrasPtr extras)
{
    const bool hadSome = find(id) != nullptr;
    if (!hadSome && !extras)
        return;
    m_used += (extras ? 1 : 0);
    m_used -= (hadSome ? 1 : 0);
    Chunk& chunk = ownChunk(id);
    chunk.births[id % kChunk] = extras ? extras->created.value_or(kUnborn) : kUnborn;
    chunk.extras[id % kChunk] = std::move(extras);
}

SeriesExtras& ExtrasTable::own(std::uint32_t id)
{
    SeriesExtrasPtr& extras = ownChunk(id).extras[id % kChunk];
    if (!extras) {
        extras = std::make_shared<SeriesExtras>();
        ++m_used;
    } else if (!isOwn(extras)) {
        extras = std::make_shared<SeriesExtras>(*extras);
    }
    return const_cast<SeriesExtras&>(*extras); // nobody else's, and none was made const
}

ExtrasTable::Chunk& ExtrasTable::ownChunk(std::uint32_t id)
{
    m_chunks.resize(std::max<std::size_t>(m_chunks.size(), id / kChunk + 1));
    std::shared_ptr<Chunk>& chunk = m_chunks[id / kChunk];
    if (!chunk)
        chunk = std::make_shared<Chunk>();
    else if (!isOwn(chunk))
        chunk = std::make_shared<Chunk>(*chunk);
    return *chunk;
}

} // namespace cairn
