// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace cairn {

/// Unix seconds as `2026-11-21T15:26:00.4135Z`: UTC, up to six digits of a second, no trailing zeros. Times before 1970
/// and after 9999 are shown as the nearest that fits.
[[nodiscard]] std::string rfc3339(double unixSeconds);

} // namespace cairn
