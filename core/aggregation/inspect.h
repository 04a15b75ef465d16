// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/series_extras.h"
#include "core/aggregation/series_values.h"
#include "core/model/clear_mode.h"
#include "core/model/metric_type.h"
#include "core/rules/rule_set.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cairn {

/// What a series is beside its value.
struct SeriesFact {
    static constexpr std::uint32_t kNone = ~0u;

    std::uint32_t group = kNone; ///< in SeriesFacts::groups; kNone: the series has gone since
    std::uint32_t lastPush = 0; ///< seconds of the engine's clock
    std::uint16_t rule = 0; ///< 1-based place in SeriesFacts::rules; 0: none
    std::uint16_t mode = 0; ///< of its last push: in SeriesFacts::modes
};

/// What the series of a snapshot are beside their values, each as it was at some moment shortly after.
struct SeriesFacts {
    RuleSetPtr rules; ///< in force when they were read
    std::vector<SeriesFact> series; ///< by id
    std::vector<ClearMode> modes;
    std::vector<bool> wasRuled; ///< by modes: a rule of an earlier rule set said so
    std::uint32_t rulesSince = 0; ///< pushes of this second and later met the rules; of earlier ones nobody knows
    std::vector<std::string> groups; ///< canonical texts
    std::vector<MetricType> types; ///< by the snapshot's families: as pushed, not as exposed
};

/// The numbers of a family added up, or those of one series.
struct Reading {
    std::uint64_t series = 0;
    bool isTooMany = false; ///< more series than were to be read: there is nothing else here
    bool isTotal = false; ///< what it shows never falls but by a reset
    std::optional<double> value; ///< of numbers
    std::optional<double> count; ///< of histograms and summaries
    std::optional<double> sum;
};

/// What few series have, and only a closer look shows.
struct SeriesDetail {
    std::shared_ptr<const SideState> side; ///< null: none
    SeriesExtrasPtr extras; ///< null: none
};

} // namespace cairn
