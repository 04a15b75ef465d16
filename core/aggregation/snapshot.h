// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/compound_store.h"
#include "core/aggregation/family_list.h"
#include "core/aggregation/series_index.h"
#include "core/aggregation/series_values.h"
#include "core/aggregation/snapshot_origins.h"
#include "core/model/selector.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cairn {

/// Which families and series a scrape wants: all, if both are empty.
struct SnapshotFilter {
    std::vector<std::string> names; ///< families of these names
    std::vector<Selector> selectors; ///< series that any of them matches
    [[nodiscard]] bool isAll() const noexcept { return names.empty() && selectors.empty(); }
};

struct Store;

/// The values of all series as of one instant, copied. Holds no lock; texts are shared with the engine and stay until
/// the last snapshot that may show them is gone. Must not outlive its engine. Movable; one thread at a time.
class Snapshot {
public:
    using Family = ShownFamily;

    Snapshot() = default;
    Snapshot(Snapshot&&) = default;
    Snapshot& operator=(Snapshot&&) = default;

    [[nodiscard]] std::size_t families() const noexcept { return m_list->families.size(); }
    [[nodiscard]] const std::vector<Family>& all() const noexcept { return m_list->families; }
    [[nodiscard]] const Family& family(std::size_t index) const { return m_list->families[index]; }

    /// Under which names a format shows them all, if it shows them as they are.
    [[nodiscard]] std::shared_ptr<const FamilyNames> names(ScrapeFormat format) const { return m_list->names(format); }

    /// Puts the fresh series of a family in their place. To be called once before a family's series are asked for.
    /// The new order goes back to the engine for the next snapshot.
    void sort(std::size_t index);

    /// Calls `number(labels, value, extras)` or `compound(labels, record, layout, slots, sum, extras)` for each series
    /// that has something to show, in order, from `position` on, until a call answers false; answers the position to go
    /// on from. `extras` is null where there are none, or they were not asked for.
    template <typename Number, typename Compound>
    std::size_t forEach(std::size_t index, std::size_t position, Number&& number, Compound&& compound) const
    {
        const std::vector<std::uint32_t>& order = *family(index).order;
        while (position < order.size()) {
            prefetch(order, position);
            const std::uint32_t id = order[position++];
            if (isShown(id) && !visit(id, number, compound))
                break;
        }
        return position;
    }

    /// The same for one series, one that isShown().
    template <typename Number, typename Compound>
    bool visit(std::uint32_t id, Number&& number, Compound&& compound) const
    {
        const std::uint32_t record = m_compounds.empty() ? kNoCompound : m_compounds[id];
        return record == kNoCompound
            ? number(m_index->labelsOf(id), m_values[id], extrasOf(id))
            : compound(m_index->labelsOf(id), m_copy.records[record], *m_layouts[m_copy.records[record].layout],
                m_copy.slots.data(), m_copy.sums[record], extrasOf(id));
    }
    /// False: no bucket or count is other than whole. True: some may be, or only quantiles are.
    [[nodiscard]] bool mayHaveFractions() const noexcept;
    /// Whether a series has something to show.
    [[nodiscard]] bool isShown(std::uint32_t id) const { return !isAbsent(m_values[id]); }
    /// As exposed; nothing to show where isAbsent(), and no number where it has a compound.
    [[nodiscard]] double numberOf(std::uint32_t id) const { return m_values[id]; }
    [[nodiscard]] bool hasCompound(std::uint32_t id) const
    {
        return !m_compounds.empty() && m_compounds[id] != kNoCompound;
    }
    [[nodiscard]] std::string_view labelsOf(std::uint32_t id) const { return m_index->labelsOf(id); }
    /// Ids of series are below this.
    [[nodiscard]] std::size_t seriesEnd() const noexcept { return m_values.size(); }
    /// Only of a snapshot that was asked for with them.
    [[nodiscard]] const SnapshotOrigins& origins() const noexcept { return *m_origins; }

    /// The number of the series of a family with just these labels. `position` goes along: labels that are asked for
    /// later stand later in order.
    [[nodiscard]] std::optional<double> seek(std::size_t index, std::size_t& position, std::string_view labels) const;

    /// Notes how much a copy will take; reserve() then takes the memory, so that copy() holds the value lock for no
    /// longer than copying takes.
    void measure(const SeriesValues& values) noexcept;
    void reserve();
    void copy(const SeriesValues& values, SnapshotDetail detail);
    /// Notes whose series are; the index lock is held, before reserve().
    void noteGroups(const SeriesIndex& index);
    /// Asks the windows what they show; no lock needed.
    void evaluateWindows(Instant now);

private:
    friend Snapshot copyStore(Store& store, SnapshotDetail detail);
    friend void sortFresh(Store& store);
    void show(std::uint32_t id, const CompoundValue& value);
    [[nodiscard]] std::uint32_t layoutOf(std::uint32_t record, const std::vector<double>& bounds);
    static constexpr std::uint32_t kNoCompound = ~0u;
    [[nodiscard]] const SeriesExtras* extrasOf(std::uint32_t id) const
    {
        return m_extras.isEmpty() ? nullptr : m_extras.find(id);
    }
    /// Series stand in exposed order, their texts in order of age: what comes next is fetched while this one is
    /// written.
    void prefetch(const std::vector<std::uint32_t>& order, std::size_t position) const
    {
        constexpr std::size_t kTextsAhead = 6;
        if (position + 3 * kTextsAhead < order.size())
            m_index->prefetchLabels(
                order[position + kTextsAhead], order[position + 2 * kTextsAhead], order[position + 3 * kTextsAhead]);
    }

    std::shared_ptr<FamilyList> m_list; ///< unsorted only as long as it is this snapshot's own
    std::vector<double> m_values;
    std::vector<std::uint32_t> m_compounds;
    CompoundCopy m_copy;
    ExtrasTable m_extras;
    std::unique_ptr<SnapshotOrigins> m_origins;
    SeriesValues::WindowsById m_windows;
    std::size_t m_sides = 0;
    std::size_t m_size = 0;
    CompoundSize m_compoundSize;
    std::vector<BucketLayoutPtr> m_layouts;
    const SeriesIndex* m_index = nullptr;
    std::function<void(const Family&)> m_giveBack;
    std::shared_ptr<void> m_pin; ///< keeps texts alive
};

} // namespace cairn
