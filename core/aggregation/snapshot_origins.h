// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace cairn {

/// Whose each series of a snapshot is, and when it was last pushed.
struct SnapshotOrigins {
    static constexpr std::uint32_t kNone = ~0u;

    std::vector<std::uint32_t> groupOf; ///< by series; kNone where there is no series
    std::vector<std::uint32_t> lastPush; ///< by series: seconds of the engine's clock
    std::vector<std::string> groups; ///< canonical texts, by the numbers of groupOf
};

/// What a snapshot brings beside what all of them have.
struct SnapshotDetail {
    bool extras = false; ///< exemplars, births and native histograms
    bool origins = false;
};

} // namespace cairn
