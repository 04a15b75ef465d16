// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/api/api_route.h"
#include "core/gateway/api/group_pace.h"
#include "core/gateway/api/inventory.h"
#include "core/gateway/api/list_cache.h"

namespace cairn {

class FamilyExtras;

/// A group at a glance.
struct GroupTotals {
    std::uint32_t group = 0; ///< in the facts
    std::uint64_t series = 0;
    std::uint32_t families = 0;
    std::size_t lastFamily = ~std::size_t{0}; ///< that was counted
    std::uint32_t lastPush = 0;
    double pushes = 0; ///< a second
};

/// What there is: families, their series, groups. Used on the API's thread.
class SeriesApi {
public:
    struct Uses {
        InventoryKeeper& inventories;
        Engine& engine;
        FamilyExtras& extras;
        std::chrono::milliseconds seriesTtl;
        MonotonicClock now;
    };
    explicit SeriesApi(Uses uses) : m_uses(std::move(uses)) { }

    [[nodiscard]] ApiAnswer families(ApiRequest& request);
    /// `/families/<name>` and what is below it.
    [[nodiscard]] ApiAnswer family(ApiRequest& request);
    [[nodiscard]] ApiAnswer groups(ApiRequest& request);
    /// To be called now and then, on the API's thread: lets go of lists that nobody asks for any more.
    void rest();

private:
    [[nodiscard]] ApiAnswer one(ApiRequest& request, const Inventory& inventory, const FamilyTotals& totals);
    [[nodiscard]] ApiAnswer series(
        ApiRequest& request, const std::shared_ptr<const Inventory>& inventory, const FamilyTotals& totals);
    [[nodiscard]] ApiAnswer why(ApiRequest& request, const Inventory& inventory, const FamilyTotals& totals);
    void writeFamily(JsonWriter& json, const Inventory& inventory, const FamilyTotals& totals, std::size_t history);
    void writeSeries(
        JsonWriter& json, const Inventory& inventory, std::size_t family, std::uint32_t id, const SeriesDetail& detail);

    Uses m_uses;
    ListCache<std::vector<FamilyTotals>> m_families; ///< by query
    ListCache<std::vector<std::uint32_t>> m_series; ///< by family and query
    ListCache<std::vector<GroupTotals>> m_groups;
};

/// What a family's row has from elsewhere.
class FamilyExtras {
public:
    virtual ~FamilyExtras() = default;
    /// The array of its hints.
    virtual void writeHints(JsonWriter& json, std::string_view family) = 0;
    /// The rates of its last `seconds`, and has them recorded on.
    virtual void writeHistory(JsonWriter& json, const std::string& family, std::size_t seconds) = 0;
    [[nodiscard]] virtual GroupRates pushRates() = 0;
};

} // namespace cairn
