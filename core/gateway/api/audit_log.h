// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/api/api_route.h"
#include "core/gateway/push/push_face.h"
#include "core/telemetry/log.h"

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// Who did what: the last thousand acts, and a line in the log for each. Safe from any thread.
class AuditLog {
public:
    struct Act {
        std::string_view action; ///< "reset", "undo", "wipe", "rules"
        std::string from;
        std::string text; ///< one line
        std::optional<std::uint64_t> reset; ///< its number
        std::optional<std::uint64_t> series;
    };
    AuditLog(Log& log, WallClock wall) : m_log(log), m_wall(std::move(wall)) { }

    void add(Act act);
    [[nodiscard]] ApiAnswer list(ApiRequest& request) const;

private:
    struct Entry {
        std::uint64_t id = 0;
        double time = 0;
        Act act;
    };
    static void write(JsonWriter& json, const Entry& entry, double wall);

    Log& m_log;
    const WallClock m_wall;
    mutable std::mutex m_mutex; ///< guards the following
    std::deque<Entry> m_entries; ///< newest first
    std::uint64_t m_last = 0;
};

} // namespace cairn
