// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/flag.h"
#include "core/model/result.h"

#include <span>
#include <string>

namespace cairn {

/// Reads the texts given for a flag into its member of `config`; the last counts where it does not repeat. The error
/// is one line without the flag's name: `expected a duration such as 1h30m or 250ms, found 'x'`.
[[nodiscard]] Result<void, std::string> readValue(const Flag& flag, std::span<const std::string> texts, Config& config);

/// `true` and `false`, also 1, 0, t, f, yes, no, on, off, in any case.
[[nodiscard]] Result<bool, std::string> parseBoolean(std::string_view text);

/// The items of a list: texts split at commas, blanks trimmed, empty ones left out.
[[nodiscard]] std::vector<std::string> splitList(std::span<const std::string> texts);

} // namespace cairn
