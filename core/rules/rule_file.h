// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/result.h"
#include "core/rules/rule_set.h"

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Where a rule file is wrong.
struct RuleError {
    int line = 0; ///< 1-based
    int column = 0; ///< 1-based
    std::string message; ///< lower case, no full stop
};

/// Reads a rule file (YAML 1.2; the format is described in core/rules/README.md). Unknown and doubled keys, aliases,
/// files over 1 MiB, of over 1000 rules or nested deeper than 16 are errors. Every mistake of the file is reported, in
/// order, not only the first (but no more than a thousand); where it is no YAML, that alone. Columns count bytes. Pure;
/// no exception leaves.
[[nodiscard]] Result<RuleSet, std::vector<RuleError>> readRules(std::string_view yaml);

} // namespace cairn
