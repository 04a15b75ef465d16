// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/merge_report.h"
#include "core/aggregation/push_error.h"
#include "core/gateway/api/json_writer.h"

#include <string_view>

namespace cairn {

/// A `Report` of a push that is, or would be, merged. `group` is canonical text. At most `most` series are listed.
void writeReport(JsonWriter& json, std::string_view group, const MergeReport& report, std::size_t most);
/// One of a push that would be refused.
void writeReport(JsonWriter& json, std::string_view group, const PushError& refusal);

} // namespace cairn
