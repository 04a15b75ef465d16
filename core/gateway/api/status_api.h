// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/config.h"
#include "core/gateway/api/admin_surroundings.h"
#include "core/gateway/api/api_route.h"
#include "core/gateway/api/gateway_meter.h"
#include "core/gateway/api/scrape_log.h"
#include "core/gateway/push/push_face.h"
#include "core/gateway/push/push_route.h"

namespace cairn {

class RulesKeeper;

/// A setting's value without what is secret: `***` for it.
[[nodiscard]] std::string shownValue(const Setting& setting);

/// How the gateway is, and how it is set up.
class StatusApi {
public:
    struct Uses {
        const Config& config;
        const Engine& engine;
        const SelfMetrics& metrics;
        const AdminRights& rights;
        const GatewayMeter& meter;
        const ScrapeLog& scrapes;
        const RulesKeeper& rules;
        const AdminSurroundings& around;
        MonotonicClock now;
        WallClock wall;
        double startedAt = 0; ///< Unix seconds
        std::function<bool()> isWatching; ///< somebody watches pushes
    };
    explicit StatusApi(Uses uses) : m_uses(std::move(uses)) { }

    [[nodiscard]] ApiAnswer status(ApiRequest& request) const;
    [[nodiscard]] ApiAnswer config(ApiRequest& request) const;

private:
    void writePlace(JsonWriter& json, const ApiRequest& request) const;
    void writeHealth(JsonWriter& json) const;
    void writeFlows(JsonWriter& json) const;
    void writeRefusals(JsonWriter& json, const SelfMetrics::PushTotals& totals) const;
    void writeGauges(JsonWriter& json) const;
    void writeRules(JsonWriter& json) const;
    void writeScrapes(JsonWriter& json) const;

    Uses m_uses;
};

} // namespace cairn
