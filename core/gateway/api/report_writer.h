// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/merge_report.h"
#include "core/aggregation/push_error.h"
#include "core/gateway/api/json_writer.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace cairn {

/// How many series of a report came to what.
using OutcomeCounts = std::array<std::size_t, 7>; ///< by Outcome
[[nodiscard]] OutcomeCounts countOutcomes(const MergeReport& report);

/// A report of which some series may have been left away.
struct ReportPart {
    const MergeReport& report;
    OutcomeCounts counts{}; ///< of the whole
    std::size_t most = 0; ///< series that are listed
};

/// A `Report` of a push that is, or would be, merged. `group` is canonical text.
void writeReport(JsonWriter& json, std::string_view group, const ReportPart& part);
/// One of a push that would be refused.
void writeReport(JsonWriter& json, std::string_view group, const PushError& refusal);

} // namespace cairn
