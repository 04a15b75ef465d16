// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/snapshot.h"
#include "core/exposition/scrape_format.h"
#include "core/telemetry/registry.h"

#include <string>

namespace cairn {

/// The gateway's own metrics in that format.
[[nodiscard]] std::string ownMetrics(const Registry& registry, ScrapeFormat format);
/// The same, to stand before what was pushed: nothing ends the page, and what would share a name with a pushed family,
/// in any format and escaping, is left out.
[[nodiscard]] std::string ownMetricsBeside(const Registry& registry, ScrapeFormat format, const Snapshot& pushed);

} // namespace cairn
