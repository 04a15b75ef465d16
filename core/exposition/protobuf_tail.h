// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/protobuf_wire.h"

#include <cstring>
#include <string>
#include <string_view>

namespace cairn::detail {

[[nodiscard]] inline char* putVarint(char* at, std::uint64_t value) noexcept
{
    for (; value >= 0x80; value >>= 7U)
        *at++ = static_cast<char>(value | 0x80U);
    *at++ = static_cast<char>(value);
    return at;
}

[[nodiscard]] constexpr std::size_t varintSize(std::uint64_t value) noexcept
{
    return static_cast<std::size_t>(std::bit_width(value | 1U) + 6) / 7;
}

/// The end of a string that fields are written to: takes room for all that comes at once, gives back what was not used.
/// The room must suffice.
class WireTail {
public:
    /// Beside its bytes, what a field of texts or messages takes at most: a tag of two bytes, a length.
    static constexpr std::size_t kFieldRoom = 12;

    WireTail(std::string& out, std::size_t room) : m_out(out), m_start(out.size())
    {
        m_out.resize(m_start + room + kCopyRoom);
        m_at = m_out.data() + m_start;
    }
    ~WireTail() { m_out.resize(static_cast<std::size_t>(m_at - m_out.data())); }
    WireTail(const WireTail&) = delete;
    WireTail& operator=(const WireTail&) = delete;

    void putTag(std::uint32_t tag) noexcept { m_at = putVarint(m_at, tag); }
    void putRaw(std::uint64_t varint) noexcept { m_at = putVarint(m_at, varint); }
    void put(std::uint32_t tag, std::uint64_t varint) noexcept
    {
        putTag(tag);
        putRaw(varint);
    }
    void put(std::uint32_t tag, double value) noexcept
    {
        putTag(tag);
        putRaw(value);
    }
    void putRaw(double value) noexcept
    {
        auto bits = std::bit_cast<std::uint64_t>(value);
        for (unsigned i = 0; i < sizeof bits; ++i) // compilers make one store of it
            m_at[i] = static_cast<char>(bits >> (8 * i));
        m_at += sizeof bits;
    }
    void put(std::uint32_t tag, std::string_view bytes) noexcept
    {
        put(tag, std::uint64_t{bytes.size()});
        putRaw(bytes);
    }
    void putRaw(std::string_view bytes) noexcept
    {
        if (!bytes.empty())
            std::memcpy(m_at, bytes.data(), bytes.size());
        m_at += bytes.size();
    }
    void putRaw(char byte) noexcept { *m_at++ = byte; }
    /// Where the next byte goes: for writers that keep it in a register. There is room for kCopyRoom bytes more than
    /// what is written in the end.
    [[nodiscard]] char* position() const noexcept { return m_at; }
    void moveTo(char* position) noexcept { m_at = position; }

    /// Begins a message field whose length is known at close(); `lengthBytes` is a guess of what that will take.
    [[nodiscard]] std::size_t open(std::uint32_t tag, std::size_t lengthBytes) noexcept
    {
        putTag(tag);
        m_at += lengthBytes;
        return static_cast<std::size_t>(m_at - m_out.data());
    }
    void close(std::size_t begin, std::size_t lengthBytes) noexcept
    {
        char* const content = m_out.data() + begin;
        const auto size = static_cast<std::size_t>(m_at - content);
        const std::size_t needed = varintSize(size);
        if (needed != lengthBytes) {
            std::memmove(content - lengthBytes + needed, content, size);
            m_at = m_at - lengthBytes + needed;
        }
        static_cast<void>(putVarint(content - lengthBytes, size));
    }

    static constexpr std::size_t kCopyRoom = 16;

private:
    std::string& m_out;
    std::size_t m_start;
    char* m_at;
};

} // namespace cairn::detail
