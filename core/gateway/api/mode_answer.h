// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/merge_report.h"
#include "core/aggregation/profile.h"
#include "core/gateway/api/json_writer.h"
#include "core/model/clear_mode.h"
#include "core/rules/rule_set.h"

#include <cstdint>
#include <string_view>

namespace cairn {

/// A mode, and why it is that.
struct ModeAnswer {
    ClearMode mode;
    ModeReason reason = ModeReason::Profile;
    std::uint16_t rule = 0; ///< 1-based place; of ModeReason::Rule
    bool operator==(const ModeAnswer&) const = default;
};

/// What decides the mode of a series, but for labels of a push and rules.
struct ModeDefault {
    Profile profile = Profile::Gravel;
    std::string_view family;
    MetricType type = MetricType::Untyped; ///< as pushed
    bool isCreated = false; ///< a gauge that tells the birth of another family
};

/// The mode of the next push of a series that has no label for it. `place` is that of the first rule that matches; 0:
/// none.
[[nodiscard]] ModeAnswer expectedMode(const ModeDefault& otherwise, const RuleSet& rules, std::uint16_t place);
/// The mode that a series has, with the reason: that of expectedMode(), or else a label, unless something else that
/// counts no more may have decided at the last push.
[[nodiscard]] ModeAnswer presentMode(const ClearMode& mode, const ModeAnswer& expected, bool mayBeOutdated);

/// `"mode":…,"reason":…` and the rule, if it was one.
void writeMode(JsonWriter& json, const ModeAnswer& answer, const RuleSet& rules);

} // namespace cairn
