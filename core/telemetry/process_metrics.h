// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/telemetry/registry.h"

#include <filesystem>
#include <optional>
#include <string_view>

namespace cairn {

/// What /proc says about this process, in base units.
struct ProcessStatus {
    double cpuSeconds = 0;
    double residentBytes = 0;
    double virtualBytes = 0;
    double openDescriptors = 0;
    double maxDescriptors = 0; ///< +Inf where unlimited
    double startTimeSeconds = 0; ///< since the epoch
    bool operator==(const ProcessStatus&) const = default;
};

/// Reads `<proc>/self/{stat,limits,fd}` and `<proc>/stat`; nothing where one of them is not as expected. No throw.
[[nodiscard]] std::optional<ProcessStatus> readProcessStatus(
    const std::filesystem::path& proc, double ticksPerSecond, double pageBytes);

/// Adds the `process_…` metrics that every Prometheus server has; read anew at each rendering. None without /proc.
void addProcessMetrics(Registry& registry, const std::filesystem::path& proc = "/proc");

} // namespace cairn
