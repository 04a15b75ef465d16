// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rules/rule.h"

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace cairn {

/// An ordered list of rules; the first that matches wins. Immutable: a push sees one RuleSet from start to end.
class RuleSet {
public:
    RuleSet() = default;
    explicit RuleSet(std::vector<Rule> rules);

    /// The first rule that matches, or null. `family` is the family's name (`x`, not `x_bucket`); `labels` are those of
    /// the series after path labels were applied, without `clearmode`, `le` and `quantile`. A rule whose mode does not
    /// fit the type does not match. The pointer lives as long as the set. Safe from any thread.
    [[nodiscard]] const Rule* find(std::string_view family, MetricType type, std::span<const LabelView> labels) const;
    [[nodiscard]] const std::vector<Rule>& rules() const noexcept { return m_rules; }

private:
    std::vector<Rule> m_rules;
};

using RuleSetPtr = std::shared_ptr<const RuleSet>;

} // namespace cairn
