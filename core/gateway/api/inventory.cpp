// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/inventory.h"

#include "core/aggregation/label_text.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace cairn {

namespace {

constexpr std::size_t kMostModes = 20;
constexpr std::size_t kMostCounted = 64;

std::uint32_t seconds(Instant instant) noexcept
{
    return static_cast<std::uint32_t>(instant.count() / 1000);
}

/// Counts series by mode and reason. Most have those of the one before.
class ModeCounter {
public:
    explicit ModeCounter(std::vector<ModeCount>& modes) : m_modes(modes) { }

    template <typename Answer>
    void add(const SeriesFact& fact, bool isOlder, Answer&& answer)
    {
        if (m_isKnown && fact.mode == m_mode && fact.rule == m_rule && isOlder == m_isOlder) {
            if (m_place < m_modes.size())
                ++m_modes[m_place].series;
            return;
        }
        m_mode = fact.mode;
        m_rule = fact.rule;
        m_isOlder = isOlder;
        m_isKnown = true;
        m_place = place(answer());
        if (m_place < m_modes.size())
            ++m_modes[m_place].series;
    }

private:
    std::size_t place(const ModeAnswer& answer)
    {
        const auto at = std::ranges::find(m_modes, answer, &ModeCount::answer);
        if (at == m_modes.end() && m_modes.size() < kMostCounted)
            return m_modes.push_back({answer, 0}), m_modes.size() - 1;
        return static_cast<std::size_t>(at - m_modes.begin());
    }

    std::vector<ModeCount>& m_modes;
    std::size_t m_place = 0; ///< beyond the end: too many to be counted
    std::uint16_t m_mode = 0;
    std::uint16_t m_rule = 0;
    bool m_isOlder = false; ///< than the rules
    bool m_isKnown = false;
};

} // namespace

Inventory::Inventory(Snapshot snapshot, SeriesFacts facts, Profile profile, double asOf, Instant taken)
    : m_snapshot(std::move(snapshot))
    , m_facts(std::move(facts))
    , m_profile(profile)
    , m_asOf(asOf)
    , m_taken(taken)
    , m_isCreated(m_snapshot.families())
    , m_seenGroups(m_facts.groups.size())
{
    for (std::size_t i = 0; i < m_snapshot.families(); ++i) {
        m_snapshot.sort(i);
        m_isCreated[i] = isCreated(i);
    }
    for (std::size_t i = 0; i < m_snapshot.families(); ++i) {
        FamilyTotals totals = total(i, [](std::uint32_t) { return true; });
        if (totals.series > 0)
            m_families.push_back(std::move(totals));
    }
}

double Inventory::wall(std::uint32_t second) const noexcept
{
    return m_asOf - age(second);
}

double Inventory::age(std::uint32_t second) const noexcept
{
    return static_cast<double>(seconds(m_taken) - std::min(second, seconds(m_taken)));
}

const FamilyTotals* Inventory::find(std::string_view name) const
{
    const auto at = std::ranges::lower_bound(m_families, name, {},
        [this](const FamilyTotals& totals) { return std::string_view(m_snapshot.family(totals.index).name); });
    return at == m_families.end() || m_snapshot.family(at->index).name != name ? nullptr : &*at;
}

bool Inventory::matches(std::span<const Selector> selectors, std::string_view family, std::uint32_t series) const
{
    std::optional<LabelSet> labels;
    std::vector<LabelView> views;
    return std::ranges::any_of(selectors, [&](const Selector& selector) {
        if (!selector.exactName().empty() && selector.exactName() != family)
            return false;
        if (!labels) {
            labels = parseLabelText(m_snapshot.labelsOf(series));
            views = labelViews(*labels);
        }
        return selector.matches(family, views);
    });
}

std::vector<FamilyTotals> Inventory::families(std::span<const Selector> selectors) const
{
    std::vector<FamilyTotals> found;
    for (const FamilyTotals& whole : m_families) {
        const std::string& name = m_snapshot.family(whole.index).name;
        const bool isNamed = std::ranges::any_of(selectors,
            [&](const Selector& selector) { return selector.exactName().empty() || selector.exactName() == name; });
        if (!isNamed)
            continue;
        FamilyTotals totals = total(whole.index, [&](std::uint32_t id) { return matches(selectors, name, id); });
        if (totals.series == whole.series)
            totals.rate = whole.rate;
        if (totals.series > 0)
            found.push_back(std::move(totals));
    }
    return found;
}

