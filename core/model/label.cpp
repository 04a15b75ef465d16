// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/label.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace cairn {

namespace {

/// Where a byte may stand in a classic name.
enum Place : std::uint8_t { kFirstOfLabel = 1, kInLabel = 2, kFirstOfMetric = 4, kInMetric = 8 };

constexpr std::array<std::uint8_t, 256> kPlaces = [] {
    std::array<std::uint8_t, 256> places{};
    for (unsigned c = 0; c < places.size(); ++c) {
        const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        const bool isDigit = c >= '0' && c <= '9';
        places[c] = isLetter ? kFirstOfLabel | kInLabel | kFirstOfMetric | kInMetric
            : isDigit        ? kInLabel | kInMetric
                             : 0;
    }
    places[':'] = kFirstOfMetric | kInMetric;
    return places;
}();

constexpr bool mayStand(char c, Place place) noexcept
{
    return (kPlaces[static_cast<std::uint8_t>(c)] & place) != 0;
}

bool isName(std::string_view text, Place first, Place behind) noexcept
{
    return !text.empty() && mayStand(text.front(), first)
        && std::ranges::all_of(text, [behind](char c) { return mayStand(c, behind); });
}

constexpr std::uint8_t byteAt(std::string_view bytes, std::size_t index) noexcept
{
    return index < bytes.size() ? static_cast<std::uint8_t>(bytes[index]) : 0;
}

constexpr bool isBetween(std::uint8_t byte, std::uint8_t low, std::uint8_t high) noexcept
{
    return byte >= low && byte <= high;
}

/// How many bytes at the front are plain ASCII; looks at eight at a time.
std::size_t asciiPrefix(std::string_view bytes) noexcept
{
    std::size_t length = 0;
    for (; length + 8 <= bytes.size(); length += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + length, sizeof word);
        if ((word & 0x8080808080808080U) != 0)
            break;
    }
    while (length < bytes.size() && static_cast<std::uint8_t>(bytes[length]) < 0x80)
        ++length;
    return length;
}

/// The length of the multi-byte character at the front, 0 if it is ill-formed (Unicode 15, table 3-7).
std::size_t multiByteLength(std::string_view bytes) noexcept
{
    const std::uint8_t first = byteAt(bytes, 0);
    const std::uint8_t second = byteAt(bytes, 1);
    if (isBetween(first, 0xC2, 0xDF))
        return isBetween(second, 0x80, 0xBF) ? 2 : 0;
    if (!isBetween(byteAt(bytes, 2), 0x80, 0xBF))
        return 0;
    if (isBetween(first, 0xE0, 0xEF)) {
        const bool ok = isBetween(second, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF);
        return ok ? 3 : 0;
    }
    if (!isBetween(first, 0xF0, 0xF4) || !isBetween(byteAt(bytes, 3), 0x80, 0xBF))
        return 0;
    return isBetween(second, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF) ? 4 : 0;
}

} // namespace

bool isLabelName(std::string_view text) noexcept
{
    return isName(text, kFirstOfLabel, kInLabel);
}

bool isMetricName(std::string_view text) noexcept
{
    return isName(text, kFirstOfMetric, kInMetric);
}

bool isUtf8(std::string_view bytes) noexcept
{
    for (;;) {
        bytes.remove_prefix(asciiPrefix(bytes));
        if (bytes.empty())
            return true;
        const std::size_t length = multiByteLength(bytes);
        if (length == 0)
            return false;
        bytes.remove_prefix(length);
    }
}

} // namespace cairn
