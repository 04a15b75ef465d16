// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine.h"
#include "core/aggregation/merge_report.h"
#include "core/aggregation/push_error.h"

#include <string>
#include <string_view>

namespace cairn {

/// A merge report in the envelope of Prometheus' APIs: `{"status":"success","data":{"accepted":true,"series":[…]}}`.
/// Values are texts, as Prometheus writes them, for JSON knows neither NaN nor every double.
[[nodiscard]] std::string reportJson(const MergeReport& report);
/// The report of a dry run that would be refused: why, and no series.
[[nodiscard]] std::string reportJson(const PushError& refusal);
/// The same where the merge would not even be asked: `errorType` is the reason's stable word.
[[nodiscard]] std::string reportJson(std::string_view errorType, std::string_view error);
/// The series that a delete would take: `{"status":"success","data":{"series":[{"name":…,"labels":{…}},…]}}`.
[[nodiscard]] std::string removalJson(const RemovedSet& removed);

} // namespace cairn
