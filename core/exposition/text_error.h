// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cairn {

/// Why a body was refused.
struct ParseError {
    int line = 0; ///< 1-based line of the pushed body
    std::string text; ///< the offending text, cut at kMaxErrorText bytes: always valid UTF-8 of one line
    std::string
        message; ///< lower case, no full stop, what was found and expected: "expected '=' after label name, found '}'"
};

/// The bytes of an error's text at most.
inline constexpr std::size_t kMaxErrorText = 120;

/// Untrusted bytes for a message: control characters and bytes that are not UTF-8 become `\n`, `\t`, `\x1b` …, and what
/// exceeds `limit` bytes becomes `…`, never half a character.
[[nodiscard]] std::string printable(std::string_view bytes, std::size_t limit = kMaxErrorText);

/// The part of a line that an error shows: its beginning, or of a long line the surroundings of byte `fault`.
[[nodiscard]] std::string excerpt(std::string_view line, std::size_t fault);

} // namespace cairn
