// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/api/inventory.h"
#include "core/gateway/api/rule_json.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// What each rule in force decides for, and why some decide for nothing.
[[nodiscard]] std::vector<RuleReach> presentReach(const Inventory& inventory);

/// What other rules would change: modes, and what else rules decide.
struct RulesPreview {
    struct Change {
        std::size_t family = 0; ///< in the snapshot
        ModeAnswer before;
        ModeAnswer after;
        const Rule* ruleBefore = nullptr; ///< that decides now; null: none
        const Rule* ruleAfter = nullptr; ///< that would decide
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

/// What a rule decides beside the mode. Labels that tell sources apart matter under `increase` alone.
struct RuleTerms {
    std::optional<std::chrono::milliseconds> ttl; ///< nothing: the default of all
    std::vector<std::string> per;
    std::vector<std::string> dropLabels;
    std::optional<std::uint64_t> maxSeries;
    bool operator==(const RuleTerms&) const = default;
};
/// Those of a rule for a series that it gives this mode; without a rule, none.
[[nodiscard]] RuleTerms termsOf(const Rule* rule, const ClearMode& mode);

/// Looks at every series, or where there are many, at some of them. Texts are those of the inventory.
[[nodiscard]] RulesPreview previewRules(const Inventory& inventory, const RuleSet& rules);

} // namespace cairn
