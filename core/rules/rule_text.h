// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rules/rule_set.h"

#include <string>

namespace cairn {

/// A rule as it was understood, for people: its name on one line, then a line per decision, indented. Ends in a
/// newline.
[[nodiscard]] std::string describe(const Rule& rule);
/// All rules in order, numbered, and how many there are. Ends in a newline.
[[nodiscard]] std::string describe(const RuleSet& rules);

} // namespace cairn
