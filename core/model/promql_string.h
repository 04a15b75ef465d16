// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace cairn {

/// A string literal of PromQL, read.
struct PromqlString {
    std::string value;
    std::size_t size = 0; ///< bytes of the literal, quotes included
};

/// Why a literal cannot be read.
struct PromqlStringError {
    std::size_t offset = 0; ///< 0-based byte from the opening quote
    std::string message; ///< lower case, no full stop
};

/// Reads the literal that `text` begins with: "…" and '…' with Go's escapes, on one line; `…` as it stands, over any
/// number of lines. `text` is UTF-8 and begins with one of the three quotes; the value is UTF-8 too.
[[nodiscard]] Result<PromqlString, PromqlStringError> readPromqlString(std::string_view text);

} // namespace cairn
