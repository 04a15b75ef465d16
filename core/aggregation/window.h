// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/compensated_sum.h"
#include "core/aggregation/compound_value.h"
#include "core/aggregation/engine_options.h"
#include "core/aggregation/quantile_sketch.h"
#include "core/model/clear_mode.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace cairn {

/// The number of slots a window is cut into: it slides by a hundredth of its length.
inline constexpr std::int64_t kWindowSlots = 100;

/// What was pushed in one slot of a window.
struct WindowSlot {
    Instant begin{0};
    double count = 0; ///< of values, or of observations
    std::optional<double> sum;
    std::optional<double> min; ///< of numbers
    std::optional<double> max;
};

/// The last `mode.window` of a series' pushed values. Holds only slots that something was pushed in, a hundred at most.
class Window {
public:
    explicit Window(const ClearMode& mode);

    void add(double value, Instant now); ///< finite
    /// Adds what another window of the same mode holds.
    void merge(const Window& other);
    /// Forgets what the window has left behind, and gives its memory back.
    void trim(Instant now);
    /// What the mode shows at `now`: an empty window is 0 for sum and count, otherwise absentValue().
    [[nodiscard]] double evaluate(Instant now) const;
    /// What the window holds at `now`, oldest first.
    [[nodiscard]] std::vector<WindowSlot> contents(Instant now) const;
    [[nodiscard]] std::size_t bytes() const noexcept;

private:
    struct Slot {
        std::int64_t number = 0; // of the slot's length since the clock began
        CompensatedSum sum;
        std::uint64_t count = 0;
        double min = 0;
        double max = 0;
        QuantileSketch sketch; // of WindowQuantile
        void merge(const Slot& other);
    };
    Slot& slotAt(std::int64_t number);

    ClearMode m_mode;
    std::int64_t m_slotLength;
    std::vector<Slot> m_slots; // ascending by number
};

/// The same for whole histograms and summaries, under `sum<d>`.
class CompoundWindow {
public:
    explicit CompoundWindow(const ClearMode& mode);

    void add(const CompoundValue& value, Instant now);
    /// Adds what another window of the same mode holds.
    void merge(const CompoundWindow& other);
    void trim(Instant now);
    /// The sum of what the window holds; where it is empty, a compound like the last pushed one, but of zeros.
    [[nodiscard]] CompoundValue evaluate(Instant now) const;
    [[nodiscard]] std::vector<WindowSlot> contents(Instant now) const;
    [[nodiscard]] std::size_t bytes() const noexcept;

private:
    struct Slot {
        std::int64_t number = 0;
        CompoundValue value;
    };
    std::int64_t m_slotLength;
    CompoundValue m_zero; // the shape of what was pushed, all bounds so far
    std::vector<Slot> m_slots;
};

} // namespace cairn