template <typename Wants>
FamilyTotals Inventory::total(std::size_t family, Wants&& wants) const
{
    FamilyTotals totals;
    totals.index = family;
    ++m_stamp;
    ModeCounter modes(totals.modes);
    for (const std::uint32_t id : *m_snapshot.family(family).order) {
        if (!isThere(id) || !wants(id))
            continue;
        const SeriesFact& fact = m_facts.series[id];
        ++totals.series;
        totals.lastPush = std::max(totals.lastPush, fact.lastPush);
        modes.add(fact, isOlderThanRules(fact), [&] { return present(family, id); });
        if (const auto count = countOf(id))
            totals.count = totals.count.value_or(0) + *count;
        else if (const auto number = numberOf(id))
            totals.value = totals.value.value_or(0) + *number;
        std::uint32_t& seen = m_seenGroups[fact.group];
        totals.groups += seen != m_stamp ? 1 : 0;
        seen = m_stamp;
    }
    std::ranges::stable_sort(totals.modes, std::greater<>(), &ModeCount::series);
    if (totals.modes.size() > kMostModes)
        totals.modes.resize(kMostModes);
    return totals;
}

std::vector<std::uint32_t> Inventory::series(std::size_t family) const
{
    std::vector<std::uint32_t> ids = *m_snapshot.family(family).order;
    std::erase_if(ids, [this](std::uint32_t id) { return !isThere(id); });
    return ids;
}

// As a push finds it out: see the stage.
bool Inventory::isCreated(std::size_t family) const
{
    constexpr std::string_view kSuffix = "_created";
    const std::string& name = m_snapshot.family(family).name;
    if (m_facts.types[family] != MetricType::Gauge || !name.ends_with(kSuffix))
        return false;
    const std::string base = name.substr(0, name.size() - kSuffix.size());
    return std::ranges::any_of(std::array{base, base + "_total"}, [this](const std::string& wanted) {
        const auto at = std::ranges::lower_bound(m_snapshot.all(), wanted, {}, &Snapshot::Family::name);
        if (at == m_snapshot.all().end() || at->name != wanted)
            return false;
        const MetricType type = m_facts.types[static_cast<std::size_t>(at - m_snapshot.all().begin())];
        return type == MetricType::Counter || isCompound(type);
    });
}

ModeDefault Inventory::modeDefault(std::size_t family) const
{
    return {m_profile, m_snapshot.family(family).name, m_facts.types[family], m_isCreated[family]};
}

ModeAnswer Inventory::expected(std::size_t family, std::uint32_t series) const
{
    return expectedMode(modeDefault(family), rules(), m_facts.series[series].rule);
}

ModeAnswer Inventory::present(std::size_t family, std::uint32_t series) const
{
    const SeriesFact& fact = m_facts.series[series];
    return presentMode(m_facts.modes[fact.mode], expected(family, series), mayBeOutdated(family, fact));
}

// Modes that neither profile nor any rule ever said came with a label, whenever that was.
bool Inventory::mayBeOutdated(std::size_t family, const SeriesFact& fact) const
{
    const ClearMode& mode = m_facts.modes[fact.mode];
    ModeDefault plain = modeDefault(family);
    if (std::exchange(plain.isCreated, false)
        && (mode.kind == ClearMode::Kind::Min || mode == expectedMode(plain, rules(), fact.rule).mode))
        return true; // the family it tells the birth of may have come behind it
    return isOlderThanRules(fact)
        && (m_facts.wasRuled[fact.mode] || mode == defaultMode(plain.profile, plain.type, plain.family));
}

std::optional<double> Inventory::countOf(std::uint32_t series) const
{
    std::optional<double> count;
    if (!m_snapshot.hasCompound(series))
        return count;
    m_snapshot.visit(
        series, [](auto&&...) { return true; },
        [&](std::string_view, const CompoundRecord& record, const BucketLayout&, const double* slots, double,
            const SeriesExtras*) {
            if (record.summary)
                count = record.hasCount ? slots[record.offset] : 0;
            else
                count = std::accumulate(slots + record.offset, slots + record.offset + record.slots, 0.0);
            return true;
        });
    return count;
}

std::optional<double> Inventory::numberOf(std::uint32_t series) const
{
    if (m_snapshot.hasCompound(series) || !m_snapshot.isShown(series))
        return {};
    return m_snapshot.numberOf(series);
}

} // namespace cairn
