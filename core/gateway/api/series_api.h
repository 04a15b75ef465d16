// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/api/api_route.h"
#include "core/gateway/api/inventory.h"

#include <map>

namespace cairn {

class FamilyExtras;

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

private:
    [[nodiscard]] ApiAnswer one(ApiRequest& request, const Inventory& inventory, const FamilyTotals& totals);
    [[nodiscard]] ApiAnswer series(ApiRequest& request, const Inventory& inventory, const FamilyTotals& totals);
    [[nodiscard]] ApiAnswer why(ApiRequest& request, const Inventory& inventory, const FamilyTotals& totals);
    void writeFamily(JsonWriter& json, const Inventory& inventory, const FamilyTotals& totals, std::size_t history);
    void writeSeries(
        JsonWriter& json, const Inventory& inventory, std::size_t family, std::uint32_t id, const SeriesDetail& detail);

    Uses m_uses;
};

/// What a family's row has from elsewhere.
class FamilyExtras {
public:
    virtual ~FamilyExtras() = default;
    /// The array of its hints.
    virtual void writeHints(JsonWriter& json, std::string_view family) = 0;
    /// The rates of its last `seconds`, and has them recorded on.
    virtual void writeHistory(JsonWriter& json, const std::string& family, std::size_t seconds) = 0;
    /// Pushes per second of groups that pushed lately.
    [[nodiscard]] virtual std::map<std::string, double, std::less<>> pushRates() = 0;
};

} // namespace cairn
