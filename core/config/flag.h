// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/config.h"

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace cairn {

// How a flag's text is read, and the member of Config that holds the value.
struct BoolField {
    bool& (*in)(Config&);
};
struct TextField {
    std::string& (*in)(Config&);
};
struct ListField { ///< repeatable; each text may hold several, parted by commas
    std::vector<std::string>& (*in)(Config&);
};
struct DurationField {
    std::chrono::milliseconds& (*in)(Config&);
};
struct CountField {
    std::uint64_t& (*in)(Config&);
};
struct SizeField {
    std::uint64_t& (*in)(Config&);
};
/// A flag without a member: read from the arguments themselves, or not at all.
struct NoField {
    bool boolean = false;
    bool repeatable = false;
};
using Field = std::variant<NoField, BoolField, TextField, ListField, DurationField, CountField, SizeField>;

/// One setting. Parsing, `--help`, keys of the config file and names in the environment all come from this.
struct Flag {
    /// What giving the flag does.
    enum class Standing : std::uint8_t {
        Setting,
        Alias, ///< sets `aliasOf`
        Ignored, ///< known from another gateway, without a meaning here: a warning with `note`
        Refused, ///< would protect or keep something and cannot yet: an error with `note`, unless its value is empty
    };
    std::string_view name; ///< `web.listen-address`; one letter: `-l`
    std::string_view metavar{}; ///< `<address>`; empty for booleans
    std::string_view fallback{}; ///< the default, as it would be written
    std::string_view help{};
    Field field{};
    std::string_view choices{}; ///< `logfmt|json`; empty: any text
    std::uint64_t least = 0; ///< of counts, sizes, and durations in milliseconds
    std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    bool zeroIsNoLimit = false; ///< 0 is kept as the largest number
    std::string (*complaint)(std::string_view text) = nullptr; ///< what is wrong with one text, or empty
    bool hidden = false; ///< a setting that only other gateways' start lines use
    Standing standing = Standing::Setting;
    std::string_view aliasOf{};
    std::string_view note{}; ///< of Ignored, Refused and hidden ones: what to tell whoever gives it
    std::string_view environment{}; ///< another name in the environment, beside `CAIRN_…`

    [[nodiscard]] bool isBoolean() const noexcept;
    [[nodiscard]] bool isRepeatable() const noexcept;
};

using FlagTable = std::span<const Flag>;

/// The flag of that name, or null.
[[nodiscard]] const Flag* findFlag(FlagTable table, std::string_view name) noexcept;
/// `CAIRN_WEB_LISTEN_ADDRESS` for `web.listen-address`.
[[nodiscard]] std::string environmentName(std::string_view flag);
/// `--web.listen-address`, `-l`.
[[nodiscard]] std::string spelling(std::string_view flag);

} // namespace cairn
