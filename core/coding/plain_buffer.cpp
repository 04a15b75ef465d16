// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coding/plain_buffer.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace cairn {

namespace {

constexpr std::size_t kFirst = 32 * 1024;
constexpr std::size_t kFactor = 8; // few copies, and of little
constexpr std::size_t kSmall = 512 * 1024;
constexpr std::size_t kReserved = std::size_t{1} << 30; // more may be refused, though nobody writes there

} // namespace

PlainBuffer::PlainBuffer(std::size_t limit) noexcept
    : m_limit(std::min(limit, std::numeric_limits<std::size_t>::max() / (2 * kFactor)))
{
}

std::span<char> PlainBuffer::room(std::size_t wanted)
{
    if (m_capacity - m_size < wanted && m_capacity <= m_limit)
        grow(wanted);
    return {m_bytes.get() + m_size, m_capacity - m_size};
}

// The system gives memory when it is written, so room for all that may come costs nothing. While the text is copied it
// is there twice, so that step is made from little text, or from half of the largest size or less.
void PlainBuffer::grow(std::size_t wanted)
{
    const std::size_t most = m_limit + 1;
    std::size_t size = std::max({kFirst, m_capacity * kFactor, m_size + std::min(wanted, most)});
    if (size > most / 2 || (size > kSmall && most <= kReserved))
        size = most;
    auto grown = std::make_unique_for_overwrite<char[]>(size);
    if (m_size > 0)
        std::memcpy(grown.get(), m_bytes.get(), m_size);
    m_bytes = std::move(grown);
    m_capacity = size;
}

} // namespace cairn
