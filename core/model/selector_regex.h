// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace cairn {

inline constexpr std::size_t kMaxRegexBytes = 16 * 1024; ///< of one pattern
inline constexpr std::int64_t kMaxRegexMemory = 1 << 20; ///< of one compiled pattern and of its cache each, in bytes

/// Compiles a pattern of `=~` and `!~`: RE2's syntax, UTF-8, a dot matches a line break as well. Bounded in memory.
[[nodiscard]] Result<std::shared_ptr<const re2::RE2>, std::string> compileRegex(std::string_view pattern);
/// Whether the pattern matches the whole text.
[[nodiscard]] bool matchesWhole(const re2::RE2& regex, std::string_view text);

} // namespace cairn
