// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/grouped_snapshot.h"

#include <algorithm>
#include <numeric>

namespace cairn {

GroupedSnapshot::GroupedSnapshot(Snapshot snapshot) : m_snapshot(std::move(snapshot))
{
    for (std::size_t i = 0; i < m_snapshot.families(); ++i)
        m_snapshot.sort(i);
    countSeries();
    placeSeries();
    std::erase_if(m_groups, [](const Group& group) { return group.parts.empty(); });
}

/// How many each group shows, and in what order groups stand.
void GroupedSnapshot::countSeries()
{
    const SnapshotOrigins& origins = m_snapshot.origins();
    std::vector<std::size_t> counts(origins.groups.size());
    for (std::size_t i = 0; i < m_snapshot.families(); ++i) {
        for (const std::uint32_t id : *m_snapshot.family(i).order)
            counts[origins.groupOf[id]] += m_snapshot.isShown(id) ? 1 : 0;
    }
    std::vector<std::uint32_t> ids(origins.groups.size());
    std::iota(ids.begin(), ids.end(), 0u);
    std::ranges::sort(ids, {}, [&](std::uint32_t id) { return std::string_view(origins.groups[id]); });
    m_placeOf.resize(ids.size());
    std::size_t at = 0;
    for (const std::uint32_t id : ids) {
        m_placeOf[id] = m_groups.size();
        m_groups.push_back({id, at, {}});
        at += counts[id];
    }
    m_series.resize(at);
}

void GroupedSnapshot::placeSeries()
{
    const SnapshotOrigins& origins = m_snapshot.origins();
    for (std::uint32_t family = 0; family < m_snapshot.families(); ++family) {
        for (const std::uint32_t id : *m_snapshot.family(family).order) {
            if (!m_snapshot.isShown(id))
                continue;
            Group& group = m_groups[m_placeOf[origins.groupOf[id]]];
            if (group.parts.empty() || group.parts.back().family != family)
                group.parts.push_back({family, group.end});
            m_series[group.end++] = id;
        }
    }
}

std::span<const std::uint32_t> GroupedSnapshot::seriesOf(const Group& group, std::size_t part) const
{
    const std::size_t begin = group.parts[part].begin;
    const std::size_t end = part + 1 < group.parts.size() ? group.parts[part + 1].begin : group.end;
    return std::span(m_series).subspan(begin, end - begin);
}

} // namespace cairn
