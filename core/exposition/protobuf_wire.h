// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The wire format of protobuf (https://protobuf.dev/programming-guides/encoding/), as far as MetricFamily needs it.

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace cairn::detail {

enum class WireType : std::uint8_t { Varint = 0, Fixed64 = 1, Bytes = 2, GroupStart = 3, GroupEnd = 4, Fixed32 = 5 };

/// A field's number and wire type, as they stand before its value.
[[nodiscard]] constexpr std::uint32_t fieldTag(std::uint32_t number, WireType type) noexcept
{
    return number << 3U | static_cast<std::uint32_t>(type);
}

inline constexpr std::size_t kMaxVarintBytes = 10;

/// Reads a varint; returns the place behind it, or nullptr where it is cut or has more than 64 bits.
[[nodiscard]] inline const char* readVarint(const char* at, const char* end, std::uint64_t& value) noexcept
{
    value = 0;
    for (unsigned shift = 0; at != end; shift += 7) {
        const auto byte = static_cast<unsigned char>(*at++);
        if (shift == 63 && byte > 1)
            return nullptr;
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if (byte < 0x80)
            return at;
    }
    return nullptr;
}

/// The number whose groups of seven bits stand in the `bytes` low bytes of a word, as a varint of up to eight bytes has
/// them.
[[nodiscard]] constexpr std::uint64_t joinGroups(std::uint64_t word, std::size_t bytes) noexcept
{
    word &= ~std::uint64_t{0} >> (64 - 8 * bytes) & 0x7F7F7F7F7F7F7F7FU;
    word = (word & 0x007F007F007F007FU) | (word & 0x7F007F007F007F00U) >> 1U;
    word = (word & 0x00003FFF00003FFFU) | (word & 0x3FFF00003FFF0000U) >> 2U;
    return (word & 0x000000000FFFFFFFU) | (word & 0x0FFFFFFF00000000U) >> 4U;
}
/// How many bytes the varint takes that begins in the low byte of a word; 9: more than it holds.
[[nodiscard]] constexpr std::size_t varintBytes(std::uint64_t word) noexcept
{
    return static_cast<std::size_t>(std::countr_zero(~word & 0x8080808080808080U)) / 8 + 1;
}
/// Eight bytes, the first of them low.
[[nodiscard]] inline std::uint64_t loadWord(const char* at) noexcept
{
    std::uint64_t word = 0;
    if constexpr (std::endian::native == std::endian::little) {
        std::memcpy(&word, at, sizeof word);
        return word;
    }
    for (unsigned i = 0; i < sizeof word; ++i)
        word |= static_cast<std::uint64_t>(static_cast<unsigned char>(at[i])) << (8 * i);
    return word;
}

/// The signed number that sint32 and sint64 write as `value`.
[[nodiscard]] constexpr std::int64_t unzigzag(std::uint64_t value) noexcept
{
    return static_cast<std::int64_t>((value >> 1U) ^ (0 - (value & 1U)));
}
[[nodiscard]] constexpr std::uint64_t zigzag(std::int64_t value) noexcept
{
    return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63U);
}

/// A little-endian double.
[[nodiscard]] inline double loadDouble(const char* at) noexcept
{
    return std::bit_cast<double>(loadWord(at));
}

/// Takes a field of bytes with a tag of one byte, if that is what stands at `at`, which then is behind it.
inline bool takeBytes(const char*& at, const char* end, std::uint32_t tag, std::string_view& bytes) noexcept
{
    if (at == end || *at != static_cast<char>(tag))
        return false;
    std::uint64_t size = 0;
    const char* const begin = readVarint(at + 1, end, size);
    if (begin == nullptr || size > static_cast<std::uint64_t>(end - begin))
        return false;
    bytes = {begin, static_cast<std::size_t>(size)};
    at = begin + size;
    return true;
}

/// What a message is called in errors, and which of its fields the reader knows: bit n is field n.
struct MessageShape {
    const char* name;
    std::uint32_t fields;
};
inline constexpr MessageShape kNoShape{"", 0};

/// Goes through the fields of one message. After next() exactly one of the value functions is called: that of the
/// tag's wire type, or skip(). The first fault ends the message: next() is false from then on, and ok() too.
class WireReader {
public:
    WireReader(std::string_view message, const MessageShape& shape) noexcept
        : m_at(message.data()), m_end(message.data() + message.size()), m_shape(&shape)
    {
    }

    [[nodiscard]] bool next() noexcept
    {
        if (m_at == m_end) [[unlikely]]
            return false;
        m_start = m_at;
        m_tag = static_cast<unsigned char>(*m_at);
        ++m_at;
        return m_tag < 0x80 || readLongTag();
    }
    [[nodiscard]] std::uint32_t tag() const noexcept { return m_tag; }
    /// Where the field's tag stands.
    [[nodiscard]] const char* fieldStart() const noexcept { return m_start; }
    /// Behind what was read.
    [[nodiscard]] const char* position() const noexcept { return m_at; }

    [[nodiscard]] std::uint64_t varint() noexcept
    {
        if (m_at != m_end && static_cast<unsigned char>(*m_at) < 0x80) [[likely]]
            return static_cast<unsigned char>(*m_at++);
        std::uint64_t value = 0;
        const char* const behind = readVarint(m_at, m_end, value);
        if (behind == nullptr) {
            fail(Fault::Varint);
            return 0;
        }
        m_at = behind;
        return value;
    }
    [[nodiscard]] double fixed64() noexcept
    {
        if (!fits(sizeof(double))) [[unlikely]]
            return 0;
        const double value = loadDouble(m_at);
        m_at += sizeof value;
        return value;
    }
    [[nodiscard]] std::string_view bytes() noexcept
    {
        const std::uint64_t size = varint();
        if (!fits(size)) [[unlikely]]
            return {};
        const char* const begin = m_at;
        m_at += size;
        return {begin, static_cast<std::size_t>(size)};
    }
    /// Goes on at another place of the message, where a field begins or behind the last.
    void moveTo(const char* at) noexcept { m_at = at; }
    /// A field that the caller does not know: passed over, if it is one that may be there and is well-formed.
    void skip() noexcept;
    /// Passes over any field's value.
    void pass() noexcept;

    [[nodiscard]] bool ok() const noexcept { return m_fault == Fault::None; }
    /// What is wrong, and where.
    [[nodiscard]] std::string message() const;

private:
    enum class Fault : std::uint8_t { None, Tag, Number, Varint, Length, Group, NoSuchType, OtherType };

    [[nodiscard]] bool readLongTag() noexcept;
    [[nodiscard]] bool fits(std::uint64_t size) noexcept
    {
        if (size <= static_cast<std::uint64_t>(m_end - m_at)) [[likely]]
            return true;
        m_size = size;
        fail(Fault::Length);
        return false;
    }
    /// Only the first fault is told.
    void fail(Fault fault) noexcept;

    const char* m_at;
    const char* m_end;
    const MessageShape* m_shape;
    const char* m_start = nullptr;
    std::uint32_t m_tag = 0;
    Fault m_fault = Fault::None;
    std::uint64_t m_size = 0; ///< of the field that does not fit
    std::uint64_t m_left = 0; ///< of the message, where it stopped
};

} // namespace cairn::detail
