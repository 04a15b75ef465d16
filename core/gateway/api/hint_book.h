// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/merge_report.h"
#include "core/gateway/api/change_feed.h"
#include "core/gateway/api/json_writer.h"

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace cairn {

/// Looks for totals that are pushed again and again to a series that adds up: the commonest mistake. Judges by the
/// pushes that are explained; holds a bounded number of series in mind. Safe from any thread.
class HintBook {
public:
    HintBook(ChangeFeed& changes, MonotonicClock now, WallClock wall)
        : m_changes(changes), m_now(std::move(now)), m_wall(std::move(wall))
    {
    }
    /// `group` is canonical text.
    void look(const std::string& group, const MergeReport& report);
    /// An array of `Hint`: of a family, or of all, newest first.
    void write(JsonWriter& json, std::string_view family = {}) const;
    /// Forgets what was not pushed in a while.
    void rest();

private:
    /// What was pushed of a series so far.
    struct Trail {
        double last = 0;
        std::uint32_t pushes = 0;
        std::uint32_t run = 0; ///< pushes in a row that were at least the one before
        std::uint32_t grown = 0; ///< of these, those that were more
        std::uint32_t falls = 0;
        Instant seen{0};
    };
    struct Hint {
        std::string labels;
        std::uint32_t pushes = 0;
        double time = 0;
    };
    using Place = std::pair<std::string, std::string>; ///< family and group
    void step(Trail& trail, double total);
    [[nodiscard]] static bool looksLikeTotal(const Trail& trail) noexcept;
    static void writeHint(JsonWriter& json, const Place& place, const Hint& hint);

    ChangeFeed& m_changes;
    const MonotonicClock m_now;
    const WallClock m_wall;
    mutable std::mutex m_mutex; ///< guards the following
    absl::flat_hash_map<std::string, Trail> m_trails;
    std::map<Place, Hint> m_hints;
};

} // namespace cairn
