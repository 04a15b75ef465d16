// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/merge_report.h"

#include <array>

namespace cairn {

std::string_view toString(ModeReason reason) noexcept
{
    static constexpr std::array<std::string_view, 5> kNames{"label", "rule", "created", "profile", "last_push"};
    return kNames[static_cast<std::size_t>(reason)];
}

std::string_view toString(Outcome outcome) noexcept
{
    static constexpr std::array<std::string_view, 7> kNames{
        "created", "added", "replaced", "kept", "family-replaced", "dropped", "refused"};
    return kNames[static_cast<std::size_t>(outcome)];
}

} // namespace cairn
