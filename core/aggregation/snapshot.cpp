// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/snapshot.h"

#include "core/exposition/openmetrics_writer.h"

#include <algorithm>
#include <cmath>

namespace cairn {

void Snapshot::measure(const SeriesValues& values) noexcept
{
    m_size = values.size();
    m_compoundSize = values.compounds().size();
    m_sides = values.sides();
}

void Snapshot::reserve()
{
    // Pages that are touched here do not fault while pushes wait.
    m_values.resize(m_size);
    m_compounds.resize(m_compoundSize.records == 0 ? 0 : m_size);
    m_copy.records.resize(m_compoundSize.records);
    m_copy.sums.resize(m_compoundSize.records);
    m_copy.slots.resize(m_compoundSize.slots);
    m_windows.reserve(m_sides);
    if (m_origins)
        m_origins->lastPush.resize(m_size);
}

void Snapshot::noteGroups(const SeriesIndex& index)
{
    m_origins = std::make_unique<SnapshotOrigins>();
    m_origins->groupOf.assign(index.seriesEnd(), SnapshotOrigins::kNone);
    for (std::uint32_t id = 0; id < index.seriesEnd(); ++id) {
        if (!index.isOut(id))
            m_origins->groupOf[id] = index.groupOf(id);
    }
    m_origins->groups.resize(index.groupEnd());
    for (std::uint32_t group = 0; group < index.groupEnd(); ++group)
        m_origins->groups[group] = index.group(group).text;
}

void Snapshot::copy(const SeriesValues& values, SnapshotDetail detail)
{
    values.copyTo(m_values, m_compounds, m_copy);
    m_layouts = values.compounds().layouts().all();
    values.copyWindows(m_windows);
    if (detail.extras)
        m_extras = values.extras();
    if (m_origins)
        values.copyLastPushes(m_origins->lastPush);
}

bool Snapshot::mayHaveFractions() const noexcept
{
    constexpr double kAllWhole = 0x1p53;
    const auto isFraction = [](double count) {
        return std::abs(count) < kAllWhole && static_cast<double>(static_cast<std::int64_t>(count)) != count;
    };
    return std::ranges::any_of(m_copy.slots, isFraction);
}

void Snapshot::evaluateWindows(Instant now)
{
    for (const auto& [id, state] : m_windows) {
        if (state->window)
            m_values[id] = state->window->evaluate(now);
        else
            show(id, state->compoundWindow->evaluate(now));
    }
    m_windows.clear();
}

/// Puts a compound behind all others that were copied.
void Snapshot::show(std::uint32_t id, const CompoundValue& value)
{
    CompoundRecord record;
    record.layout = layoutOf(m_compounds[id], value.bounds);
    record.slots = static_cast<std::uint32_t>(value.slots.size()) & 0x1fff'ffffu;
    record.summary = value.summary;
    record.hasSum = value.hasSum;
    record.hasCount = value.hasCount;
    record.offset = static_cast<std::uint32_t>(m_copy.slots.size());
    if (value.summary)
        m_copy.slots.push_back(value.count);
    m_copy.slots.insert(m_copy.slots.end(), value.slots.begin(), value.slots.end());
    m_copy.sums.push_back(value.sum);
    m_compounds[id] = static_cast<std::uint32_t>(m_copy.records.size());
    m_copy.records.push_back(record);
}

std::uint32_t Snapshot::layoutOf(std::uint32_t record, const std::vector<double>& bounds)
{
    const std::uint32_t now = m_copy.records[record].layout;
    if (m_layouts[now]->bounds == bounds)
        return now;
    m_layouts.push_back(std::make_shared<BucketLayout>(BucketLayout{bounds, canonicalTexts(bounds)}));
    return static_cast<std::uint32_t>(m_layouts.size() - 1);
}

void Snapshot::sort(std::size_t index)
{
    Family& family = m_list->families[index];
    if (family.isSorted())
        return;
    const auto byLabels
        = [this](std::uint32_t a, std::uint32_t b) { return m_index->labelsOf(a) < m_index->labelsOf(b); };
    std::ranges::sort(family.fresh, byLabels);
    auto order = std::make_shared<std::vector<std::uint32_t>>();
    if (family.order) {
        order->reserve(family.order->size() + family.fresh.size());
        std::ranges::merge(*family.order, family.fresh, std::back_inserter(*order), byLabels);
        family.fresh.clear();
    } else {
        *order = std::move(family.fresh);
    }
    family.order = std::move(order);
    m_giveBack(family);
}

std::optional<double> Snapshot::seek(std::size_t index, std::size_t& position, std::string_view labels) const
{
    const std::vector<std::uint32_t>& order = *family(index).order;
    while (position < order.size() && m_index->labelsOf(order[position]) < labels)
        ++position;
    if (position == order.size() || m_index->labelsOf(order[position]) != labels)
        return std::nullopt;
    const double value = m_values[order[position]];
    return isAbsent(value) ? std::nullopt : std::optional(value);
}

} // namespace cairn
