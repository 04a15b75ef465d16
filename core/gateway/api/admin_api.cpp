// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/admin_api.h"

#include "core/gateway/api/api_route.h"
#include "core/gateway/api/audit_log.h"
#include "core/gateway/api/changes_route.h"
#include "core/gateway/api/description.h"
#include "core/gateway/api/hint_book.h"
#include "core/gateway/api/history.h"
#include "core/gateway/api/push_log.h"
#include "core/gateway/api/reset_api.h"
#include "core/gateway/api/rules_api.h"
#include "core/gateway/api/series_api.h"
#include "core/gateway/api/status_api.h"
#include "core/gateway/api/try_api.h"
#include "core/gateway/rules_keeper.h"
#include "core/gateway/web/function_route.h"
#include "core/gateway/web/router.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <vector>

namespace cairn {

namespace {

constexpr std::size_t kWaitingRequests = 256;
constexpr std::string_view kWindowAgent = "cairn-window";

using Scope = Router::Scope;
const std::vector<std::string_view> kReading{"GET", "HEAD"};
const std::vector<std::string_view> kPutting{"PUT"};
const std::vector<std::string_view> kPosting{"POST"};

Profile profileOf(const Config& config)
{
    return profileFromString(config.profile).value_or(Profile::Gravel);
}

} // namespace

// Destroyed from below: the thread that answers first, then what it uses.
struct AdminApi::Rooms final : FamilyExtras {
    explicit Rooms(Uses used);

    void writeHints(JsonWriter& json, std::string_view family) override;
    void writeHistory(JsonWriter& json, const std::string& family, std::size_t seconds) override;
    GroupRates pushRates() override { return pushes.groupRates(); }
    ApiAnswer listHints();
    void tellOfPushes();
    Route& answering(Worker& by, ApiRoute::Function function);
    void compare(const Inventory& fresh, const Inventory* before);

