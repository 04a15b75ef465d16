// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cairn {

/// How much of a foreign text an error message repeats.
inline constexpr std::size_t kMaxQuotedBytes = 120;

/// A foreign text in double quotes for a one-line message: cut to `maxBytes` bytes of the source (then `…` follows the
/// quotes), control characters, quotes, backslashes and bytes that are not UTF-8 escaped. Always valid UTF-8.
[[nodiscard]] std::string quote(std::string_view text, std::size_t maxBytes = kMaxQuotedBytes);

} // namespace cairn
