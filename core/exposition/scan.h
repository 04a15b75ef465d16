// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/// Where tokens of the text format end: sixteen bytes at a time where the processor has the baseline for it, and byte
/// by byte close to the end of the text and elsewhere. Nothing behind `end` is read.
namespace cairn::detail {

enum CharacterClass : std::uint8_t { kLabelNameCharacter = 1, kMetricNameCharacter = 2, kEndsValue = 4 };

constexpr std::array<std::uint8_t, 256> characterClasses()
{
    std::array<std::uint8_t, 256> classes{};
    for (std::size_t c = 0; c < classes.size(); ++c) {
        const bool isLabel = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        classes[c] = static_cast<std::uint8_t>((isLabel ? kLabelNameCharacter | kMetricNameCharacter : 0)
            | (c == ':' ? kMetricNameCharacter : 0) | (c == '"' || c == '\\' || c == '\n' ? kEndsValue : 0));
    }
    return classes;
}

inline constexpr std::array<std::uint8_t, 256> kCharacterClasses = characterClasses();

inline bool isOf(CharacterClass wanted, char c) noexcept
{
    return (kCharacterClasses[static_cast<unsigned char>(c)] & wanted) != 0;
}

inline constexpr std::uint64_t kHighBits = 0x8080808080808080U;

/// Calls `see` with all bytes of a text, eight at a time, zeros behind the last.
template <typename See>
inline void eachWord(std::string_view text, See&& see) noexcept
{
    const char* at = text.data();
    std::size_t left = text.size();
    std::uint64_t word = 0;
    for (; left >= sizeof word; left -= sizeof word, at += sizeof word) {
        std::memcpy(&word, at, sizeof word);
        see(word);
    }
    word = 0;
    for (; left > 0; --left)
        word = word << 8U | static_cast<unsigned char>(at[left - 1]);
    see(word);
}

inline bool isAscii(std::string_view text) noexcept
{
    std::uint64_t all = 0;
    eachWord(text, [&](std::uint64_t word) { all |= word; });
    return (all & kHighBits) == 0;
}

/// The code points of a text that is UTF-8: its bytes but those that continue one, which begin with the bits 10.
inline std::size_t countCharacters(std::string_view utf8) noexcept
{
    std::size_t others = 0;
    eachWord(utf8, [&](std::uint64_t word) {
        others += static_cast<std::size_t>(std::popcount(word & ~(word << 1U) & kHighBits));
    });
    return utf8.size() - others;
}

#ifdef __SSE2__

inline __m128i load16(const char* at) noexcept
{
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}

/// Bytes from `low` to `low + span`, as unsigned numbers.
inline __m128i isWithin(__m128i bytes, char low, char span) noexcept
{
    const __m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8(low));
    return _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8(span)), above);
}

inline unsigned maskOf(__m128i bytes) noexcept
{
    return static_cast<unsigned>(_mm_movemask_epi8(bytes));
}

/// Bytes of a label name, or with kMetricNameCharacter of a metric name.
template <CharacterClass Wanted>
inline __m128i areOf(__m128i bytes) noexcept
{
    constexpr char kDigits = Wanted == kMetricNameCharacter ? 10 : 9; // the colon stands right behind the nine
    const __m128i letters = isWithin(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 25);
    const __m128i others = _mm_or_si128(isWithin(bytes, '0', kDigits), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('_')));
    return _mm_or_si128(letters, others);
}

inline __m128i endValue(__m128i bytes) noexcept
{
    return _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
        _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'))));
}

#endif

/// The first byte that is not of a label name, or with `Wanted` kMetricNameCharacter of a metric name.
template <CharacterClass Wanted>
inline const char* skipName(const char* at, const char* end) noexcept
{
#ifdef __SSE2__
    for (; end - at >= 16; at += 16) {
        const unsigned mask = maskOf(areOf<Wanted>(load16(at))) ^ 0xFFFFU;
        if (mask != 0)
            return at + std::countr_zero(mask);
    }
#endif
    while (at != end && isOf(Wanted, *at))
        ++at;
    return at;
}

/// The first quote, backslash or line feed; `isAscii` becomes false if a byte before it is not.
inline const char* skipValue(const char* at, const char* end, bool& isAscii) noexcept
{
    isAscii = true;
#ifdef __SSE2__
    for (; end - at >= 16; at += 16) {
        const __m128i bytes = load16(at);
        const unsigned mask = maskOf(endValue(bytes));
        const unsigned before = mask == 0 ? 0xFFFFU : (mask & (0U - mask)) - 1;
        isAscii = isAscii && (maskOf(bytes) & before) == 0;
        if (mask != 0)
            return at + std::countr_zero(mask);
    }
#endif
    for (; at != end && !isOf(kEndsValue, *at); ++at)
        isAscii = isAscii && static_cast<unsigned char>(*at) < 0x80;
    return at;
}

/// A label `name="value"` and the byte behind it, as far as they lie within 32 bytes and need no second look.
struct ShortLabel {
    int nameSize = 0; ///< 0: not such a label
    int valueEnd = 0; ///< where the closing quote stands

    static constexpr std::ptrdiff_t kReach = 33;

    /// Reads kReach bytes. Both ends come of one look at all of them, so that the second does not wait for the first.
    static ShortLabel at([[maybe_unused]] const char* text) noexcept
    {
#ifdef __SSE2__
        const __m128i low = load16(text);
        const __m128i high = load16(text + 16);
        const unsigned names
            = maskOf(areOf<kLabelNameCharacter>(low)) | maskOf(areOf<kLabelNameCharacter>(high)) << 16U;
        // The sign bit of a byte is that it is not ASCII.
        const unsigned stops
            = maskOf(_mm_or_si128(endValue(low), low)) | maskOf(_mm_or_si128(endValue(high), high)) << 16U;
        const int size = std::countr_one(names);
        const unsigned behind = size < 30 ? stops & (~0U << static_cast<unsigned>(size + 2)) : 0;
        const int end = std::countr_zero(behind);
        if (behind != 0 && text[size] == '=' && text[size + 1] == '"' && text[end] == '"')
            return {size, end};
#endif
        return {};
    }
};

} // namespace cairn::detail
