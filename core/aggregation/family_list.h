// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/series_index.h"
#include "core/exposition/family_names.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace cairn {

/// A family as a scrape shows it.
struct ShownFamily {
    std::string name;
    MetricType type = MetricType::Untyped; ///< as exposed
    std::string help;
    std::string unit;
    bool hasQuotedNames = false; ///< some label text has names that are not classic
    std::uint32_t id = 0;
    std::uint64_t changes = 0;
    SeriesOrder order; ///< series in exposed order; those that came since are in `fresh`
    std::vector<std::uint32_t> fresh;

    [[nodiscard]] bool isSorted() const noexcept { return order && fresh.empty(); }
};

/// A family of the index; its lock is held.
[[nodiscard]] ShownFamily shownFamily(const SeriesIndex& index, std::uint32_t id);

/// All families by name, as a scrape shows them. Scrapes share one for as long as families, and who belongs to them,
/// stay the same (Store::familyList()); a shared one is sorted and does not change but for the names it keeps.
class FamilyList {
public:
    std::vector<ShownFamily> families;

    [[nodiscard]] bool isSorted() const;
    /// What nameFamilies() says of all families, shown as they are. Worked out once per format; any thread.
    [[nodiscard]] std::shared_ptr<const FamilyNames> names(ScrapeFormat format) const;

private:
    mutable std::mutex m_mutex; ///< guards this
    mutable std::vector<std::pair<ScrapeFormat, std::shared_ptr<const FamilyNames>>> m_names;
};

} // namespace cairn
