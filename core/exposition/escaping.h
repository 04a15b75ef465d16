// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// How names that are not classic are shown to a scraper, as `escaping=` in its Accept says.
enum class Escaping : std::uint8_t {
    AllowUtf8, ///< as they are, in quotes
    Underscores, ///< `my.name` is `my_name`
    Dots, ///< `my.name` is `my_dot_name`, `_` is `__`, all else is `__`
    Values, ///< `my.name` is `U__my_2e_name`: different names stay different, and can be read back
};

/// "allow-utf-8", "underscores", "dots", "values".
[[nodiscard]] std::string_view toString(Escaping escaping) noexcept;
/// The reverse; nothing for any other word.
[[nodiscard]] std::optional<Escaping> escapingFromString(std::string_view text) noexcept;

/// What a name is for: a label's may have no colon.
enum class NameKind : std::uint8_t { Metric, Label };
/// Whether every text format takes the name as it is.
[[nodiscard]] bool isClassicName(std::string_view name, NameKind kind) noexcept;

/// A name as the escaping shows it. Classic names stay, and all names do under AllowUtf8. `name` is UTF-8.
[[nodiscard]] std::string escapeName(std::string_view name, Escaping escaping, NameKind kind);
/// The `U__` form of any name, also of a classic one: no two names have the same.
[[nodiscard]] std::string unambiguousName(std::string_view name, NameKind kind);
/// The name that a `U__` form stands for; nothing if it is none. Hexadecimal digits may be in capitals.
[[nodiscard]] std::optional<std::string> unescapeName(std::string_view name);

/// Appends a name in the quotes of text 1.0.0, with `\`, `"` and newline escaped.
void appendQuotedName(std::string& out, std::string_view name);

} // namespace cairn
