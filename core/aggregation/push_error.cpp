// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/push_error.h"

#include <array>

namespace cairn {

std::string_view toString(Refusal refusal) noexcept
{
    static constexpr std::array<std::string_view, kRefusals> kNames{"syntax", "value", "label", "duplicate",
        "type_conflict", "mode", "length", "series_limit", "side_memory_limit"};
    return kNames[static_cast<std::size_t>(refusal)];
}

std::string PushError::toString() const
{
    std::string out;
    if (line > 0)
        out += "line " + std::to_string(line) + ": ";
    out += message;
    if (!text.empty())
        out += ": " + text;
    return out;
}

} // namespace cairn
