// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/snapshot.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace cairn {

/// A snapshot by groups instead of families: groups by their text, in each its families by name, in each the series in
/// exposed order. Series that show nothing are left out, and so are families and groups of such. Making it sorts all
/// series; no lock is held.
class GroupedSnapshot {
public:
    explicit GroupedSnapshot(Snapshot snapshot); ///< one with origins

    /// A family's series in one group.
    struct Part {
        std::uint32_t family = 0; ///< for Snapshot::family()
        std::size_t begin = 0; ///< place in all series
    };
    struct Group {
        std::uint32_t id = 0;
        std::size_t end = 0; ///< of its series, in all series
        std::vector<Part> parts;
    };
    [[nodiscard]] const std::vector<Group>& groups() const noexcept { return m_groups; }
    [[nodiscard]] const std::string& textOf(const Group& group) const { return m_snapshot.origins().groups[group.id]; }
    [[nodiscard]] std::span<const std::uint32_t> seriesOf(const Group& group, std::size_t part) const;
    [[nodiscard]] const Snapshot& snapshot() const noexcept { return m_snapshot; }

private:
    void countSeries();
    void placeSeries();

    Snapshot m_snapshot;
    std::vector<Group> m_groups;
    std::vector<std::size_t> m_placeOf; ///< by group id: in m_groups
    std::vector<std::uint32_t> m_series;
};

} // namespace cairn
