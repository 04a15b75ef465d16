// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/scrape_format.h"
#include "core/model/metric_type.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// A family that a scrape shows, or leaves out.
struct FamilyToName {
    std::string_view name;
    MetricType type = MetricType::Untyped;
    bool isShown = true;
    bool isInParts = false; ///< a histogram or summary that is shown as OpenMetricsPart families
};

/// Under which name and type a format shows a family.
struct FamilyNaming {
    static constexpr std::uint32_t kNone = ~0u;
    std::string name; ///< empty: its own
    MetricType type = MetricType::Untyped;
    std::uint32_t created = kNone; ///< place of the family whose values are the births of this one's series
    bool isLeftOut = false; ///< it is told as part of another
};

struct FamilyNames {
    std::vector<FamilyNaming> families; ///< as many as there were; none, if each is shown as it is
    std::uint64_t clashes = 0; ///< families shown under another name than was asked for
};

/// Names families so that no two samples or families of an exposition have the same name, whoever pushed what:
/// - two names that the escaping makes one both get their unambiguous form;
/// - a gauge `x_created` beside the counter, histogram or summary `x` is part of it in OpenMetrics, also where it is
/// not
///   shown for itself;
/// - where else OpenMetrics takes two for one, such as a gauge `x` and a counter `x_total`, the counter is untyped
///   there and an info a gauge, which needs no other name; where that does not help, the one with the longer name gets
///   its unambiguous form.
/// Without escaping, families of text and protobuf do not clash: the store sees to that.
[[nodiscard]] FamilyNames nameFamilies(std::span<const FamilyToName> families, ScrapeFormat format);

} // namespace cairn
