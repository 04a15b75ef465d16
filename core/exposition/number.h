// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cairn {

/// What became of a number's text.
enum class NumberError { None, Malformed, OutOfRange };

struct Number {
    double value = 0;
    NumberError error = NumberError::None;
};

/// Reads a sample value as Go's ParseFloat reads it, bit-equal to the correctly rounded double: decimal with optional
/// sign and exponent, `Inf`, `Infinity`, `NaN` in any case with optional sign (a NaN has none). `1e400` is OutOfRange,
/// `1e-400` is 0. Hexadecimal, underscores, `nan(1)` and `-nan` are Malformed. `text` is the whole token.
[[nodiscard]] Number parseNumber(std::string_view text) noexcept;

/// The bytes of a number at most, as appendNumber() and formatNumber() write it.
inline constexpr std::size_t kMaxNumberBytes = 32;

/// Writes the shortest text that reads back as the same bits, in the layout of Go's strconv ('g', shortest), as other
/// Prometheus servers spell it: `100000`, `1e+06`, `1.7e+09`, `0.0001`, `1e-05`, `+Inf`, `-Inf`, `NaN`, `-0`. All NaN
/// are alike. `out` has room for kMaxNumberBytes; returns the end.
char* formatNumber(char* out, double value) noexcept;
void appendNumber(std::string& out, double value);

} // namespace cairn
