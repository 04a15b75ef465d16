// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rule_set.h"

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

/// The cheap half of a match; with hundreds of rules it rejects nearly all of them.
bool mayMatch(const Rule& rule, std::string_view family, MetricType type)
{
    const std::string& name = rule.match.exactName();
    return (name.empty() || name == family) && (!rule.type || rule.type == type)
        && (!rule.mode || fits(*rule.mode, type));
}

} // namespace

RuleSet::RuleSet(std::vector<Rule> rules) : m_rules(std::move(rules)) { }

const Rule* RuleSet::find(std::string_view family, MetricType type, std::span<const LabelView> labels) const
{
    const auto found = std::ranges::find_if(
        m_rules, [&](const Rule& rule) { return mayMatch(rule, family, type) && rule.match.matches(family, labels); });
    return found == m_rules.end() ? nullptr : &*found;
}

} // namespace cairn
