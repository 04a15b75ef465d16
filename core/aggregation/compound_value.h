// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

namespace cairn {

/// A histogram or summary by value: what a push carries, what a report shows, what an undo brings back.
struct CompoundValue {
    bool summary = false;
    std::vector<double> bounds; ///< a histogram's finite upper bounds, or a summary's quantiles; ascending
    std::vector<double> slots; ///< non-cumulative bucket counts, one more than bounds; or the quantiles' values
    double sum = 0;
    double count = 0; ///< of a histogram: the sum of slots
    bool hasSum = false;
    bool hasCount = false;

    bool operator==(const CompoundValue&) const = default;
};

/// Both bounds in one, ascending, each once.
[[nodiscard]] std::vector<double> unionOf(std::span<const double> a, std::span<const double> b);
/// Adds bucket counts to those of a histogram that has all of their bounds: each to the bucket of its own bound.
/// `add(slot, count)` does the adding.
template <typename Add>
void spread(std::span<const double> bounds, std::span<const double> counts, std::span<const double> into, Add&& add)
{
    std::size_t at = 0;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        while (into[at] != bounds[i])
            ++at;
        add(at, counts[i]);
    }
    add(into.size(), counts.back()); // +Inf
}

/// `value` with the counts of `other` added: the union of bounds where they differ; the sum stays only where both have
/// one; quantiles go, for they cannot be merged.
void addCompound(CompoundValue& value, const CompoundValue& other);

} // namespace cairn
