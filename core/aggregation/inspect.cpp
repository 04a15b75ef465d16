// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/inspect.h"

#include "core/aggregation/engine.h"
#include "core/aggregation/engine_impl.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <tuple>

namespace cairn {

namespace {

// Pushes wait for no more than a slice: some hundred microseconds.
constexpr std::size_t kSlice = 8192;

/// Gives modes and groups small numbers of the reader's own, for those of the store may be given to others meanwhile.
class FactReader {
public:
    FactReader(const Store& store, SeriesFacts& facts) : m_store(store), m_facts(facts) { m_plain.fill(kNoMode); }

    void beginSlice() { m_isGroupKnown = false; } // its number may be another's by now
    void read(std::uint32_t id)
    {
        const SeriesIndex& index = m_store.index;
        SeriesFact& fact = m_facts.series[id];
        if (id >= index.seriesEnd() || index.isOut(id) || !m_store.values.isAlive(id)) {
            fact = {};
            return;
        }
        const std::uint32_t group = index.groupOf(id);
        if (!m_isGroupKnown || group != m_group)
            m_place = groupOf(group);
        m_group = group;
        m_isGroupKnown = true;
        fact.group = m_place;
        fact.lastPush = m_store.values.lastPush(id);
        fact.rule = index.series(id).rule;
        fact.mode = modeOf(id);
    }

private:
    std::uint32_t groupOf(std::uint32_t group)
    {
        if (group >= m_placeOf.size())
            m_placeOf.resize(group + 1, SeriesFact::kNone);
        const std::string& text = m_store.index.group(group).text;
        // Between two slices the number may have been given to another group.
        if (m_placeOf[group] == SeriesFact::kNone || m_facts.groups[m_placeOf[group]] != text) {
            const auto [at, isNew] = m_placeByText.try_emplace(text, static_cast<std::uint32_t>(m_facts.groups.size()));
            if (isNew)
                m_facts.groups.push_back(text);
            m_placeOf[group] = at->second;
        }
        return m_placeOf[group];
    }
    std::uint16_t modeOf(std::uint32_t id)
    {
        const ClearMode::Kind kind = m_store.values.kind(id);
        if (kind > ClearMode::Kind::Max)
            return findMode(id, kind);
        std::uint16_t& place = m_plain[static_cast<std::size_t>(kind)];
        if (place == kNoMode)
            place = findMode(id, kind);
        return place;
    }
    std::uint16_t findMode(std::uint32_t id, ClearMode::Kind kind)
    {
        const SideState* side = kind > ClearMode::Kind::Max ? m_store.values.side(id) : nullptr;
        const ClearMode mode = side != nullptr ? side->mode : ClearMode{kind};
        if (!m_facts.modes.empty() && m_facts.modes[m_last] == mode)
            return m_last;
        const auto [at, isNew] = m_modes.try_emplace(
            {mode.kind, mode.window.count(), mode.quantile}, static_cast<std::uint16_t>(m_facts.modes.size()));
        if (isNew)
            m_facts.modes.push_back(mode);
        return m_last = at->second;
    }

