// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine.h"
#include "core/gateway/api/second_line.h"
#include "core/gateway/self_metrics.h"

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Memory and time of this process; zero where the system does not tell.
struct ProcessUse {
    double cpuSeconds = 0;
    double residentBytes = 0;
    double virtualBytes = 0;
};
[[nodiscard]] ProcessUse processUse();

/// The gateway's own numbers, second by second. Safe from any thread.
class GatewayMeter {
public:
    struct Uses {
        const Engine& engine;
        const SelfMetrics& metrics;
        std::function<double()> connections;
        std::function<double()> scrapes; ///< so far
    };
    explicit GatewayMeter(Uses uses) : m_uses(std::move(uses)) { }

    void tick(Instant now); ///< about once a second
    /// Per second, over the last five; 0 where nothing is known yet.
    [[nodiscard]] double rate(std::string_view line) const;
    /// The points of a line between two seconds of the clock, what only grows as rates; nothing: there is no such line.
    [[nodiscard]] std::optional<std::vector<std::optional<double>>> points(
        std::string_view line, std::int64_t first, std::int64_t last) const;
    /// Lines that begin so, and have ever been other than zero.
    [[nodiscard]] std::vector<std::string> names(std::string_view prefix) const;

private:
    struct Line {
        SecondLine values;
        bool isTotal = false;
        bool hasOccurred = false;
    };
    void set(std::string_view name, std::int64_t second, double value, bool isTotal);

    Uses m_uses;
    mutable std::mutex m_mutex; ///< guards the following
    std::map<std::string, Line, std::less<>> m_lines;
    std::int64_t m_second = 0;
};

} // namespace cairn
