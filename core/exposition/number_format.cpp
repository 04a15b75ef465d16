// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/number.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace cairn {

namespace {

/// The significant digits of a number: 0.d1d2d3… × 10^point, the last digit not zero.
struct Digits {
    std::array<char, 24> text;
    int count = 0;
    int point = 0;
};

char* put(char* out, std::string_view text) noexcept
{
    std::memcpy(out, text.data(), text.size());
    return out + text.size();
}

char* putZeros(char* out, int count) noexcept
{
    std::memset(out, '0', static_cast<std::size_t>(count));
    return out + count;
}

char* putDigits(char* out, const Digits& digits, int from, int to) noexcept
{
    return put(out, {digits.text.data() + from, static_cast<std::size_t>(to - from)});
}

/// At least two digits of exponent, always with a sign: `e+06`, `e-324`.
char* putExponent(char* out, int exponent) noexcept
{
    *out++ = 'e';
    *out++ = exponent < 0 ? '-' : '+';
    const int size = exponent < 0 ? -exponent : exponent;
    if (size < 10)
        *out++ = '0';
    return std::to_chars(out, out + 4, size).ptr;
}

char* putScientific(char* out, const Digits& digits) noexcept
{
    out = putDigits(out, digits, 0, 1);
    if (digits.count > 1) {
        *out++ = '.';
        out = putDigits(out, digits, 1, digits.count);
    }
    return putExponent(out, digits.point - 1);
}

char* putFixed(char* out, const Digits& digits) noexcept
{
    if (digits.point <= 0) {
        out = putZeros(put(out, "0."), -digits.point);
        return putDigits(out, digits, 0, digits.count);
    }
    if (digits.point >= digits.count)
        return putZeros(putDigits(out, digits, 0, digits.count), digits.point - digits.count);
    out = putDigits(out, digits, 0, digits.point);
    *out++ = '.';
    return putDigits(out, digits, digits.point, digits.count);
}

/// Go prints six digits before the point at most, and four zeros behind it.
char* putDecimal(char* out, const Digits& digits) noexcept
{
    const int exponent = digits.point - 1;
    return exponent < -4 || exponent >= 6 ? putScientific(out, digits) : putFixed(out, digits);
}

void dropTrailingZeros(Digits& digits) noexcept
{
    while (digits.count > 1 && digits.text[digits.count - 1] == '0')
        --digits.count;
}

/// `mantissa` / 10^`scale`, for a mantissa above zero of up to 16 digits.
Digits digitsOf(std::uint64_t mantissa, int scale) noexcept
{
    Digits digits;
    char* const begin = digits.text.data();
    digits.count = static_cast<int>(std::to_chars(begin, begin + digits.text.size(), mantissa).ptr - begin);
    digits.point = digits.count - scale;
    dropTrailingZeros(digits);
    return digits;
}

/// The shortest digits that read back as `value`, which is finite and above zero.
Digits shortestDigits(double value) noexcept
{
    std::array<char, 32> text;
    const char* const end
        = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific).ptr;
    Digits digits;
    const char* at = text.data();
    for (; at != end && *at != 'e'; ++at) {
        if (*at != '.')
            digits.text[digits.count++] = *at;
    }
    const char* const sign = at + 1;
    int exponent = 0;
    std::from_chars(sign + 1, end, exponent);
    digits.point = (*sign == '-' ? -exponent : exponent) + 1;
    return digits;
}

/// Decimals of up to 15 digits are told apart by a double, so one that reads back is the shortest there is.
constexpr double kShortScale = 1000;
constexpr double kMaxShort = 1e15;

char* formatPositive(char* out, double value) noexcept
{
    if (value < 1e6) {
        const auto whole = static_cast<std::uint32_t>(value);
        if (whole == value)
            return std::to_chars(out, out + kMaxNumberBytes, whole).ptr;
    }
    const double scaled = value * kShortScale;
    if (scaled < kMaxShort) {
        const auto mantissa = static_cast<std::uint64_t>(scaled + 0.5); // NOLINT(bugprone-incorrect-roundings): checked
        if (mantissa != 0 && static_cast<double>(mantissa) / kShortScale == value)
            return putDecimal(out, digitsOf(mantissa, 3));
    }
    return putDecimal(out, shortestDigits(value));
}

} // namespace

char* formatNumber(char* out, double value) noexcept
{
    if (std::isnan(value))
        return put(out, "NaN");
    if (std::isinf(value))
        return put(out, value < 0 ? "-Inf" : "+Inf");
    if (std::signbit(value)) {
        *out++ = '-';
        value = -value;
    }
    if (value == 0)
        return put(out, "0");
    return formatPositive(out, value);
}

void appendNumber(std::string& out, double value)
{
    std::array<char, kMaxNumberBytes> text;
    out.append(text.data(), formatNumber(text.data(), value));
}

} // namespace cairn
