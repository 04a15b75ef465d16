// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/family_list.h"

#include <algorithm>
#include <iterator>

namespace cairn {

namespace {

std::shared_ptr<const FamilyNames> namesOf(const std::vector<ShownFamily>& families, ScrapeFormat format)
{
    std::vector<FamilyToName> toName;
    toName.reserve(families.size());
    for (const ShownFamily& family : families)
        toName.push_back({family.name, family.type});
    return std::make_shared<const FamilyNames>(nameFamilies(toName, format));
}

/// A removal is under way: what it has taken is still listed.
void leaveOut(ShownFamily& family, const SeriesIndex& index)
{
    const auto isOut = [&index](std::uint32_t series) { return index.isOut(series); };
    std::erase_if(family.fresh, isOut);
    if (!family.order)
        return;
    auto left = std::make_shared<std::vector<std::uint32_t>>();
    std::ranges::remove_copy_if(*family.order, std::back_inserter(*left), isOut);
    family.order = std::move(left);
}

} // namespace

ShownFamily shownFamily(const SeriesIndex& index, std::uint32_t id)
{
    const FamilyRecord& record = index.family(id);
    ShownFamily family;
    family.name = record.name;
    family.type = record.canFall && record.type == MetricType::Counter ? MetricType::Gauge : record.type;
    family.help = record.help;
    family.unit = record.unit;
    family.hasQuotedNames = record.hasQuotedNames;
    family.id = id;
    family.changes = record.changes;
    family.order = record.order;
    family.fresh.assign(record.members.begin() + static_cast<std::ptrdiff_t>(record.ordered), record.members.end());
    if (record.gone > 0)
        leaveOut(family, index);
    return family;
}

bool FamilyList::isSorted() const
{
    return std::ranges::all_of(families, &ShownFamily::isSorted);
}

std::shared_ptr<const FamilyNames> FamilyList::names(ScrapeFormat format) const
{
    const std::scoped_lock lock(m_mutex);
    const auto known = std::ranges::find(m_names, format, [](const auto& entry) { return entry.first; });
    if (known != m_names.end())
        return known->second;
    return m_names.emplace_back(format, namesOf(families, format)).second;
}

} // namespace cairn
