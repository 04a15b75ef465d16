// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/admin_api.h"

#include "core/gateway/api/api_route.h"
#include "core/gateway/api/description.h"
#include "core/gateway/api/series_api.h"
#include "core/gateway/api/status_api.h"
#include "core/gateway/function_route.h"
#include "core/gateway/router.h"
#include "core/gateway/rules_keeper.h"

#include <vector>

namespace cairn {

namespace {

constexpr std::size_t kWaitingRequests = 256;

using Scope = Router::Scope;
const std::vector<std::string_view> kReading{"GET", "HEAD"};

Profile profileOf(const Config& config)
{
    return profileFromString(config.profile).value_or(Profile::Gravel);
}

} // namespace

// Destroyed from below: the thread that answers first, then what it uses.
struct AdminApi::Rooms final : FamilyExtras {
    explicit Rooms(Uses used);

    void writeHints(JsonWriter& json, std::string_view family) override;
    void writeHistory(JsonWriter& json, std::string_view family, std::size_t seconds) override;
    std::optional<double> pushRate(const std::string& group) override;
    Route& answering(ApiRoute::Function function);

    const Uses uses;
    const AdminRights rights;
    std::optional<RulesKeeper> ownRules;
    RulesKeeper& rules;
    ScrapeLog scrapes;
    InventoryKeeper inventories;
    GatewayMeter meter;
    StatusApi status;
    SeriesApi series;
    std::vector<std::unique_ptr<Route>> routes;
    Worker worker;

private:
    static RulesKeeper& keeperOf(const Uses& uses, std::optional<RulesKeeper>& own);
};

RulesKeeper& AdminApi::Rooms::keeperOf(const Uses& uses, std::optional<RulesKeeper>& own)
{
    if (uses.around.rules != nullptr)
        return *uses.around.rules;
    return own.emplace(std::string(), uses.engine, uses.metrics, uses.log);
}

AdminApi::Rooms::Rooms(Uses used)
    : uses(std::move(used))
    , rights(uses.config.web.enableAdminApi)
    , rules(keeperOf(uses, ownRules))
    , inventories(uses.engine, profileOf(uses.config), uses.now, uses.wall)
    , meter({uses.engine, uses.metrics, [this] { return uses.around.connections ? uses.around.connections() : 0; },
          [this] { return static_cast<double>(scrapes.total()); }})
    , status({uses.config, uses.engine, uses.metrics, rights, meter, scrapes, rules, uses.around, uses.now, uses.wall,
          uses.wall(), [] { return false; }})
    , series({inventories, uses.engine, *this, uses.config.seriesTtl, uses.now})
    , worker("admin-api", kWaitingRequests)
{
}

Route& AdminApi::Rooms::answering(ApiRoute::Function function)
{
    return *routes.emplace_back(
        std::make_unique<ApiRoute>(ApiRoute::Uses{rights, worker, uses.log}, std::move(function)));
}

void AdminApi::Rooms::writeHints(JsonWriter& json, std::string_view)
{
    json.beginArray();
    json.endArray();
}

void AdminApi::Rooms::writeHistory(JsonWriter& json, std::string_view, std::size_t)
{
    json.beginArray();
    json.endArray();
}

std::optional<double> AdminApi::Rooms::pushRate(const std::string&)
{
    return {};
}

AdminApi::AdminApi(Uses uses) : m_rooms(std::make_unique<Rooms>(std::move(uses))) { }

AdminApi::~AdminApi() = default;

void AdminApi::addTo(Router& router)
{
    Rooms& rooms = *m_rooms;
    const std::string base = rooms.uses.config.web.routePrefix + "/api/v2";
    const auto add = [&](const std::string& path, Scope scope, HandlerName label,
                         const std::vector<std::string_view>& methods, ApiRoute::Function function) {
        router.add(base + path, scope, methods, Router::Access::Named, label, rooms.answering(std::move(function)));
    };
    const auto read = [&](const std::string& path, Scope scope, ApiRoute::Function function) {
        add(path, scope, HandlerName::Api, kReading, std::move(function));
    };
    read("/status", Scope::Exact, [&rooms](ApiRequest& request) { return rooms.status.status(request); });
    read("/config", Scope::Exact, [&rooms](ApiRequest& request) { return rooms.status.config(request); });
    read("/families", Scope::Exact, [&rooms](ApiRequest& request) { return rooms.series.families(request); });
    read("/families", Scope::Below, [&rooms](ApiRequest& request) { return rooms.series.family(request); });
    read("/groups", Scope::Exact, [&rooms](ApiRequest& request) { return rooms.series.groups(request); });
    Route& description = *rooms.routes.emplace_back(
        std::make_unique<FunctionRoute>([](const http::Request&) { return describeApi(); }));
    router.add(base + "/openapi.yaml", Scope::Exact, kReading, Router::Access::Named, HandlerName::Api, description);
}

void AdminApi::tick()
{
    m_rooms->meter.tick(m_rooms->uses.now());
    m_rooms->inventories.rest();
}

void AdminApi::noteScrape(const http::RequestHead& head, int status, double seconds)
{
    m_rooms->scrapes.note({m_rooms->uses.wall(), head.peer.address, status, seconds});
}

} // namespace cairn
