// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine.h"
#include "core/gateway/api/inventory.h"
#include "core/gateway/api/json_writer.h"
#include "core/gateway/api/parameters.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cairn {

/// What a reset is to take, by the parameters of a request; nothing said is a mistake.
[[nodiscard]] Removal readRemoval(Parameters& parameters);
/// The same for people, in one line: `match up, older than 1h`.
[[nodiscard]] std::string describe(const Removal& what);
/// A `What`.
void writeWhat(JsonWriter& json, const Removal& what);

/// Series that were taken, or would be: counted by family, and the first of them.
struct Taken {
    static constexpr std::size_t kMostShown = 100;
    std::map<std::string, std::size_t, std::less<>> families;
    std::vector<std::pair<std::string, std::string>> examples; ///< family and labels
    std::size_t series = 0;

    void add(std::string_view family, std::string_view labels);
};
/// What a reset of a moment ago would have taken.
[[nodiscard]] Taken takenFrom(const Inventory& inventory, const Removal& what);
/// The members of a `ResetResult` that tell of series.
void writeTaken(JsonWriter& json, const Taken& taken);

} // namespace cairn
