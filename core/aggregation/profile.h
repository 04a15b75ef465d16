// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/clear_mode.h"
#include "core/model/metric_type.h"

#include <optional>
#include <string_view>

namespace cairn {

/// Which modes apply where neither the pusher nor a rule chooses one.
enum class Profile { Gravel, Zapier, Weaveworks, Vibe, Pushgateway };

[[nodiscard]] std::string_view toString(Profile profile) noexcept;
/// The profile of that name (`gravel`, `zapier`, `weaveworks`, `vibe`, `pushgateway`); nothing for any other word.
[[nodiscard]] std::optional<Profile> profileFromString(std::string_view text) noexcept;

/// The default mode of a family: by its type, and by its name where an untyped `…_info` is a constant.
[[nodiscard]] ClearMode defaultMode(Profile profile, MetricType type, std::string_view family) noexcept;

} // namespace cairn
