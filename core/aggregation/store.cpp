// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/store.h"

#include "core/aggregation/label_text.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr std::size_t kMostShown = 4096; // families whose list is kept: a megabyte
constexpr std::size_t kRecycled = 8192; // at once: a millisecond

} // namespace

void Store::forgetLines(RuleSetPtr rules)
{
    auto fresh = std::make_shared<Resolution>();
    fresh->rules = std::move(rules);
    resolution = std::move(fresh);
    index.forgetRetired(); // pushes that know retired ids hold the old resolution, and are staged again
}

std::uint32_t Store::makeFamily(std::string_view name, MetricType type)
{
    resolution->known.forgetComments(name);
    return index.makeFamily(name, type);
}

bool Store::hasCreatedGauge(std::string_view family) const
{
    constexpr std::string_view kTotal = "_total";
    constexpr std::string_view kSuffix = "_created";
    const bool isTotal = family.ends_with(kTotal);
    return index.findFamily(std::string(family).append(kSuffix)) != SeriesIndex::kNone
        || (isTotal
            && index.findFamily(std::string(family.substr(0, family.size() - kTotal.size())).append(kSuffix))
                != SeriesIndex::kNone);
}

void Store::noteNature(std::uint32_t series, bool hasQuotedNames, bool canFall)
{
    const std::uint32_t id = index.familyOf(series);
    const FamilyRecord& family = index.family(id);
    if ((hasQuotedNames && !family.hasQuotedNames) || (canFall && !family.canFall)) {
        FamilyRecord& changed = index.changeFamily(id);
        changed.hasQuotedNames |= hasQuotedNames;
        changed.canFall |= canFall;
    }
}

std::shared_ptr<FamilyList> Store::familyList()
{
    if (shownFamilies && shownAtChange == index.familyChanges())
        return shownFamilies;
    auto list = std::make_shared<FamilyList>();
    list->families.reserve(index.families().size());
    for (const auto& [name, id] : index.families())
        list->families.push_back(shownFamily(index, id));
    shownFamilies = list->families.size() <= kMostShown && list->isSorted() ? list : nullptr;
    shownAtChange = index.familyChanges();
    return list;
}

void Store::removeSeries(std::span<const std::uint32_t> ids)
{
    if (ids.empty())
        return;
    endSeries(ids, false);
    forgetWhatIsGone();
    recycle(std::max(kRecycled, 2 * ids.size()));
}

void Store::retireSeries(std::span<const std::uint32_t> ids)
{
    if (!ids.empty())
        endSeries(ids, true);
}

void Store::endSeries(std::span<const std::uint32_t> ids, bool isSlice)
{
    std::map<std::uint32_t, std::string> families;
    for (const std::uint32_t id : ids) {
        values.end(id);
        const std::uint32_t family = index.familyOf(id);
        families.try_emplace(family, index.family(family).name);
        --seriesOfRule[index.series(id).rule];
    }
    if (isSlice)
        index.retireSeries(ids, lastScrape);
    else
        index.removeSeries(ids, lastScrape);
    // Lines of a `_created` gauge are plain ones again when its family is gone.
    if (std::ranges::any_of(families, [this](const auto& family) {
            return index.findFamily(family.second) == SeriesIndex::kNone && hasCreatedGauge(family.second);
        }))
        forgetLines(resolution->rules);
}

void Store::finishRemoval()
{
    std::shared_ptr<Resolution> old; // is destroyed when the locks are free
    {
        const std::scoped_lock lock(indexMutex);
        index.tidy();
    }
    {
        const std::scoped_lock lock(indexMutex, valueMutex);
        old = resolution;
        forgetWhatIsGone();
    }
    for (bool more = true; more;) {
        const std::scoped_lock lock(indexMutex);
        more = recycle(kRecycled);
    }
}

std::uint16_t placeOfRule(const RuleSet& rules, std::string_view family, MetricType type, std::string_view labels)
{
    if (rules.rules().empty())
        return 0;
    const LabelSet set = parseLabelText(labels);
    const Rule* rule = rules.find(family, type, labelViews(set));
    return static_cast<std::uint16_t>(rule ? rule - rules.rules().data() + 1 : 0);
}

void Store::assignRule(std::uint32_t series, const RuleSet& rules)
{
    const FamilyRecord& family = index.family(index.familyOf(series));
    const std::uint16_t place = placeOfRule(rules, family.name, family.type, index.labelsOf(series));
    index.series(series).rule = place;
    ++seriesOfRule[place];
}

ScrapePin::ScrapePin(Store& store) : m_store(store), m_scrape(++store.lastScrape)
{
    store.activeScrapes.insert(m_scrape);
}

ScrapePin::~ScrapePin()
{
    const std::scoped_lock lock(m_store.indexMutex);
    m_store.activeScrapes.erase(m_store.activeScrapes.find(m_scrape));
}

std::chrono::milliseconds Store::ttlOf(const RuleSet& rules, std::uint16_t place) const
{
    const auto own = place == 0 ? std::nullopt : rules.rules()[place - 1u].ttl;
    return own.value_or(options.seriesTtl);
}

void Store::setRule(std::uint32_t series, std::uint16_t place)
{
    std::uint16_t& rule = index.series(series).rule;
    --seriesOfRule[rule];
    ++seriesOfRule[place];
    rule = place;
}

void Store::forgetWhatIsGone()
{
    // Forgetting all known lines costs each living series one full parse: worth it when a quarter of all is dead.
    constexpr std::size_t kWorthIt = 1 << 16;
    if (index.retired() > std::max(kWorthIt, index.seriesCount() / 4))
        forgetLines(resolution->rules);
}

bool Store::recycle(std::size_t most)
{
    return index.recycle(activeScrapes.empty() ? lastScrape + 1 : *activeScrapes.begin(), most);
}

} // namespace cairn
