// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/nearest_word.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace cairn {

namespace {

constexpr std::size_t kMaxDistance = 2;

/// Levenshtein's distance, with a swap of two neighbours as one step, too (optimal string alignment). Three rows of the
/// table at a time.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> beforeLast(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({changed, last[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
        }
        beforeLast.swap(last);
        last.swap(row);
    }
    return last.back();
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
