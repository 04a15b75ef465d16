// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/compensated_sum.h"
#include "core/aggregation/compound_store.h"
#include "core/aggregation/engine_options.h"
#include "core/aggregation/extras_table.h"
#include "core/aggregation/series_extras.h"
#include "core/aggregation/value_column.h"
#include "core/aggregation/window.h"
#include "core/model/clear_mode.h"

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace cairn {

/// Whether values may fall under a mode though what is pushed never does.
[[nodiscard]] constexpr bool canFall(ClearMode::Kind kind) noexcept
{
    return kind == ClearMode::Kind::Min || kind == ClearMode::Kind::Mean || kind >= ClearMode::Kind::WindowSum;
}

/// What modes beside the plain ones need to know of a series.
struct SideState {
    ClearMode mode;
    CompensatedSum sum; ///< of Mean
    std::uint64_t count = 0; ///< of Mean
    std::optional<Window> window;
    std::optional<CompoundWindow> compoundWindow;

    [[nodiscard]] std::size_t bytes() const noexcept;
};

/// One series' state taken out by value: what an undo brings back and a dry run puts back.
struct SeriesState {
    ClearMode::Kind kind = ClearMode::Kind::Aggregate; ///< of the last push
    CompensatedSum plain;
    std::optional<CompoundValue> compound;
    std::vector<double> rests; ///< of the compound's numbers: what rounding left
    std::shared_ptr<const SideState> side;
    std::uint32_t lastPush = 0; ///< seconds of the monotonic clock
    SeriesExtrasPtr extras; ///< may be null
};

/// What a scrape shows of one series: a compound, or else a number that may be absent.
struct ExposedValue {
    double value = absentValue();
    std::optional<CompoundValue> compound;
    bool operator==(const ExposedValue& other) const;
};

/// The values of all series by id, and how a push changes them. Knows nothing of names. Guarded by its owner's value
/// lock, every function of it.
class SeriesValues {
public:
    /// Makes ids below `size` usable.
    void reserve(std::uint32_t size);
    /// A fresh id: nothing to expose until something is merged into it.
    void begin(std::uint32_t id);
    /// The end of a series. Pushes that still know its id find out by isAlive().
    void end(std::uint32_t id);
    [[nodiscard]] bool isAlive(std::uint32_t id) const noexcept { return m_touches[id].stamp != kDeadStamp; }

    /// Begins a push; marks then tell doubled series apart.
    void beginPush();
    /// False where this push has marked the series before, or where it is not alive.
    [[nodiscard]] bool mark(std::uint32_t id) noexcept
    {
        if (m_touches[id].stamp == m_stamp || m_touches[id].stamp == kDeadStamp)
            return false;
        m_touches[id].stamp = m_stamp;
        return true;
    }
    [[nodiscard]] bool isMarked(std::uint32_t id) const noexcept { return m_touches[id].stamp == m_stamp; }
    /// Fetches a compound's numbers into the cache, for they are about to be added to.
    void prefetchCompound(std::uint32_t id) const noexcept
    {
        if (m_compoundOf[id] != kNoCompound)
            m_compounds.prefetch(m_compoundOf[id]);
    }
    void touch(std::uint32_t id, Instant now) noexcept
    {
        m_touches[id].lastPush = static_cast<std::uint32_t>(now.count() / 1000);
    }
    [[nodiscard]] std::uint32_t lastPush(std::uint32_t id) const noexcept { return m_touches[id].lastPush; }
    void copyLastPushes(std::vector<std::uint32_t>& out) const
    {
        for (std::uint32_t id = 0; id < out.size(); ++id)
            out[id] = m_touches[id].lastPush;
    }
    [[nodiscard]] ClearMode::Kind kind(std::uint32_t id) const noexcept { return m_kinds[id]; }

    /// Merges a pushed number by Aggregate, Replace, Family, Min or Max: the hot path.
    void mergePlain(std::uint32_t id, ClearMode::Kind kind, double value)
    {
        const double now = m_values.get(id);
        if (!std::isfinite(now) || m_kinds[id] > ClearMode::Kind::Max) [[unlikely]] { // or absent
            startPlain(id, kind, value);
            return;
        }
        m_kinds[id] = kind;
        switch (kind) {
        case ClearMode::Kind::Aggregate: m_values.add(id, value); break;
        case ClearMode::Kind::Min: setIf(id, value, value < now); break;
        case ClearMode::Kind::Max: setIf(id, value, value > now); break;
        default: m_values.set(id, storable(value)); break;
        }
    }
    /// Merges a pushed number by any mode; one of another class than the last starts the series afresh.
    void merge(std::uint32_t id, const ClearMode& mode, double value, Instant now);
    /// Merges a pushed histogram or summary. Says whether its bounds differed from the stored ones.
    bool mergeCompound(std::uint32_t id, const ClearMode& mode, const CompoundView& value, Instant now,
        const SeriesExtras* extras = nullptr);
    /// Merges what a push says of a series beside a number or a compound that is merged already.
    void mergeExtras(std::uint32_t id, const SeriesExtras& pushed);
    void mergeBirth(std::uint32_t id, double seconds)
    {
        const double stored = m_extras.birth(id);
        if (stored == seconds || (stored < seconds && !isReplacing(m_kinds[id]))) [[likely]]
            return; // it is the same client still
        setBirth(id, seconds);
    }
    /// Exemplars of one series.
    void mergeExemplars(std::uint32_t id, std::span<const PushedExemplar> exemplars, std::string_view texts);

    /// Whether a histogram with these bounds may be merged without more than `limit` bounds coming together.
    [[nodiscard]] bool hasRoomFor(
        std::uint32_t id, const ClearMode& mode, std::span<const double> bounds, std::size_t limit) const;

    [[nodiscard]] ExposedValue exposed(std::uint32_t id, Instant now) const;
    [[nodiscard]] SeriesState capture(std::uint32_t id) const;
    void install(std::uint32_t id, const SeriesState& state);
    /// Brings back what a reset took from a series that has had pushes since: by the mode of the removed state.
    void combine(std::uint32_t id, const SeriesState& removed);

    void copyTo(std::vector<double>& values, std::vector<std::uint32_t>& compounds, CompoundCopy& copy) const;
    [[nodiscard]] const CompoundStore& compounds() const noexcept { return m_compounds; }
    [[nodiscard]] const SideState* side(std::uint32_t id) const;
    /// The same, to be looked at without the lock; null: none.
    [[nodiscard]] std::shared_ptr<const SideState> sharedSide(std::uint32_t id) const;
    /// All windows as they are, to be asked without the lock: a push that changes one gives it a copy of its own.
    using WindowsById = std::vector<std::pair<std::uint32_t, std::shared_ptr<const SideState>>>;
    void copyWindows(WindowsById& windows) const;
    [[nodiscard]] std::size_t sides() const noexcept { return m_sides.size(); }
    /// What the series has beside its numbers; null: nothing.
    [[nodiscard]] SeriesExtrasPtr extras(std::uint32_t id) const;
    void setExtras(std::uint32_t id, SeriesExtrasPtr extras); ///< null or empty: takes them away
    [[nodiscard]] const ExtrasTable& extras() const noexcept { return m_extras; }
    /// Takes memory back from what windows have left behind.
    void trimWindows(Instant now);
    /// Memory of windows, sketches and extras.
    [[nodiscard]] std::size_t sideBytes() const noexcept { return m_sideBytes; }

    [[nodiscard]] std::uint32_t size() const noexcept { return m_size; }

    static constexpr std::uint32_t kNoCompound = ~0u;

private:
    struct Touch {
        std::uint32_t stamp = 0;
        std::uint32_t lastPush = 0;
    };
    static constexpr std::uint32_t kDeadStamp = ~0u;

    void setIf(std::uint32_t id, double value, bool wanted)
    {
        if (wanted)
            m_values.set(id, value);
    }
    void startPlain(std::uint32_t id, ClearMode::Kind kind, double value);
    void dropState(std::uint32_t id);
    SideState& sideOf(std::uint32_t id, const ClearMode& mode);
    static SideState& own(std::shared_ptr<SideState>& state);
    void dropSide(std::uint32_t id);
    void setCompound(std::uint32_t id, const CompoundView& value);
    void addExtras(std::uint32_t id, const SeriesExtras* pushed);
    void setBirth(std::uint32_t id, double seconds);
    [[nodiscard]] static constexpr bool isReplacing(ClearMode::Kind kind) noexcept
    {
        return kind == ClearMode::Kind::Replace || kind == ClearMode::Kind::Family;
    }

    std::uint32_t m_size = 0;
    std::uint32_t m_stamp = 1;
    ValueColumn m_values;
    ChunkedArray<Touch> m_touches;
    ChunkedArray<ClearMode::Kind> m_kinds;
    ChunkedArray<std::uint32_t> m_compoundOf;
    CompoundStore m_compounds;
    absl::flat_hash_map<std::uint32_t, std::shared_ptr<SideState>> m_sides; ///< shared with scrapes: copied on write
    ExtrasTable m_extras;
    std::size_t m_sideBytes = 0;
};

} // namespace cairn
