// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/engine.h"

#include "core/aggregation/engine_impl.h"
#include "core/aggregation/label_text.h"
#include "core/aggregation/removed_series.h"

#include <algorithm>
#include <optional>
#include <string>

namespace cairn {

namespace {

std::chrono::milliseconds ageOf(const Store& store, std::uint32_t id, Instant now)
{
    return ageSince(store.values.lastPush(id), now);
}

/// Series of one family that a removal may mean.
struct Candidates {
    std::string family;
    std::vector<std::uint32_t> ids;
};

/// Series of the group or the family that the removal names, or else all.
std::vector<Candidates> candidates(const Store& store, const Removal& what)
{
    const SeriesIndex& index = store.index;
    const auto isMeant = [&](std::string_view family) { return !what.family || *what.family == family; };
    std::vector<Candidates> all;
    if (what.group) {
        const std::uint32_t group = index.findGroup(labelText(*what.group));
        if (group == SeriesIndex::kNone)
            return all;
        for (const std::uint32_t bundle : index.group(group).bundles) {
            const std::string& family = index.family(index.bundle(bundle).family).name;
            if (isMeant(family))
                all.push_back({family, index.seriesOfBundle(bundle)});
        }
        return all;
    }
    for (const auto& [name, family] : index.families()) {
        if (isMeant(name))
            all.push_back({name, index.seriesOfFamily(family)});
    }
    return all;
}

bool isSelected(const Removal& what, std::string_view family, std::string_view text)
{
    const LabelSet labels = parseLabelText(text);
    const std::vector<LabelView> views = labelViews(labels);
    return std::ranges::any_of(
        what.selectors, [&](const Selector& selector) { return selector.matches(family, views); });
}

/// The series that a removal means, but for their age. Chosen while pushes go on, for to match a million takes a
/// second; their ids mean them, or nobody, for as long as this lives.
class Choice {
public:
    Choice(Store& store, const Removal& what) : m_what(what)
    {
        std::vector<Candidates> all;
        {
            const std::scoped_lock index(store.indexMutex);
            all = candidates(store, what);
            m_pin.emplace(store);
        }
        for (const Candidates& some : all) {
            for (const std::uint32_t id : some.ids) {
                if (what.selectors.empty() || isSelected(what, some.family, store.index.labelsOf(id)))
                    m_ids.push_back(id);
            }
        }
    }
    [[nodiscard]] std::span<const std::uint32_t> ids() const { return m_ids; }
    /// Those of a slice that are there and old enough. Both locks held.
    [[nodiscard]] std::vector<std::uint32_t> standing(
        const Store& store, std::span<const std::uint32_t> slice, Instant now) const
    {
        std::vector<std::uint32_t> ids(slice.begin(), slice.end());
        std::erase_if(ids, [&](std::uint32_t id) {
            return !store.values.isAlive(id) || (m_what.olderThan && ageOf(store, id, now) <= *m_what.olderThan);
        });
        return ids;
    }

private:
    const Removal& m_what;
    std::optional<ScrapePin> m_pin;
    std::vector<std::uint32_t> m_ids;
};

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
constexpr std::size_t kCopied = 1024; // series at once, where each is copied or made: a millisecond

/// Hands the series that a removal means to `take`, a slice at a time, under both locks; answers copies of them. What
/// need not be read under the locks is read between two slices, which lets pushes in.
template <typename Take>
RemovedSet takeInSlices(Store& store, const Removal& what, Instant now, Take&& take)
{
    const Choice choice(store, what);
    RemovedSet removed;
    removed.series.reserve(choice.ids().size());
    for (std::span<const std::uint32_t> rest = choice.ids(); !rest.empty();) {
        const std::span<const std::uint32_t> slice = rest.first(std::min(kCopied, rest.size()));
        rest = rest.subspan(slice.size());
        RemovedCopies copies;
        {
            const std::scoped_lock index(store.indexMutex);
            const std::scoped_lock values(store.valueMutex);
            const std::vector<std::uint32_t> ids = choice.standing(store, slice, now);
            copies.take(store, ids);
            take(std::span<const std::uint32_t>(ids));
        }
        copies.moveTo(removed, store.index);
    }
    return removed;
}

} // namespace

RemovedSet Engine::wouldRemove(const Removal& what, Instant now)
{
    return takeInSlices(m_impl->store, what, now, [](std::span<const std::uint32_t>) {});
}

RemovedSet Engine::remove(const Removal& what, Instant now)
{
    Store& store = m_impl->store;
    RemovedSet removed = takeInSlices(store, what, now, [&store](std::span<const std::uint32_t> ids) {
        store.retireSeries(ids);
        store.seriesReset += ids.size();
    });
    store.finishRemoval();
    return removed;
}

std::size_t Engine::wipe()
{
    Store& store = m_impl->store;
    const Removal everything;
    const Choice choice(store, everything);
    std::size_t count = 0;
    for (std::span<const std::uint32_t> rest = choice.ids(); !rest.empty();) {
        const std::span<const std::uint32_t> slice = rest.first(std::min(kCopied, rest.size()));
        rest = rest.subspan(slice.size());
        if (count > 0)
            letPushesIn();
        const std::scoped_lock index(store.indexMutex);
        const std::scoped_lock values(store.valueMutex);
        const std::vector<std::uint32_t> ids = choice.standing(store, slice, {});
        store.retireSeries(ids);
        store.seriesReset += ids.size();
        count += ids.size();
    }
    store.finishRemoval();
    return count;
}

std::size_t Engine::restore(const RemovedSet& removed, Instant)
{
    Store& store = m_impl->store;
    std::size_t count = 0;
    for (std::span<const RemovedSeries> rest = removed.series; !rest.empty();) {
        const std::span<const RemovedSeries> slice = rest.first(std::min(kCopied, rest.size()));
        rest = rest.subspan(slice.size());
        const std::vector<RemovedIdentity> identities = identitiesOf(slice); // without the locks, which lets pushes in
        const std::scoped_lock index(store.indexMutex);
        const std::scoped_lock values(store.valueMutex);
        count += putBack(store, slice, identities);
    }
    return count;
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
        if (from > 0)
            letPushesIn();
        const std::scoped_lock index(store.indexMutex);
        const std::scoped_lock values(store.valueMutex);
        const RuleSet& rules = *store.resolution->rules;
        const std::uint32_t end = hasTtl(store, rules) ? std::min(from + kSlice, store.index.seriesEnd()) : from;
        std::vector<std::uint32_t> gone;
        for (std::uint32_t id = from; id < end; ++id) {
            if (store.values.isAlive(id) && hasExpired(store, rules, id, now))
                gone.push_back(id);
        }
        store.retireSeries(gone);
        store.seriesExpired += gone.size();
        count += gone.size();
        more = end - from == kSlice;
        from = end;
    }
    store.finishRemoval();
    return count;
}

} // namespace cairn
