// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/rule_reach.h"

#include "core/aggregation/label_text.h"
#include "core/gateway/api/page.h"

namespace cairn {

namespace {

constexpr std::uint64_t kMostForShadows = 20'000;
constexpr std::uint64_t kMostForPreview = 100'000;

template <typename Visit>
void forSome(const Inventory& inventory, std::uint64_t stride, Visit&& visit)
{
    std::uint64_t at = 0;
    for (const FamilyTotals& totals : inventory.families()) {
        for (const std::uint32_t id : *inventory.snapshot().family(totals.index).order) {
            if (inventory.isThere(id) && at++ % stride == 0)
                visit(totals.index, id);
        }
    }
}

std::uint64_t seriesOf(const Inventory& inventory)
{
    std::uint64_t series = 0;
    for (const FamilyTotals& totals : inventory.families())
        series += totals.series;
    return series;
}

std::uint64_t strideFor(const Inventory& inventory, std::uint64_t most)
{
    return std::max<std::uint64_t>(1, (seriesOf(inventory) + most - 1) / most);
}

/// Counts what each rule decides for; series come family by family.
class ReachCounter {
public:
    explicit ReachCounter(std::size_t rules) : reach(rules), m_lastFamily(rules, ~std::size_t{0}) { }
    void add(std::uint16_t place, std::size_t family, std::uint64_t series)
    {
        if (place == 0 || place > reach.size())
            return;
        RuleReach& one = reach[place - 1u];
        one.series += series;
        one.families += m_lastFamily[place - 1u] != family ? 1 : 0;
        m_lastFamily[place - 1u] = family;
    }
    std::vector<RuleReach> reach;

private:
    std::vector<std::size_t> m_lastFamily;
};

bool couldMatch(const Rule& rule, std::string_view family, MetricType type, std::span<const LabelView> labels)
{
    return (!rule.type || *rule.type == type) && (!rule.mode || fits(*rule.mode, type))
        && rule.match.matches(family, labels);
}

void findShadows(const Inventory& inventory, std::vector<RuleReach>& reach)
{
    std::vector<std::size_t> idle;
    for (std::size_t i = 0; i < reach.size(); ++i) {
        if (reach[i].series == 0)
            idle.push_back(i);
    }
    if (idle.empty())
        return;
    forSome(inventory, strideFor(inventory, kMostForShadows), [&](std::size_t family, std::uint32_t id) {
        const std::uint16_t place = inventory.facts().series[id].rule;
        if (place == 0 || idle.empty())
            return;
        const LabelSet labels = parseLabelText(inventory.snapshot().labelsOf(id));
        const std::vector<LabelView> views = labelViews(labels);
        std::erase_if(idle, [&](std::size_t i) {
            const bool isShadowed = place <= i
                && couldMatch(inventory.rules().rules()[i], inventory.snapshot().family(family).name,
                    inventory.facts().types[family], views);
            if (isShadowed)
                reach[i].shadowedBy = place;
            return isShadowed;
        });
    });
}

std::uint16_t placeIn(const RuleSet& rules, const Inventory& inventory, std::size_t family, std::uint32_t id)
{
    const LabelSet labels = parseLabelText(inventory.snapshot().labelsOf(id));
    const Rule* rule
        = rules.find(inventory.snapshot().family(family).name, inventory.facts().types[family], labelViews(labels));
    return rule == nullptr ? std::uint16_t{0} : static_cast<std::uint16_t>(rule - rules.rules().data() + 1);
}

const Rule* ruleAt(const RuleSet& rules, std::uint16_t place)
{
    return place == 0 || place > rules.rules().size() ? nullptr : &rules.rules()[place - 1u];
}

void addChange(RulesPreview& preview, RulesPreview::Change change)
{
    auto& changes = preview.changes;
    for (auto it = changes.rbegin(); it != changes.rend() && it->family == change.family; ++it) {
        if (it->before == change.before && it->after == change.after && it->ruleBefore == change.ruleBefore
            && it->ruleAfter == change.ruleAfter) {
            it->series += change.series;
            return;
        }
    }
    preview.familiesChanged += changes.empty() || changes.back().family != change.family ? 1 : 0;
    changes.push_back(change);
}

} // namespace

std::vector<RuleReach> presentReach(const Inventory& inventory)
{
    ReachCounter counter(inventory.rules().rules().size());
    forSome(inventory, 1,
        [&](std::size_t family, std::uint32_t id) { counter.add(inventory.facts().series[id].rule, family, 1); });
    findShadows(inventory, counter.reach);
    return std::move(counter.reach);
}

RuleTerms termsOf(const Rule* rule, const ClearMode& mode)
{
    if (rule == nullptr)
        return {};
    const bool isPer = mode.kind == ClearMode::Kind::Increase;
    return {rule->ttl, isPer ? rule->per : std::vector<std::string>(), rule->dropLabels, rule->maxSeries};
}

RulesPreview previewRules(const Inventory& inventory, const RuleSet& rules)
{
    RulesPreview preview;
    preview.seriesTotal = seriesOf(inventory);
    const std::uint64_t stride = strideFor(inventory, kMostForPreview);
    preview.isEstimate = stride > 1;
    ReachCounter counter(rules.rules().size());
    forSome(inventory, stride, [&](std::size_t family, std::uint32_t id) {
        const std::uint16_t place = placeIn(rules, inventory, family, id);
        counter.add(place, family, stride);
        const ModeAnswer before = inventory.expected(family, id);
        const ModeAnswer after = expectedMode(inventory.modeDefault(family), rules, place);
        const Rule* ruleBefore = ruleAt(inventory.rules(), inventory.facts().series[id].rule);
        const Rule* ruleAfter = ruleAt(rules, place);
        if (before.mode == after.mode && termsOf(ruleBefore, before.mode) == termsOf(ruleAfter, after.mode))
            return;
        preview.seriesChanged += stride;
        addChange(preview, {family, before, after, ruleBefore, ruleAfter, stride, inventory.snapshot().labelsOf(id)});
    });
    preview.reach = std::move(counter.reach);
    sortRows(preview.changes, true, [](const RulesPreview::Change& change) { return std::optional(change.series); });
    return preview;
}

} // namespace cairn
