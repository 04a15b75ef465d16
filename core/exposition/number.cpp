// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/number.h"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace cairn {

namespace {

constexpr char lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equalsIgnoringCase(std::string_view text, std::string_view lowerCase) noexcept
{
    return std::equal(
        text.begin(), text.end(), lowerCase.begin(), lowerCase.end(), [](char a, char b) { return lower(a) == b; });
}

bool isSign(char c) noexcept
{
    return c == '+' || c == '-';
}

Number parseWord(std::string_view word, bool isSigned, bool isNegative) noexcept
{
    if (equalsIgnoringCase(word, "inf") || equalsIgnoringCase(word, "infinity")) {
        const double infinity = std::numeric_limits<double>::infinity();
        return {isNegative ? -infinity : infinity};
    }
    if (!isSigned && equalsIgnoringCase(word, "nan"))
        return {std::numeric_limits<double>::quiet_NaN()};
    return {0, NumberError::Malformed};
}

Number parseDecimal(std::string_view digits, bool isNegative) noexcept
{
    double value = 0;
    const char* const end = digits.data() + digits.size();
    const auto parsed = fast_float::from_chars(digits.data(), end, value);
    if (parsed.ec == std::errc::invalid_argument || parsed.ptr != end)
        return {0, NumberError::Malformed};
    // Versions of the library differ in whether they report overflow and underflow as errors; all set the value.
    if (std::isinf(value))
        return {value, NumberError::OutOfRange};
    return {isNegative ? -value : value};
}

} // namespace

Number parseNumber(std::string_view text) noexcept
{
    const bool isSigned = !text.empty() && isSign(text.front());
    const bool isNegative = isSigned && text.front() == '-';
    text.remove_prefix(isSigned ? 1 : 0);
    if (text.empty())
        return {0, NumberError::Malformed};
    // The library would read a second sign and words of its own, such as nan(1).
    const char first = text.front();
    if ((first >= '0' && first <= '9') || first == '.')
        return parseDecimal(text, isNegative);
    return parseWord(text, isSigned, isNegative);
}

} // namespace cairn
