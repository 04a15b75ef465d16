// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/engine.h"

#include "core/aggregation/engine_impl.h"
#include "core/aggregation/label_text.h"
#include "core/aggregation/removed_series.h"

#include <algorithm>

namespace cairn {

namespace {

std::chrono::milliseconds ageOf(const Store& store, std::uint32_t id, Instant now)
{
    return ageSince(store.values.lastPush(id), now);
}

bool matches(const Store& store, const Removal& what, std::uint32_t id, Instant now)
{
    const SeriesIndex& index = store.index;
    const std::string& family = index.family(index.familyOf(id)).name;
    if (what.family && *what.family != family)
        return false;
    if (what.group && index.group(index.groupOf(id)).labels != *what.group)
        return false;
    if (what.olderThan && ageOf(store, id, now) <= *what.olderThan)
        return false;
    if (what.selectors.empty())
        return true;
    const LabelSet labels = parseLabelText(index.labelsOf(id));
    const std::vector<LabelView> views = labelViews(labels);
    return std::ranges::any_of(
        what.selectors, [&](const Selector& selector) { return selector.matches(family, views); });
}

/// Series that may match: of one group or one family where the removal names it, else all.
std::vector<std::uint32_t> candidates(const Store& store, const Removal& what)
{
    const SeriesIndex& index = store.index;
    std::vector<std::uint32_t> ids;
    if (what.group) {
        const std::uint32_t group = index.findGroup(labelText(*what.group));
        if (group == SeriesIndex::kNone)
            return ids;
        for (const std::uint32_t bundle : index.group(group).bundles) {
            const std::vector<std::uint32_t> some = index.seriesOfBundle(bundle);
            ids.insert(ids.end(), some.begin(), some.end());
        }
        return ids;
    }
    for (const auto& [name, family] : index.families()) {
        if (what.family && *what.family != name)
            continue;
        const std::vector<std::uint32_t>& members = index.family(family).members;
        ids.insert(ids.end(), members.begin(), members.end());
    }
    return ids;
}

std::vector<std::uint32_t> select(const Store& store, const Removal& what, Instant now)
{
    std::vector<std::uint32_t> ids = candidates(store, what);
    std::erase_if(ids, [&](std::uint32_t id) { return !matches(store, what, id, now); });
    return ids;
}

bool hasExpired(const Store& store, const RuleSet& rules, std::uint32_t id, Instant now)
{
    const std::chrono::milliseconds ttl = store.ttlOf(rules, store.index.series(id).rule);
    return ttl.count() > 0 && ageOf(store, id, now) > ttl;
}

std::optional<std::chrono::milliseconds> ttlOfSeries(
    const Store& store, const RuleSet& rules, std::string_view family, std::string_view labels)
{
    const std::uint32_t id = store.index.findFamily(family);
    if (id == SeriesIndex::kNone)
        return std::nullopt;
    const std::uint32_t series = store.index.findSeries(id, labels, SeriesIndex::hashLabels(labels));
    return series == SeriesIndex::kNone ? std::nullopt
                                        : std::optional(store.ttlOf(rules, store.index.series(series).rule));
}

bool hasTtl(const Store& store, const RuleSet& rules)
{
    return store.options.seriesTtl.count() > 0
        || std::ranges::any_of(rules.rules(), [](const Rule& rule) { return rule.ttl && rule.ttl->count() > 0; });
}

/// The shortest life that some series may have.
std::chrono::milliseconds shortestTtl(const Store& store, const RuleSet& rules)
{
    std::chrono::milliseconds shortest = Baselines::kAge;
    const auto consider = [&](std::chrono::milliseconds ttl) {
        if (ttl.count() > 0)
            shortest = std::min(shortest, ttl);
    };
    consider(store.options.seriesTtl);
    for (const Rule& rule : rules.rules())
        consider(rule.ttl.value_or(std::chrono::milliseconds(0)));
    return shortest;
}

/// Only pushes that bring something new use baselines, and they hold the index: known lines need not wait.
void forgetBaselines(Store& store, Instant now)
{
    const std::scoped_lock index(store.indexMutex);
    const RuleSet& rules = *store.resolution->rules;
    store.baselines.expire(now, shortestTtl(store, rules),
        [&](std::string_view family, std::string_view labels) { return ttlOfSeries(store, rules, family, labels); });
}

/// Where room gets scarce: windows that nobody pushes to any more hold what has long left them.
void giveWindowsBack(Store& store, Instant now)
{
    const std::scoped_lock values(store.valueMutex);
    if (store.values.sideBytes() > store.options.limits.sideBytes / 2)
        store.values.trimWindows(now);
}

constexpr std::uint32_t kSlice = 8192;

} // namespace

RemovedSet Engine::wouldRemove(const Removal& what, Instant now)
{
    Store& store = m_impl->store;
    const std::scoped_lock index(store.indexMutex);
    const std::scoped_lock values(store.valueMutex);
    return capture(store, select(store, what, now));
}

RemovedSet Engine::remove(const Removal& what, Instant now)
{
    Store& store = m_impl->store;
    const std::scoped_lock index(store.indexMutex);
    const std::scoped_lock values(store.valueMutex);
    const std::vector<std::uint32_t> ids = select(store, what, now);
    RemovedSet removed = capture(store, ids);
    store.removeSeries(ids);
    store.seriesReset += ids.size();
    return removed;
}

std::size_t Engine::wipe()
{
    Store& store = m_impl->store;
    const std::scoped_lock index(store.indexMutex);
    const std::scoped_lock values(store.valueMutex);
    const std::vector<std::uint32_t> ids = candidates(store, {});
    store.removeSeries(ids);
    store.seriesReset += ids.size();
    return ids.size();
}

std::size_t Engine::restore(const RemovedSet& removed, Instant)
{
    Store& store = m_impl->store;
    const std::scoped_lock index(store.indexMutex);
    const std::scoped_lock values(store.valueMutex);
    return putBack(store, removed);
}

/// A slice at a time, so that pushes wait for no more than a slice.
std::size_t Engine::expire(Instant now)
{
    Store& store = m_impl->store;
    forgetBaselines(store, now);
    giveWindowsBack(store, now);
    std::size_t count = 0;
    std::uint32_t from = 0;
    for (bool more = true; more;) {
        const std::scoped_lock index(store.indexMutex);
        const std::scoped_lock values(store.valueMutex);
        const RuleSet& rules = *store.resolution->rules;
        const std::uint32_t end = hasTtl(store, rules) ? std::min(from + kSlice, store.index.seriesEnd()) : from;
        std::vector<std::uint32_t> gone;
        for (std::uint32_t id = from; id < end; ++id) {
            if (store.values.isAlive(id) && hasExpired(store, rules, id, now))
                gone.push_back(id);
        }
        store.removeSeries(gone);
        store.seriesExpired += gone.size();
        store.recycle();
        count += gone.size();
        more = end - from == kSlice;
        from = end;
    }
    return count;
}

} // namespace cairn
