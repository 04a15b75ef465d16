// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rules/rule_set.h"
#include "tests/core/merge_model.h"
#include "tests/core/pushed_body.h"

#include <cstdint>
#include <string>
#include <vector>

namespace cairn::test {

/// One thing that happens to a gateway. It stands alone: any part of a history is a history.
struct Step {
    enum class Kind { Push, PushExplained, DryRun, SetRules, Wait, Expire, Remove, Restore };
    Kind kind = Kind::Push;
    PushedBody body;
    std::string text; ///< the body as sent
    std::size_t choice = 0; ///< rule set, or which removal to restore
    std::chrono::milliseconds wait{0};
    MergeModel::Which which;
};

/// What a person needs to see of it.
[[nodiscard]] std::string describe(const Step& step);

/// Rule sets that exercise every mode, folding, lifetimes and limits.
[[nodiscard]] const std::vector<RuleSetPtr>& someRules();

/// A dozen clients that push the same series again and again, in their own spelling and sometimes in another; odd
/// pushes between; rules, clock, resets and restores. The same seed gives the same history.
[[nodiscard]] std::vector<Step> randomHistory(std::uint64_t seed, std::size_t steps);

} // namespace cairn::test
