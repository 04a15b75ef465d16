// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/rule.h"

namespace cairn::ui {

/// In what rules differ from others, whatever there is for them to decide. The greatest of what holds.
enum class RuleDifference { None, Names, Order, Decisions };
[[nodiscard]] RuleDifference differenceOf(const QList<Rule>& before, const QList<Rule>& after);

} // namespace cairn::ui