    static constexpr std::uint16_t kNoMode = 0xffff;
    const Store& m_store;
    SeriesFacts& m_facts;
    std::uint32_t m_group = 0; ///< of the last series
    std::uint32_t m_place = 0; ///< of that group
    bool m_isGroupKnown = false;
    std::array<std::uint16_t, static_cast<std::size_t>(ClearMode::Kind::Max) + 1> m_plain{}; ///< by kind
    std::vector<std::uint32_t> m_placeOf; ///< by the store's numbers
    std::map<std::string, std::uint32_t, std::less<>> m_placeByText;
    std::map<std::tuple<ClearMode::Kind, std::int64_t, double>, std::uint16_t> m_modes;
    std::uint16_t m_last = 0;
};

void readTypes(const Store& store, const Snapshot& snapshot, SeriesFacts& facts)
{
    facts.types.assign(snapshot.families(), MetricType::Untyped);
    for (std::size_t i = 0; i < snapshot.families(); ++i) {
        const std::uint32_t id = store.index.findFamily(snapshot.family(i).name);
        facts.types[i] = id == SeriesIndex::kNone ? snapshot.family(i).type : store.index.family(id).type;
    }
}

/// What is known of earlier rules; false where they changed on the way.
bool readPast(Store& store, SeriesFacts& facts)
{
    facts.wasRuled.clear();
    const std::scoped_lock index(store.indexMutex);
    for (const ClearMode& mode : facts.modes)
        facts.wasRuled.push_back(store.earlierModes.contains(toString(mode)));
    facts.rulesSince = store.rulesSince;
    return store.resolution->rules == facts.rules;
}

/// False where the rules changed on the way.
bool readFacts(Store& store, const Snapshot& snapshot, SeriesFacts& facts)
{
    facts.modes.clear();
    facts.groups.clear();
    {
        const std::scoped_lock index(store.indexMutex);
        facts.rules = store.resolution->rules;
        readTypes(store, snapshot, facts);
    }
    facts.series.resize(snapshot.seriesEnd());
    FactReader reader(store, facts);
    for (std::size_t from = 0; from < facts.series.size(); from += kSlice) {
        if (from > 0)
            letPushesIn();
        const std::scoped_lock index(store.indexMutex);
        const std::scoped_lock values(store.valueMutex);
        if (store.resolution->rules != facts.rules)
            return false;
        const std::size_t end = std::min(from + kSlice, facts.series.size());
        reader.beginSlice();
        for (std::size_t id = from; id < end; ++id)
            reader.read(static_cast<std::uint32_t>(id));
    }
    return readPast(store, facts);
}

} // namespace

SeriesFacts Engine::facts(const Snapshot& snapshot, SeriesFacts spare) const
{
    SeriesFacts facts = std::move(spare);
    while (!readFacts(m_impl->store, snapshot, facts)) { }
    return facts;
}

std::vector<SeriesDetail> Engine::details(std::span<const std::uint32_t> ids) const
{
    Store& store = m_impl->store;
    std::vector<SeriesDetail> details;
    details.reserve(ids.size());
    const std::scoped_lock values(store.valueMutex);
    for (const std::uint32_t id : ids) {
        const bool isThere = id < store.values.size() && store.values.isAlive(id);
        details.push_back(
            isThere ? SeriesDetail{store.values.sharedSide(id), store.values.extras(id)} : SeriesDetail());
    }
    return details;
}

namespace {

void add(std::optional<double>& sum, double value)
{
    sum = sum.value_or(0) + value;
}

void addTo(Reading& reading, const ExposedValue& shown)
{
    if (!shown.compound) {
        if (!isAbsent(shown.value))
            add(reading.value, shown.value);
        return;
    }
    const CompoundValue& compound = *shown.compound;
    if (!compound.summary)
        add(reading.count, std::accumulate(compound.slots.begin(), compound.slots.end(), 0.0));
    else if (compound.hasCount)
        add(reading.count, compound.count);
    if (compound.hasSum)
        add(reading.sum, compound.sum);
}

bool isTotal(const FamilyRecord& family, const Store& store, std::uint32_t series)
{
    const ClearMode::Kind kind = store.values.kind(series);
    const bool adds = kind == ClearMode::Kind::Aggregate || kind == ClearMode::Kind::Increase;
    return (family.type == MetricType::Counter && !family.canFall) || isCompound(family.type)
        || (family.type == MetricType::Untyped && adds);
}

/// The series that are meant; nothing where there is no such family or series.
std::optional<std::vector<std::uint32_t>> seriesOf(
    const Store& store, std::string_view family, const std::optional<std::string>& labels)
{
    const std::uint32_t id = store.index.findFamily(family);
    if (id == SeriesIndex::kNone)
        return {};
    if (!labels)
        return store.index.seriesOfFamily(id);
    const std::uint32_t series = store.index.findSeries(id, *labels, SeriesIndex::hashLabels(*labels));
    return series == SeriesIndex::kNone ? std::nullopt : std::optional(std::vector{series});
}

} // namespace

std::optional<Reading> Engine::read(
    std::string_view family, const std::optional<std::string>& labels, std::size_t most, Instant now) const
{
    Store& store = m_impl->store;
    Reading reading;
    std::vector<std::uint32_t> ids;
    std::optional<ScrapePin> pin; // what is removed meanwhile is not given to others
    {
        const std::scoped_lock index(store.indexMutex);
        const std::uint32_t id = store.index.findFamily(family);
        if (!labels && id != SeriesIndex::kNone && store.index.countOfFamily(id) > most) {
            reading.series = store.index.countOfFamily(id);
            reading.isTooMany = true;
            return reading;
        }
        auto found = seriesOf(store, family, labels);
        if (!found || found->empty())
            return {};
        ids = std::move(*found);
        pin.emplace(store);
        const std::scoped_lock values(store.valueMutex);
        reading.isTotal = isTotal(store.index.family(id), store, ids.front());
    }
    constexpr std::size_t kReadAtOnce = 512;
    for (std::size_t from = 0; from < ids.size(); from += kReadAtOnce) {
        const std::scoped_lock values(store.valueMutex);
        for (std::size_t i = from; i < std::min(from + kReadAtOnce, ids.size()); ++i) {
            if (!store.values.isAlive(ids[i]))
                continue;
            ++reading.series;
            addTo(reading, store.values.exposed(ids[i], now));
        }
    }
    return reading;
}

} // namespace cairn
