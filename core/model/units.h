// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/result.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace cairn {

/// Reads Go's and Prometheus' durations: `1h30m`, `250ms`, `90s`, `1.5h`, `2d`, `1w`, `1y` (365 d), and a bare `0`.
/// Negative, empty, overflowing (over 292 years) or unit-less text is an error of one line that quotes it.
[[nodiscard]] Result<std::chrono::milliseconds, std::string> parseDuration(std::string_view text);
/// The shortest spelling in whole units: `1h30m`, `250ms`, `0s`.
[[nodiscard]] std::string formatDuration(std::chrono::milliseconds duration);

/// Reads a size in bytes: `4096`, `64MiB`, `64MB`, `1GiB`, `10k`… (`KiB` is 1024, `kB`/`KB`/`k`/`K` are 1000).
[[nodiscard]] Result<std::uint64_t, std::string> parseByteSize(std::string_view text);

} // namespace cairn
