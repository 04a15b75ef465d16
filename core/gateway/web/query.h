// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/result.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// One parameter of a request's query, decoded.
struct QueryParameter {
    std::string name;
    std::string value;
    bool operator==(const QueryParameter&) const = default;
};

/// The parameters of a query in order, as forms encode them: `+` is a blank, `a` alone has an empty value. The error is
/// one line.
[[nodiscard]] Result<std::vector<QueryParameter>, std::string> readQuery(std::string_view query);

/// The complaint about a parameter that is none of the `known` ones, with the one that was meant most likely.
[[nodiscard]] std::string unknownParameter(std::string_view name, std::span<const std::string_view> known);

/// Whether the query has `name` as `true`, `1` or without a value; `false` and `0` are no. The last one counts; any
/// other value is an error of one line.
[[nodiscard]] Result<bool, std::string> readSwitch(
    const std::vector<QueryParameter>& parameters, std::string_view name);

} // namespace cairn
