// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cairn {

/// Why a push was refused, as a closed set: label values of counters, and the base of HTTP statuses.
enum class Refusal : std::uint8_t {
    Syntax, ///< the bytes are not an exposition
    Value, ///< a value that would make the result wrong: NaN in a sum, a negative counter, decreasing buckets
    Label, ///< a label that may not be there, or a name that is not one
    Duplicate, ///< the same series twice in one push
    TypeConflict, ///< another type than the family has, or a name that another family's samples use
    Mode, ///< an unknown `clearmode`, or one that does not fit the type
    Length, ///< a name, value, help or label set over its limit
    SeriesLimit, ///< more series or families than allowed: per push, rule, group, family or in all
    SideMemoryLimit, ///< no room for windows, sketches and baselines
};
inline constexpr int kRefusals = 9;

/// "syntax", "value", … : stable, for counters and logs.
[[nodiscard]] std::string_view toString(Refusal refusal) noexcept;

/// A refused push. Nothing of it was merged.
struct PushError {
    Refusal reason = Refusal::Syntax;
    int line = 0; ///< 1-based line of the body; 0 where no single line is to blame
    std::string text; ///< the offending text, cut at 120 bytes
    std::string message; ///< one line, lower case, no full stop

    /// `line 3: … near "…"`: the whole in one line.
    [[nodiscard]] std::string toString() const;
};

} // namespace cairn
