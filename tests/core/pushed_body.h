// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/label.h"
#include "core/model/metric_type.h"

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace cairn::test {

using Labels = std::map<std::string, std::string>;
using Random = std::mt19937_64;

/// A number below `end`.
inline std::size_t below(Random& random, std::size_t end)
{
    return static_cast<std::size_t>(random() % end);
}
inline bool chance(Random& random, int percent)
{
    return below(random, 100) < static_cast<std::size_t>(percent);
}

/// One series as a client means it; how it is spelled is another matter.
struct PushedSeries {
    Labels labels;
    std::string mode; ///< its `clearmode`, or empty
    double value = 0; ///< of a plain sample
    std::map<double, double> bounds; ///< cumulative buckets by `le`, or values by `quantile`
    std::optional<double> sum;
    std::optional<double> count;
};

struct PushedFamily {
    std::string name;
    std::optional<MetricType> declared; ///< nothing: no TYPE line
    std::string help; ///< empty: no HELP line
    std::vector<PushedSeries> series;
};

struct PushedBody {
    LabelSet group;
    std::vector<PushedFamily> families;
};

/// The text of a body in one of many spellings: order of labels and of a histogram's lines, blanks, numbers, line ends,
/// families one after the other or interleaved. The order of series within a family stays. The same style spells
/// bodies that differ in values alone alike.
[[nodiscard]] std::string spell(const PushedBody& body, std::uint64_t style);

} // namespace cairn::test
