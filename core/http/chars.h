// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace cairn::http {

namespace detail {
constexpr std::array<bool, 256> tokenTable()
{
    std::array<bool, 256> table{};
    for (const char c : std::string_view("!#$%&'*+-.^_`|~0123456789"
                                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        table[static_cast<unsigned char>(c)] = true;
    return table;
}
inline constexpr auto kToken = tokenTable();
} // namespace detail

// Character classes of RFC 9110 and 9112, by octet: no locale.
[[nodiscard]] constexpr bool isTokenChar(char c) noexcept
{
    return detail::kToken[static_cast<unsigned char>(c)];
}
[[nodiscard]] constexpr bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool isControl(char c) noexcept
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}
[[nodiscard]] constexpr char toLower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}
[[nodiscard]] constexpr int hexDigit(char c) noexcept
{
    if (isDigit(c))
        return c - '0';
    const char lower = toLower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

[[nodiscard]] bool isToken(std::string_view text) noexcept; ///< not empty, token characters only
[[nodiscard]] bool equalsIgnoreCase(std::string_view a, std::string_view b) noexcept;
[[nodiscard]] std::string_view trimBlanks(std::string_view text) noexcept; ///< optional white space: SP and HTAB
/// The next member of a comma-separated list, trimmed; `list` keeps the rest. Members may be empty.
[[nodiscard]] std::string_view takeMember(std::string_view& list) noexcept;

} // namespace cairn::http
