// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine.h"
#include "core/aggregation/store.h"

#include <absl/container/flat_hash_map.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace cairn {

/// Series as they are, for putBack() once they are gone: first what can be read only under the locks, then the texts.
class RemovedCopies {
public:
    /// Copies the states of series. Both locks held.
    void take(const Store& store, std::span<const std::uint32_t> ids);
    /// Adds the series with their labels, which nobody has freed since: a ScrapePin lives, or a lock is held.
    void moveTo(RemovedSet& removed, const SeriesIndex& index);

private:
    struct Family {
        std::string name;
        MetricType type = MetricType::Untyped;
        std::string help;
        std::string unit;
        bool hasQuotedNames = false;
    };
    struct Copy {
        std::uint32_t series = 0;
        std::uint32_t family = 0; ///< place in m_families
        std::uint32_t group = 0; ///< place in m_groups
        SeriesState state;
    };
    template <typename Make>
    static std::uint32_t placeOf(
        std::uint32_t id, absl::flat_hash_map<std::uint32_t, std::uint32_t>& places, Make&& make);

    std::vector<Family> m_families;
    std::vector<LabelSet> m_groups;
    std::vector<Copy> m_copies;
};

/// What finds a removed series again, if it is there.
struct RemovedIdentity {
    std::uint64_t hash = 0; ///< of its labels
    std::string group; ///< canonical text
};
[[nodiscard]] std::vector<RemovedIdentity> identitiesOf(std::span<const RemovedSeries> removed);

/// The same at once. Both locks held.
[[nodiscard]] RemovedSet capture(const Store& store, std::span<const std::uint32_t> ids);
/// See Engine::restore(). Both locks held.
std::size_t putBack(Store& store, std::span<const RemovedSeries> removed, std::span<const RemovedIdentity> identities);
std::size_t putBack(Store& store, const RemovedSet& removed);

} // namespace cairn
