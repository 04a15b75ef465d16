// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/nearest_word.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace cairn {

namespace {

constexpr std::size_t kMaxDistance = 2;

/// Levenshtein's distance, one row of the table at a time.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

} // namespace

std::string_view nearestWord(std::string_view word, std::span<const std::string_view> known)
{
    std::string_view nearest;
    std::size_t least = kMaxDistance + 1;
    for (const std::string_view candidate : known) {
        if (word.size() > candidate.size() + kMaxDistance)
            continue; // the table's cost is the product of the sizes, and a file may hold a megabyte of key
        const std::size_t steps = distance(word, candidate);
        if (steps < least && steps * 2 < candidate.size()) {
            nearest = candidate;
            least = steps;
        }
    }
    return nearest;
}

} // namespace cairn