    const Uses uses;
    const AdminRights rights;
    std::optional<RulesKeeper> ownRules;
    RulesKeeper& rules;
    ScrapeLog scrapes;
    ChangeFeed changes;
    AuditLog audit;
    InventoryKeeper inventories;
    GatewayMeter meter;
    History history;
    HintBook hints;
    PushLog pushes;
    StatusApi status;
    SeriesApi series;
    ResetApi resets;
    RulesApi ruleBook;
    TryApi trial;
    struct PushCounts {
        std::uint64_t merged = 0;
        std::uint64_t refused = 0;
        std::uint64_t newest = 0;
        bool operator==(const PushCounts&) const = default;
    };
    std::mutex toldMutex; ///< guards told, and orders what is published of it
    PushCounts told; ///< when pushes were last published
    std::atomic<std::int64_t> scrapeTold{-1}; ///< the second it was last published in
    std::vector<std::unique_ptr<Route>> routes;
    Worker worker; ///< for what looks at series, one after another
    Worker swift; ///< for what never takes long, so that it need not wait for the other

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
    , changes(uses.now, uses.wall)
    , audit(uses.log, uses.wall)
    , inventories(uses.engine, profileOf(uses.config), uses.now, uses.wall)
    , meter({uses.engine, uses.metrics, [this] { return uses.around.connections ? uses.around.connections() : 0; },
          [this] { return static_cast<double>(scrapes.total()); }})
    , history({uses.engine, meter, uses.now, uses.wall})
    , hints(changes, uses.now, uses.wall)
    , pushes({hints, uses.metrics, uses.now, uses.wall})
    , status({uses.config, uses.engine, uses.metrics, rights, meter, scrapes, rules, uses.around, uses.now, uses.wall,
          uses.wall(), [this] { return pushes.isWatching(); }})
    , series({inventories, uses.engine, *this, uses.config.seriesTtl, uses.now})
    , resets({uses.engine, inventories, audit, changes, uses.config.admin.undoWindow, uses.now, uses.wall})
    , ruleBook({rules, uses.engine, inventories, audit, changes})
    , trial(uses.engine, uses.config.push, uses.face, uses.now)
    , worker("admin-api", kWaitingRequests)
    , swift("admin-swift", kWaitingRequests)
{
    changes.onAsked = [this] { tellOfPushes(); };
    pushes.onNoted = [this] {
        if (changes.isAwaited(ChangeKind::Pushes))
            tellOfPushes();
    };
    meter.tick(uses.now()); // so that its lines have names from the start
    inventories.onFresh = [this](const Inventory& fresh, const Inventory* before) { compare(fresh, before); };
    rules.onReload = [this](const RulesDocument& document) {
        inventories.outdate();
        audit.add({"rules", "file", "rules read again from " + document.file, {}, {}});
        std::string member;
        JsonWriter(member).member("etag", document.etag);
        changes.publish(ChangeKind::Rules, std::move(member));
    };
}

/// Publishes how many families came and went.
void AdminApi::Rooms::compare(const Inventory& fresh, const Inventory* before)
{
    history.look(fresh);
    if (before == nullptr)
        return;
    const auto countMissing = [](const Inventory& in, const Inventory& from) {
        return std::ranges::count_if(from.families(),
            [&](const FamilyTotals& totals) { return in.find(from.snapshot().family(totals.index).name) == nullptr; });
    };
    const auto began = countMissing(*before, fresh);
    const auto ended = countMissing(fresh, *before);
    if (began > 0 || ended > 0)
        changes.publish(
            ChangeKind::Families, "\"began\":" + std::to_string(began) + ",\"ended\":" + std::to_string(ended));
}

Route& AdminApi::Rooms::answering(Worker& by, ApiRoute::Function function)
{
    return *routes.emplace_back(std::make_unique<ApiRoute>(ApiRoute::Uses{rights, by, uses.log}, std::move(function)));
}

void AdminApi::Rooms::writeHints(JsonWriter& json, std::string_view family)
{
    hints.write(json, family);
}

void AdminApi::Rooms::writeHistory(JsonWriter& json, const std::string& family, std::size_t seconds)
{
    history.writeRates(json, family, seconds);
}

ApiAnswer AdminApi::Rooms::listHints()
{
    ApiData data;
    data.json().beginObject();
    data.json().key("hints");
    hints.write(data.json());
    data.json().endObject();
    return data.finish();
}

/// Publishes that there were pushes, if there were.
void AdminApi::Rooms::tellOfPushes()
{
    const SelfMetrics::PushTotals totals = uses.metrics.pushTotals();
    std::uint64_t refused = 0;
    for (const auto& [reason, count] : totals.refusals)
        refused += count;
    const std::scoped_lock lock(toldMutex);
    const std::uint64_t newest = pushes.newest();
    const PushCounts now{totals.pushes, refused, newest};
    if (now != told)
        changes.publish(ChangeKind::Pushes,
            "\"newest_id\":" + std::to_string(newest) + ",\"merged\":" + std::to_string(totals.pushes - told.merged)
                + ",\"refused\":" + std::to_string(refused - told.refused));
    told = now;
}

AdminApi::AdminApi(Uses uses) : m_rooms(std::make_unique<Rooms>(std::move(uses))) { }

AdminApi::~AdminApi()
{
    m_rooms->rules.onReload = nullptr;
}

void AdminApi::addTo(Router& router)
{
    Rooms& rooms = *m_rooms;
    const std::string base = rooms.uses.config.web.routePrefix + "/api/v2";
    const auto add
        = [&](const std::string& path, Scope scope, HandlerName label, const std::vector<std::string_view>& methods,
              Route& route) { router.add(base + path, scope, methods, Router::Access::Named, label, route); };
    const auto read = [&](const std::string& path, Scope scope, ApiRoute::Function function) {
        add(path, scope, HandlerName::Api, kReading, rooms.answering(rooms.worker, std::move(function)));
    };
    const auto glance = [&](const std::string& path, Scope scope, ApiRoute::Function function) {
        add(path, scope, HandlerName::Api, kReading, rooms.answering(rooms.swift, std::move(function)));
    };
    const auto write = [&](const std::string& path, Scope scope, const std::vector<std::string_view>& methods,
                           ApiRoute::Function function) {
        add(path, scope, HandlerName::Admin, methods, rooms.answering(rooms.worker, std::move(function)));
    };
    glance("/status", Scope::Exact, [&rooms](ApiRequest& request) { return rooms.status.status(request); });
    glance("/config", Scope::Exact, [&rooms](ApiRequest& request) { return rooms.status.config(request); });
    glance("/history", Scope::Exact, [&rooms](ApiRequest& request) { return rooms.history.show(request); });
    glance("/hints", Scope::Exact, [&rooms](ApiRequest&) { return rooms.listHints(); });
    glance("/pushes", Scope::Exact, [&rooms](ApiRequest& request) { return rooms.pushes.list(request); });
    glance("/pushes", Scope::Below, [&rooms](ApiRequest& request) { return rooms.pushes.show(request); });
    glance("/audit", Scope::Exact, [&rooms](ApiRequest& request) { return rooms.audit.list(request); });
    read("/families", Scope::Exact, [&rooms](ApiRequest& request) { return rooms.series.families(request); });
    read("/families", Scope::Below, [&rooms](ApiRequest& request) { return rooms.series.family(request); });
    read("/groups", Scope::Exact, [&rooms](ApiRequest& request) { return rooms.series.groups(request); });
    read("/resets", Scope::Exact, [&rooms](ApiRequest& request) { return rooms.resets.list(request); });
    read("/rules", Scope::Exact, [&rooms](ApiRequest& request) { return rooms.ruleBook.show(request); });
    write("/rules", Scope::Exact, kPutting, [&rooms](ApiRequest& request) { return rooms.ruleBook.put(request); });
    write("/rules/validate", Scope::Exact, kPosting,
        [&rooms](ApiRequest& request) { return rooms.ruleBook.validate(request); });
    write("/rules/preview", Scope::Exact, kPosting,
        [&rooms](ApiRequest& request) { return rooms.ruleBook.preview(request); });
    write("/reset", Scope::Exact, kPosting, [&rooms](ApiRequest& request) { return rooms.resets.reset(request); });
    write("/resets", Scope::Below, kPosting, [&rooms](ApiRequest& request) { return rooms.resets.undo(request); });
    for (const Scope scope : {Scope::Exact, Scope::Below})
        write("/try", scope, kPosting, [&rooms](ApiRequest& request) { return rooms.trial.answer(request); });
    Route& feed
        = *rooms.routes.emplace_back(std::make_unique<ChangesRoute>(rooms.changes, rooms.rights, rooms.uses.log));
    router.add(base + "/changes", Scope::Exact, kReading, Router::Access::Named, HandlerName::Api, feed);
    Route& description = *rooms.routes.emplace_back(
        std::make_unique<FunctionRoute>([](const http::Request& request) { return describeApi(request.query); }));
    router.add(base + "/openapi.yaml", Scope::Exact, kReading, Router::Access::Named, HandlerName::Api, description);
}

PushWatch& AdminApi::pushWatch() noexcept
{
    return m_rooms->pushes;
}

void AdminApi::tick()
{
    m_rooms->meter.tick(m_rooms->uses.now());
    m_rooms->history.tick();
    m_rooms->hints.rest();
    m_rooms->tellOfPushes();
    m_rooms->inventories.rest();
    m_rooms->resets.rest();
    m_rooms->changes.tick();
    static_cast<void>(m_rooms->worker.post([rooms = m_rooms.get()] { rooms->series.rest(); })); // or a second later
}

void AdminApi::close()
{
    m_rooms->changes.close();
}

void AdminApi::noteWipe(const http::RequestHead& head, std::size_t series)
{
    m_rooms->inventories.outdate();
    m_rooms->audit.add({"wipe", senderOf(head), std::to_string(series) + " series wiped", {}, series});
    m_rooms->changes.publish(ChangeKind::Wipe, "\"series\":" + std::to_string(series));
}

void AdminApi::noteScrape(const http::RequestHead& head, int status, double seconds)
{
    // The window shows a family as scraped: that is nobody's scrape.
    if (const std::string* agent = head.header("user-agent"); agent != nullptr && agent->starts_with(kWindowAgent))
        return;
    m_rooms->scrapes.note({m_rooms->uses.wall(), head.peer.address, status, seconds});
    const std::int64_t second = m_rooms->uses.now().count() / 1000;
    if (m_rooms->scrapeTold.exchange(second) != second)
        m_rooms->changes.publish(ChangeKind::Scrape, {});
}

} // namespace cairn
