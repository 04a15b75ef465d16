// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace cairn {

class RulesKeeper;

/// What the admin API is told by the gateway around it. Functions that are not set are not asked.
struct AdminSurroundings {
    std::function<std::string()> illness; ///< why the gateway is not healthy; empty: it is
    std::function<std::string()> unreadiness; ///< why no pushes should come; empty: they may
    std::function<std::vector<std::string>()> addresses; ///< that are listened on
    std::function<double()> connections; ///< open ones
    RulesKeeper* rules = nullptr; ///< null: rules are kept in memory alone
};

} // namespace cairn
