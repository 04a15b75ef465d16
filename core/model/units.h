// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/result.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace cairn {

/// Reads a duration as Prometheus and Go write it: `1h30m`, `250ms`, `90s`, `1.5h`, `2d`, `1w`, `1y` (365 d), and a
/// bare `0`. Strict: each unit once, the largest first, digits on both sides of a point. Negative, empty, unit-less or
/// overflowing (over 292 years) text and what is finer than a millisecond is an error of one line that quotes it.
[[nodiscard]] Result<std::chrono::milliseconds, std::string> parseDuration(std::string_view text);
/// The usual spelling in whole units, as Prometheus chooses them: `1h30m`, `1m30s`, `1d`, `250ms`, `0s`. parseDuration
/// reads it back, where it is not negative.
[[nodiscard]] std::string formatDuration(std::chrono::milliseconds duration);

/// Reads a size in bytes: `4096`, `64MiB`, `64MB`, `1GiB`, `10k`… up to T (`KiB` and `Ki` are 1024, `kB`, `KB`, `k` and
/// `K` are 1000). Whole numbers only, no blanks. The error is one line that quotes the text.
[[nodiscard]] Result<std::uint64_t, std::string> parseByteSize(std::string_view text);

} // namespace cairn
