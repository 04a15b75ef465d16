// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/flag.h"
#include "core/model/result.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cairn {

/// A flag as somebody gave it.
struct Occurrence {
    const Flag* flag = nullptr;
    std::string value; ///< `true` or `false` of a boolean, unless written otherwise
    std::string spelled; ///< `--web.read-timeout`, for messages
};

struct Arguments {
    std::vector<Occurrence> flags; ///< in order
    std::vector<std::string> rest; ///< what is no flag
    /// The last value of that flag, or nothing.
    [[nodiscard]] std::optional<std::string> last(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const { return last(name).has_value(); }
    [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
};

/// The bytes of a file, or one line that says why not.
using FileReader = std::function<Result<std::string, std::string>(const std::string& path)>;

/// Reads arguments by Kingpin's conventions: `--flag=value`, `--flag value`, `--flag` and `--no-flag` of booleans (also
/// `--flag=false`), `@file` for more arguments, one to a line, `--` before what is no flag. Names of the table may have
/// one dash, as Go's flag package takes them. `-h` and `-V` end the reading where they stand. The error is one line:
/// `unknown long flag '--x', try --help`.
[[nodiscard]] Result<Arguments, std::string> readArguments(
    FlagTable table, std::span<const std::string> arguments, const FileReader& readFile);

} // namespace cairn
