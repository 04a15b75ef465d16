// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/api/json_writer.h"
#include "core/rules/rule_file.h"
#include "core/rules/rule_set.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace cairn {

/// What a rule decides for.
struct RuleReach {
    std::uint64_t families = 0;
    std::uint64_t series = 0;
    std::uint16_t shadowedBy = 0; ///< place of the rule that takes what this one matches; 0: none
};

/// An array of `Rule`; `reach` is empty, or has one for each rule.
void writeRules(JsonWriter& json, const RuleSet& rules, std::span<const RuleReach> reach);
/// An array of `RuleError`.
void writeRuleErrors(JsonWriter& json, std::span<const RuleError> errors);

} // namespace cairn
