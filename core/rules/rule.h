// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/clear_mode.h"
#include "core/model/metric_type.h"
#include "core/model/selector.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cairn {

/// One entry of a rule file: what it matches, and what it then decides.
struct Rule {
    std::string name; ///< shown wherever the rule is; "rule 3" where the file gives none
    Selector match;
    std::optional<MetricType> type; ///< a condition, not a cast
    std::optional<ClearMode> mode; ///< nothing: the profile's default
    std::optional<std::chrono::milliseconds> ttl; ///< since the series' last push; 0 is never; nothing: the default
    std::vector<std::string> per; ///< labels that tell sources apart under `increase`; left out of the output
    std::vector<std::string> dropLabels; ///< labels left out; series that become one merge by mode
    std::optional<std::uint64_t> maxSeries; ///< of all families of this rule together
};

} // namespace cairn
