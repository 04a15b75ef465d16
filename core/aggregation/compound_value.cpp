// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/compound_value.h"

#include <algorithm>
#include <iterator>

namespace cairn {

namespace {

void addHistogram(CompoundValue& value, const CompoundValue& other)
{
    std::vector<double> bounds = unionOf(value.bounds, other.bounds);
    std::vector<double> slots(bounds.size() + 1, 0.0);
    const auto add = [&slots](std::size_t slot, double count) { slots[slot] += count; };
    spread(value.bounds, value.slots, bounds, add);
    spread(other.bounds, other.slots, bounds, add);
    value.bounds = std::move(bounds);
    value.slots = std::move(slots);
}

} // namespace

std::vector<double> unionOf(std::span<const double> a, std::span<const double> b)
{
    std::vector<double> bounds;
    bounds.reserve(a.size() + b.size());
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(bounds));
    return bounds;
}

void addCompound(CompoundValue& value, const CompoundValue& other)
{
    if (value.summary) {
        value.bounds.clear();
        value.slots.clear();
        value.hasCount = value.hasCount || other.hasCount;
        value.hasSum = value.hasSum || other.hasSum;
    } else {
        addHistogram(value, other);
        value.hasSum = value.hasSum && other.hasSum;
    }
    value.sum = value.hasSum ? value.sum + other.sum : 0;
    value.count = value.hasCount ? value.count + other.count : 0;
}

} // namespace cairn
