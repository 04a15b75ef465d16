// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace cairn {

/// Where a body of unknown size is decoded into: never takes more memory than the limit and one byte, which is room
/// enough to see that there is more.
class PlainBuffer {
public:
    explicit PlainBuffer(std::size_t limit) noexcept;

    /// Free room behind the text: `wanted` bytes or more, or all there is up to the limit and one byte. What is behind
    /// the text and not added is lost when room is asked for again. Memory that was never written is not resident.
    [[nodiscard]] std::span<char> room(std::size_t wanted = 1);
    /// Makes the first `count` bytes of the room part of the text.
    void add(std::size_t count) noexcept { m_size += count; }

    [[nodiscard]] bool isOver() const noexcept { return m_size > m_limit; }
    /// What may still be added without being over.
    [[nodiscard]] std::size_t left() const noexcept { return isOver() ? 0 : m_limit - m_size; }
    [[nodiscard]] std::size_t capacity() const noexcept { return m_capacity; }
    [[nodiscard]] std::string_view text() const noexcept { return {m_bytes.get(), m_size}; }

private:
    void grow(std::size_t wanted);

    std::unique_ptr<char[]> m_bytes;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
    std::size_t m_limit;
};

} // namespace cairn
