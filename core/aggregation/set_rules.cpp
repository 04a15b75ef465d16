// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/engine_impl.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace cairn {

namespace {

struct FamilySeries {
    MetricType type = MetricType::Untyped;
    std::vector<std::uint32_t> series;
};
using SeriesByFamily = std::map<std::string, FamilySeries>;

SeriesByFamily allSeries(const SeriesIndex& index)
{
    SeriesByFamily all;
    for (const auto& [name, id] : index.families())
        all[name] = {index.family(id).type, index.seriesOfFamily(id)};
    return all;
}

constexpr std::uint16_t kUnknown = 0xffff;

/// The rule of each series by id; kUnknown where the series was not there.
std::vector<std::uint16_t> places(const Store& store, const RuleSet& rules, const SeriesByFamily& families)
{
    std::vector<std::uint16_t> places;
    for (const auto& [name, family] : families) {
        for (const std::uint32_t id : family.series) {
            if (id >= places.size())
                places.resize(id + 1, kUnknown);
            places[id] = placeOfRule(rules, name, family.type, store.index.labelsOf(id));
        }
    }
    return places;
}

std::set<std::string> modesOf(const RuleSet& rules)
{
    std::set<std::string> modes;
    for (const Rule& rule : rules.rules()) {
        if (rule.mode)
            modes.insert(toString(*rule.mode));
    }
    return modes;
}

} // namespace

/// A million series take a second to match: that is done while pushes go on under the old rules.
void Engine::setRules(RuleSetPtr rules)
{
    Store& store = m_impl->store;
    const std::scoped_lock change(m_impl->rulesMutex);
    SeriesByFamily families;
    std::optional<ScrapePin> pin;
    {
        const std::scoped_lock index(store.indexMutex);
        families = allSeries(store.index);
        pin.emplace(store);
    }
    const std::vector<std::uint16_t> known = places(store, *rules, families);
    std::shared_ptr<Resolution> old; // is destroyed when the locks are free
    {
        const std::scoped_lock index(store.indexMutex);
        const std::scoped_lock values(store.valueMutex);
        old = store.resolution;
        store.earlierModes.merge(modesOf(*old->rules));
        store.rulesSince = std::max(store.rulesSince, 1u);
        store.seriesOfRule.assign(rules->rules().size() + 1, 0);
        for (const auto& [name, place] : store.index.families()) {
            const FamilyRecord& family = store.index.family(place);
            const auto before = families.find(name);
            const bool sameType = before != families.end() && before->second.type == family.type;
            for (const std::uint32_t id : family.members) {
                if (store.index.isOut(id))
                    continue;
                store.rulesSince = std::max(store.rulesSince, store.values.lastPush(id) + 1);
                const bool isKnown = sameType && id < known.size() && known[id] != kUnknown;
                if (!isKnown) {
                    store.assignRule(id, *rules);
                    continue;
                }
                store.index.series(id).rule = known[id];
                ++store.seriesOfRule[known[id]];
            }
        }
        store.forgetLines(std::move(rules));
    }
}

} // namespace cairn
