// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/number.h"
#include <algorithm>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

/// Values as most lines have them, read eight digits at a time. Everything else is parseNumber()'s.
namespace cairn::detail {

/// Eight characters of which those that are digits became their values.
struct EightDigits {
    std::uint64_t bytes = 0;
    int count = 0; ///< digits at the front

    static EightDigits at(const char* text) noexcept
    {
        EightDigits word;
        std::memcpy(&word.bytes, text, sizeof word.bytes);
        word.bytes ^= 0x3030303030303030U;
        // A byte above 9 sets its high bit here; what it may carry into falls behind the first that is no digit.
        const std::uint64_t others = ((word.bytes + 0x7676767676767676U) | word.bytes) & 0x8080808080808080U;
        word.count = std::countr_zero(others) / 8;
        return word;
    }
    /// The number of the first `count` digits, which are one to eight.
    [[nodiscard]] std::uint64_t value() const noexcept
    {
        std::uint64_t word = bytes << (64 - 8 * count);
        word = word * 10 + (word >> 8U);
        const std::uint64_t pairs = 0x000000FF000000FFU;
        return ((word & pairs) * 0x000F424000000064U + ((word >> 16U) & pairs) * 0x0000271000000001U) >> 32U;
    }
};

inline constexpr std::uint64_t kPowersOfTen[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
inline constexpr std::ptrdiff_t kShortValueReach = 26; ///< blank, twice eight digits, a point, a line end

/// Reads a blank, digits (up to 15, or up to 7 on either side of a point) and a line feed. Returns the place behind, or
/// nullptr where the text is anything else. Needs kShortValueReach bytes. Both digits and power of ten are exact in a
/// double, so that one division rounds correctly.
inline const char* readShortValue(const char* at, double& value) noexcept
{
    if (std::endian::native != std::endian::little || *at != ' ')
        return nullptr;
    const EightDigits whole = EightDigits::at(++at);
    if (whole.count == 0)
        return nullptr;
    at += whole.count;
    if (*at == '\n') {
        value = static_cast<double>(static_cast<std::int64_t>(whole.value()));
        return at + 1;
    }
    const bool isDecimal = *at == '.' && whole.count < 8;
    if (!isDecimal && whole.count < 8)
        return nullptr;
    const EightDigits rest = EightDigits::at(isDecimal ? ++at : at);
    if (rest.count == 0 || rest.count == 8 || at[rest.count] != '\n')
        return nullptr;
    const std::uint64_t scale = kPowersOfTen[rest.count];
    const auto digits = static_cast<double>(static_cast<std::int64_t>(whole.value() * scale + rest.value()));
    value = isDecimal ? digits / static_cast<double>(static_cast<std::int64_t>(scale)) : digits;
    return at + rest.count + 1;
}

/// The same close to the end of the text: on a copy with room behind.
[[gnu::noinline]] inline const char* readLastValue(const char* at, const char* end, double& value) noexcept
{
    char copy[kShortValueReach] = {};
    std::copy(at, end, copy);
    const char* const behind = readShortValue(copy, value);
    return behind == nullptr ? nullptr : at + (behind - copy);
}

inline const char* readShortValue(const char* at, const char* end, double& value) noexcept
{
    if (end - at >= kShortValueReach) [[likely]]
        return readShortValue(at, value);
    return readLastValue(at, end, value);
}

inline constexpr std::ptrdiff_t kDecimalReach = 26; ///< thrice eight digits, a point, what stands behind

/// Reads digits, at most fifteen, and perhaps a point and at most seven more, if all of them are a whole number that a
/// double holds: then one division rounds correctly. Returns the place behind, or nullptr. Needs kDecimalReach bytes.
inline const char* readDecimal(const char* at, double& value) noexcept
{
    if (std::endian::native != std::endian::little)
        return nullptr;
    const EightDigits front = EightDigits::at(at);
    if (front.count == 0)
        return nullptr;
    at += front.count;
    std::uint64_t digits = front.value();
    if (front.count == 8) {
        const EightDigits more = EightDigits::at(at);
        if (more.count == 8)
            return nullptr;
        at += more.count;
        digits = more.count == 0 ? digits : digits * kPowersOfTen[more.count] + more.value();
    }
    if (*at != '.') {
        value = static_cast<double>(static_cast<std::int64_t>(digits));
        return at;
    }
    const EightDigits rest = EightDigits::at(++at);
    constexpr std::uint64_t kExact = std::uint64_t{1} << 53U;
    if (rest.count == 0 || rest.count == 8 || digits >= kExact / kPowersOfTen[rest.count])
        return nullptr;
    const std::uint64_t scale = kPowersOfTen[rest.count];
    digits = digits * scale + rest.value();
    value = static_cast<double>(static_cast<std::int64_t>(digits))
        / static_cast<double>(static_cast<std::int64_t>(scale));
    return at + rest.count;
}

/// Powers of ten that a double holds.
inline constexpr double kExactPowers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13,
    1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// Reads a number as Go writes what is large or small, such as a time: a digit above 0, perhaps a point and at most
/// fifteen more, `e`, a sign, two digits. As with readDecimal(), one multiplication or division of numbers that a
/// double holds rounds correctly. Returns the place behind, or nullptr. Needs kDecimalReach bytes.
inline const char* readScientific(const char* at, double& value) noexcept
{
    constexpr std::uint64_t kExact = std::uint64_t{1} << 53U;
    const auto first = static_cast<unsigned>(static_cast<unsigned char>(*at) - '0');
    if (std::endian::native != std::endian::little || first == 0 || first > 9)
        return nullptr;
    std::uint64_t digits = first;
    int fraction = 0;
    if (*++at == '.') {
        const EightDigits front = EightDigits::at(++at);
        const EightDigits more = EightDigits::at(at + front.count);
        if (front.count == 0 || (front.count == 8 && more.count == 8))
            return nullptr;
        digits = digits * kPowersOfTen[front.count] + front.value();
        if (front.count == 8 && more.count > 0)
            digits = digits * kPowersOfTen[more.count] + more.value();
        fraction = front.count + (front.count == 8 ? more.count : 0);
        at += fraction;
    }
    const auto tens = static_cast<unsigned>(static_cast<unsigned char>(at[2]) - '0');
    const auto ones = static_cast<unsigned>(static_cast<unsigned char>(at[3]) - '0');
    if (*at != 'e' || (at[1] != '+' && at[1] != '-') || tens > 9 || ones > 9 || digits >= kExact)
        return nullptr;
    const int exponent = static_cast<int>(10 * tens + ones);
    const int power = (at[1] == '+' ? exponent : -exponent) - fraction;
    if (power > 22 || power < -22)
        return nullptr;
    const auto whole = static_cast<double>(static_cast<std::int64_t>(digits));
    value = power < 0 ? whole / kExactPowers[-power] : whole * kExactPowers[power];
    return at + 4;
}

/// The same for every number that is written without blanks around it and ends in a line feed: slower, exact.
[[gnu::noinline]] inline const char* readLongValue(const char* at, const char* end, double& value) noexcept
{
    if (at == end || *at != ' ')
        return nullptr;
    ++at;
    if (end - at >= kDecimalReach) { // a time, one way or the other; else it is the fraction that is long
        const char* const behind = EightDigits::at(at).count == 8 ? readDecimal(at, value) : readScientific(at, value);
        if (behind != nullptr && *behind == '\n')
            return behind + 1;
    }
    const auto* feed = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
    if (feed == nullptr)
        return nullptr;
    const Number number = parseNumber({at, static_cast<std::size_t>(feed - at)});
    value = number.value;
    return number.error == NumberError::None ? feed + 1 : nullptr;
}

} // namespace cairn::detail

namespace cairn {

/// Reads the value behind a known series: a blank, a number, a line feed. Returns the start of the next line, or
/// nullptr where the line is to be read in full.
inline const char* readKnownValue(const char* at, const char* end, double& value) noexcept
{
    const char* next = detail::readShortValue(at, end, value);
    return next != nullptr ? next : detail::readLongValue(at, end, value);
}

} // namespace cairn
