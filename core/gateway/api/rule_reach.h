// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/api/inventory.h"
#include "core/gateway/api/rule_json.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace cairn {

/// What each rule in force decides for, and why some decide for nothing.
[[nodiscard]] std::vector<RuleReach> presentReach(const Inventory& inventory);

/// What other rules would change.
struct RulesPreview {
    struct Change {
        std::size_t family = 0; ///< in the snapshot
        ModeAnswer before;
        ModeAnswer after;
        std::uint64_t series = 0;
        std::string_view example; ///< labels
    };
    std::vector<Change> changes; ///< most series first
    std::vector<RuleReach> reach; ///< of the other rules
    std::uint64_t familiesChanged = 0;
    std::uint64_t seriesChanged = 0;
    std::uint64_t seriesTotal = 0;
    bool isEstimate = false;
};

/// Looks at every series, or where there are many, at some of them. Texts are those of the inventory.
[[nodiscard]] RulesPreview previewRules(const Inventory& inventory, const RuleSet& rules);

} // namespace cairn
