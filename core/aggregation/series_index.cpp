// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/series_index.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <random>

namespace cairn {

namespace {

constexpr std::array<std::string_view, 5> kSuffixes{"_gsum", "_gcount", "_bucket", "_sum", "_count"};

std::span<const std::string_view> suffixesOf(MetricType type)
{
    if (type == MetricType::GaugeHistogram)
        return kSuffixes;
    if (type == MetricType::Histogram)
        return std::span(kSuffixes).subspan(2);
    if (type == MetricType::Summary)
        return std::span(kSuffixes).subspan(3);
    return {};
}

std::uint64_t processSeed()
{
    static const std::uint64_t kSeed = std::uint64_t{std::random_device{}()} << 32 | std::random_device{}();
    return kSeed;
}

void sortUnique(std::vector<std::uint32_t>& ids)
{
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

template <typename Deque>
std::uint32_t takeSlot(Deque& all, std::vector<std::uint32_t>& free)
{
    if (free.empty()) {
        all.emplace_back();
        return static_cast<std::uint32_t>(all.size() - 1);
    }
    const std::uint32_t id = free.back();
    free.pop_back();
    return id;
}

} // namespace

SeriesIndex::~SeriesIndex()
{
    for (std::uint32_t id = 0; id < m_labelsEnd; ++id)
        delete[] m_labels[id].data;
}

std::uint32_t SeriesIndex::findFamily(std::string_view name) const
{
    const auto it = m_familyByName.find(name);
    return it == m_familyByName.end() ? kNone : it->second;
}

std::uint32_t SeriesIndex::makeFamily(std::string_view name, MetricType type)
{
    const std::uint32_t id = takeSlot(m_families, m_freeFamilies);
    FamilyRecord& family = changeFamily(id);
    family.name = name;
    family.type = type;
    m_familyByName.emplace(name, id);
    return id;
}

std::optional<std::string> SeriesIndex::clash(std::string_view name, MetricType type) const
{
    for (const std::string_view suffix : suffixesOf(type)) {
        const std::string sample = std::string(name) + std::string(suffix);
        if (m_familyByName.contains(sample))
            return sample;
    }
    for (const std::string_view suffix : kSuffixes) {
        if (!name.ends_with(suffix))
            continue;
        const std::uint32_t base = findFamily(name.substr(0, name.size() - suffix.size()));
        if (base != kNone && std::ranges::count(suffixesOf(m_families[base].type), suffix) > 0)
            return m_families[base].name;
    }
    if (type != MetricType::Counter)
        return std::nullopt;
    // OpenMetrics knows both as one family: `x` is what `x_total` belongs to.
    const bool total = name.ends_with("_total");
    const std::string other = total ? std::string(name.substr(0, name.size() - 6)) : std::string(name) + "_total";
    const std::uint32_t twin = findFamily(other);
    if (twin != kNone && m_families[twin].type == MetricType::Counter)
        return other;
    return std::nullopt;
}

bool SeriesIndex::isWhollyOf(std::string_view family, std::string_view group) const
{
    const std::uint32_t id = findFamily(family);
    const std::uint32_t groupId = findGroup(group);
    if (id == kNone || groupId == kNone)
        return false;
    const std::uint32_t bundle = findBundle(id, groupId);
    return bundle != kNone && m_bundles[bundle].series == countOfFamily(id);
}

std::uint32_t SeriesIndex::findGroup(std::string_view text) const
{
    const auto it = m_groupByText.find(text);
    return it == m_groupByText.end() ? kNone : it->second;
}

std::uint32_t SeriesIndex::makeGroup(const LabelSet& labels, std::string_view text)
{
    const std::uint32_t id = takeSlot(m_groups, m_freeGroups);
    m_groups[id].text = text;
    m_groups[id].labels = labels;
    m_groupByText.emplace(text, id);
    return id;
}

std::uint64_t SeriesIndex::hashLabels(std::string_view labels) noexcept
{
    return XXH3_64bits_withSeed(labels.data(), labels.size(), processSeed());
}

std::uint64_t SeriesIndex::identityHash(std::uint32_t family, std::uint32_t labels) noexcept
{
    const std::uint64_t key = std::uint64_t{family} << 32 | labels;
    return XXH3_64bits_withSeed(&key, sizeof key, processSeed());
}

std::uint32_t SeriesIndex::findLabels(std::string_view text, std::uint64_t hash) const
{
    return m_labelsByText.find(hash, [&](std::uint32_t id) {
        return m_labels[id].size == text.size() && std::memcmp(m_labels[id].data, text.data(), text.size()) == 0;
    });
}

std::uint32_t SeriesIndex::findSeries(std::uint32_t family, std::string_view labels, std::uint64_t labelsHash) const
{
    const std::uint32_t set = findLabels(labels, labelsHash);
    if (set == kNone)
        return kNone;
    return m_byIdentity.find(identityHash(family, set),
        [&](std::uint32_t id) { return m_series[id].labels == set && familyOf(id) == family; });
}

std::uint32_t SeriesIndex::makeSeries(
    std::uint32_t family, std::uint32_t group, std::string_view labels, std::uint64_t labelsHash)
{
    std::uint32_t id = m_seriesEnd;
    if (m_freeSeries.empty()) {
        m_series.reserve(m_seriesEnd + 1);
        ++m_seriesEnd;
    } else {
        id = m_freeSeries.back();
        m_freeSeries.pop_back();
    }
    SeriesRecord& record = m_series[id] = {};
    record.bundle = useBundle(family, group);
    record.labels = useLabels(labels, labelsHash);
    Bundle& bundle = m_bundles[record.bundle];
    record.nextInBundle = bundle.head;
    bundle.head = id;
    ++bundle.series;
    ++m_groups[group].series;
    changeFamily(family).members.push_back(id);
    m_byIdentity.insert(identityHash(family, record.labels), id);
    return id;
}

std::uint32_t SeriesIndex::useLabels(std::string_view text, std::uint64_t hash)
{
    std::uint32_t id = findLabels(text, hash);
    if (id == kNone) {
        id = m_labelsEnd;
        if (m_freeLabels.empty()) {
            m_labels.reserve(++m_labelsEnd);
        } else {
            id = m_freeLabels.back();
            m_freeLabels.pop_back();
        }
        auto* copy = new char[text.size()];
        std::memcpy(copy, text.data(), text.size());
        m_labels[id] = {copy, static_cast<std::uint32_t>(text.size()), 0};
        m_labelsByText.insert(hash, id);
    }
    ++m_labels[id].uses;
    return id;
}

std::uint32_t SeriesIndex::findBundle(std::uint32_t family, std::uint32_t group) const
{
    const auto it = m_bundleByKey.find(std::uint64_t{family} << 32 | group);
    return it == m_bundleByKey.end() ? kNone : it->second;
}

std::uint32_t SeriesIndex::useBundle(std::uint32_t family, std::uint32_t group)
{
    if (const std::uint32_t found = findBundle(family, group); found != kNone)
        return found;
    const std::uint32_t id = takeSlot(m_bundles, m_freeBundles);
    m_bundles[id].family = family;
    m_bundles[id].group = group;
    m_bundleByKey.emplace(std::uint64_t{family} << 32 | group, id);
    m_groups[group].bundles.push_back(id);
    return id;
}

std::vector<std::uint32_t> SeriesIndex::seriesOfBundle(std::uint32_t bundle) const
{
    std::vector<std::uint32_t> ids;
    ids.reserve(m_bundles[bundle].series);
    for (std::uint32_t id = m_bundles[bundle].head; id != kNone; id = m_series[id].nextInBundle) {
        if (!isOut(id))
            ids.push_back(id);
    }
    return ids;
}

std::vector<std::uint32_t> SeriesIndex::seriesOfFamily(std::uint32_t family) const
{
    std::vector<std::uint32_t> ids = m_families[family].members;
    if (m_families[family].gone > 0)
        std::erase_if(ids, [this](std::uint32_t id) { return isOut(id); });
    return ids;
}

void SeriesIndex::removeSeries(std::span<const std::uint32_t> ids, std::uint64_t scrape)
{
    strikeOut(takeOut(ids, scrape));
}

void SeriesIndex::discardSeries(std::span<const std::uint32_t> ids)
{
    strikeOut(takeOut(ids, std::nullopt));
}

void SeriesIndex::retireSeries(std::span<const std::uint32_t> ids, std::uint64_t scrape)
{
    const Untidy listing = takeOut(ids, scrape);
    m_untidy.bundles.insert(m_untidy.bundles.end(), listing.bundles.begin(), listing.bundles.end());
    m_untidy.families.insert(m_untidy.families.end(), listing.families.begin(), listing.families.end());
}

void SeriesIndex::tidy()
{
    sortUnique(m_untidy.bundles);
    sortUnique(m_untidy.families);
    strikeOut(m_untidy);
    m_untidy = {};
}

/// `scrape` is the newest that may look at them; nothing: none does. Answers who keeps others, and still lists them.
SeriesIndex::Untidy SeriesIndex::takeOut(std::span<const std::uint32_t> ids, std::optional<std::uint64_t> scrape)
{
    Untidy listing;
    for (const std::uint32_t id : ids) {
        SeriesRecord& record = m_series[id];
        m_byIdentity.erase(identityHash(familyOf(id), record.labels), id);
        ++changeFamily(familyOf(id)).gone;
        --m_groups[groupOf(id)].series;
        --m_bundles[record.bundle].series;
        if (listing.bundles.empty() || listing.bundles.back() != record.bundle) {
            listing.bundles.push_back(record.bundle);
            listing.families.push_back(familyOf(id));
        }
        record.bundle = kNone;
        const std::uint32_t labels = releaseLabels(record.labels);
        if (!scrape) {
            m_freeSeries.push_back(id);
            if (labels != kNone)
                freeLabels(labels);
        } else {
            m_retired.push_back({id, labels, *scrape});
        }
    }
    dropEmpty(listing);
    return listing;
}

/// Drops families and bundles that have lost their last series.
void SeriesIndex::dropEmpty(Untidy& listing)
{
    sortUnique(listing.bundles);
    sortUnique(listing.families);
    std::erase_if(listing.families, [this](std::uint32_t family) {
        ++changeFamily(family).changes;
        if (countOfFamily(family) > 0)
            return false;
        dropFamily(family);
        return true;
    });
    const auto empty = std::partition(listing.bundles.begin(), listing.bundles.end(),
        [this](std::uint32_t bundle) { return m_bundles[bundle].series > 0; });
    dropBundles({empty, listing.bundles.end()});
    listing.bundles.erase(empty, listing.bundles.end());
}

void SeriesIndex::strikeOut(const Untidy& listing)
{
    for (const std::uint32_t bundle : listing.bundles)
        unlinkFromBundle(bundle);
    for (const std::uint32_t family : listing.families)
        strikeFromFamily(family);
}

void SeriesIndex::unlinkFromBundle(std::uint32_t bundle)
{
    std::uint32_t* link = &m_bundles[bundle].head;
    while (*link != kNone) {
        SeriesRecord& record = m_series[*link];
        if (isOut(*link))
            *link = record.nextInBundle;
        else
            link = &record.nextInBundle;
    }
}

void SeriesIndex::strikeFromFamily(std::uint32_t id)
{
    FamilyRecord& family = changeFamily(id);
    if (family.gone == 0)
        return;
    const auto isGone = [this](std::uint32_t series) { return isOut(series); };
    const auto ordered = family.members.begin() + static_cast<std::ptrdiff_t>(family.ordered);
    const auto gone = static_cast<std::size_t>(std::count_if(family.members.begin(), ordered, isGone));
    std::erase_if(family.members, isGone);
    family.gone = 0;
    family.ordered -= gone;
    if (gone > 0) { // what is left of an order is in order
        auto left = std::make_shared<std::vector<std::uint32_t>>();
        left->reserve(family.ordered);
        std::ranges::remove_copy_if(*family.order, std::back_inserter(*left), isGone);
        family.order = std::move(left);
    }
    ++family.changes;
}

void SeriesIndex::dropFamily(std::uint32_t id)
{
    FamilyRecord& family = changeFamily(id);
    m_familyByName.erase(family.name);
    const std::uint64_t changes = family.changes;
    family = {};
    family.changes = changes;
    m_freeFamilies.push_back(id);
}

/// Drops empty bundles, and groups that have no others. A group may have very many: its list is gone through once.
void SeriesIndex::dropBundles(std::span<const std::uint32_t> bundles)
{
    std::vector<std::uint32_t> groups;
    for (const std::uint32_t id : bundles) {
        m_bundleByKey.erase(std::uint64_t{m_bundles[id].family} << 32 | m_bundles[id].group);
        groups.push_back(m_bundles[id].group);
    }
    std::ranges::sort(groups);
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
    for (const std::uint32_t group : groups)
        std::erase_if(m_groups[group].bundles, [this](std::uint32_t id) { return m_bundles[id].series == 0; });
    for (const std::uint32_t id : bundles) {
        m_bundles[id] = {};
        m_freeBundles.push_back(id);
    }
    for (const std::uint32_t group : groups)
        dropEmptyGroup(group);
}

void SeriesIndex::dropEmptyGroup(std::uint32_t id)
{
    if (!m_groups[id].bundles.empty())
        return;
    m_groupByText.erase(m_groups[id].text);
    m_groups[id] = {};
    m_freeGroups.push_back(id);
}

std::uint32_t SeriesIndex::releaseLabels(std::uint32_t id)
{
    LabelText& text = m_labels[id];
    if (--text.uses > 0)
        return kNone;
    m_labelsByText.erase(hashLabels({text.data, text.size}), id);
    return id;
}

void SeriesIndex::freeLabels(std::uint32_t id)
{
    delete[] m_labels[id].data;
    m_labels[id] = {};
    m_freeLabels.push_back(id);
}

bool SeriesIndex::recycle(std::uint64_t oldestScrape, std::size_t most)
{
    const bool isTidy = m_untidy.bundles.empty() && m_untidy.families.empty();
    const auto isFree = [&] { return isTidy && m_forgotten > 0 && m_retired.front().scrape < oldestScrape; };
    for (; most > 0 && isFree(); --most) {
        m_freeSeries.push_back(m_retired.front().series);
        if (m_retired.front().labels != kNone)
            freeLabels(m_retired.front().labels);
        m_retired.pop_front();
        --m_forgotten;
    }
    return isFree();
}

} // namespace cairn
