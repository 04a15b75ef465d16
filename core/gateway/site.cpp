// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/site.h"

#include "core/gateway/push/group_route.h"
#include "core/gateway/scrape/exposition_answer.h"
#include "core/gateway/scrape/own_metrics.h"
#include "core/gateway/scrape/scrape_negotiation.h"
#include "core/gateway/scrape/scrape_route.h"
#include "core/gateway/v1/api_v1.h"
#include "core/gateway/web/error_answer.h"
#include "core/gateway/web/function_route.h"
#include "core/gateway/web/landing_page.h"

namespace cairn {

namespace {

using Scope = Router::Scope;
using Access = Router::Access;

const std::vector<std::string_view> kReading{"GET", "HEAD"};
const std::vector<std::string_view> kPushing{"POST", "PUT"};
const std::vector<std::string_view> kPosting{"POST"};
const std::vector<std::string_view> kDeleting{"DELETE"};
const std::vector<std::string_view> kPutting{"PUT"};

constexpr std::size_t kWaitingTasks = 1024; // each holds a body, as the connection it came by did until then

FunctionRoute::Function checkup(std::function<std::string()> complaint)
{
    return [complaint = std::move(complaint)](const http::Request&) {
        const std::string wrong = complaint();
        return wrong.empty() ? http::textResponse(200, "OK") : http::textResponse(503, wrong + "\n");
    };
}

http::Response reloaded(const http::Request& request, const std::vector<std::string>& errors)
{
    if (errors.empty())
        return http::textResponse(200, "Rules reloaded.\n");
    std::string all;
    for (const std::string& error : errors)
        all.append(all.empty() ? "" : "; ").append(error);
    return answerTo(request, {500, "rules", all, 0});
}

FunctionRoute::Function disabled()
{
    return [](const http::Request&) { return http::textResponse(403, "Lifecycle API is not enabled.\n"); };
}

} // namespace

Site::Site(const Config& config, Engine& engine, SelfMetrics& metrics, Log& log, MonotonicClock now, Actions actions,
    WallClock wall)
    : m_hosts(config.web.allowedHosts)
    , m_origins(config.web)
    , m_face(config.profile, wall)
    , m_admin(std::make_unique<AdminApi>(AdminApi::Uses{config, engine, metrics, log, now, wall, m_face,
          {actions.illness, actions.unreadiness, actions.addresses, actions.connections, actions.rules}}))
    , m_router({m_hosts, m_origins, m_worker, metrics, log}, config.web.routePrefix)
    , m_worker("worker", kWaitingTasks)
{
    addPushes(config, {engine, m_origins, metrics, log, now, m_face, &m_admin->pushWatch()});
    addApi(config, engine, log, now, wall);
    addScrapes(config.web, engine, metrics, std::move(now));
    addHealth(config.web, actions);
    addLifecycle(config.web, actions);
    m_admin->addTo(m_router);
    Route& landing
        = own(std::make_unique<FunctionRoute>([web = config.web](const http::Request&) { return landingPage(web); }));
    m_router.add(config.web.routePrefix, Scope::Exact, kReading, Access::Named, HandlerName::Landing, landing);
}

Site::~Site() = default;

Route& Site::own(std::unique_ptr<Route> route)
{
    return *m_routes.emplace_back(std::move(route));
}

void Site::addPushes(const Config& config, PushRoute::Uses uses)
{
    const std::string path = config.web.routePrefix + "/metrics";
    Route& group = own(std::make_unique<GroupRoute>(uses.engine, uses.log, uses.now));
    Route& json = own(std::make_unique<PushRoute>(uses, config.push, PushRoute::Source::Json));
    Route& increment = own(std::make_unique<PushRoute>(uses, config.push, PushRoute::Source::Query));
    Route& push = own(std::make_unique<PushRoute>(std::move(uses), config.push));
    const std::string api = config.web.routePrefix + "/api/v2";
    for (const Scope scope : {Scope::Exact, Scope::Below}) {
        m_router.add(api + "/push", scope, kPosting, Access::Pages, HandlerName::Push, json);
        m_router.add(api + "/inc", scope, kPosting, Access::Pages, HandlerName::Push, increment);
        m_router.add(path, scope, kPushing, Access::Pages, HandlerName::Push, push);
        m_router.add(path, scope, kDeleting, Access::Named, HandlerName::Delete, group);
    }
    // Where web pages that were written for weaveworks' gateway push to.
    m_router.add(
        config.web.routePrefix + "/api/ui/metrics", Scope::Exact, kPushing, Access::Pages, HandlerName::Push, push);
}

void Site::addScrapes(const WebConfig& web, Engine& engine, SelfMetrics& metrics, MonotonicClock now)
{
    Route& scrape = own(std::make_unique<ScrapeRoute>(engine, metrics, std::move(now), m_face.isPushgateway()));
    Route& self = own(std::make_unique<FunctionRoute>([&metrics](const http::Request& request) {
        const ScrapeFormat format = negotiatedFormat(request);
        return expositionAnswer(request, format, ownMetrics(metrics.registry(), format));
    }));
    m_router.add(
        web.routePrefix + web.telemetryPath, Scope::Exact, kReading, Access::Named, HandlerName::Scrape, scrape);
    m_router.add(
        web.routePrefix + web.selfMetricsPath, Scope::Exact, kReading, Access::Named, HandlerName::SelfMetrics, self);
}

void Site::addApi(const Config& config, Engine& engine, Log& log, MonotonicClock now, const WallClock& wall)
{
    const std::string path = config.web.routePrefix + "/api/v1";
    Route& status = own(std::make_unique<StatusRoute>(config, m_origins, wall()));
    Route& groups
        = own(std::make_unique<GroupsRoute>(GroupsRoute::Uses{engine, m_origins, m_face, std::move(now), wall}));
    Route& wipe = own(std::make_unique<WipeRoute>(engine, AdminGate(config.web.enableAdminApi), log,
        [this](const http::RequestHead& head, std::size_t series) { m_admin->noteWipe(head, series); }));
    m_router.add(path + "/status", Scope::Exact, kReading, Access::Pages, HandlerName::Api, status);
    m_router.add(path + "/metrics", Scope::Exact, kReading, Access::Pages, HandlerName::Api, groups);
    m_router.add(path + "/admin/wipe", Scope::Exact, kPutting, Access::Named, HandlerName::Admin, wipe);
}

// Also without the prefix: probes come past the proxy.
void Site::addHealth(const WebConfig& web, const Actions& actions)
{
    Route& healthy = own(std::make_unique<FunctionRoute>(checkup(actions.illness)));
    Route& ready = own(std::make_unique<FunctionRoute>(checkup(actions.unreadiness)));
    for (const std::string& prefix : {web.routePrefix, std::string()}) {
        for (const char* path : {"/-/healthy", "/healthy"})
            m_router.add(prefix + path, Scope::Exact, kReading, Access::Anybody, HandlerName::Health, healthy);
        for (const char* path : {"/-/ready", "/ready"})
            m_router.add(prefix + path, Scope::Exact, kReading, Access::Anybody, HandlerName::Health, ready);
    }
}

void Site::addLifecycle(const WebConfig& web, const Actions& actions)
{
    FunctionRoute::Function reload = [act = actions.reload](const http::Request& r) { return reloaded(r, act()); };
    FunctionRoute::Function quit = [act = actions.quit](const http::Request&) {
        act();
        return http::textResponse(200, "Requesting termination... Goodbye!\n");
    };
    const bool on = web.enableLifecycle;
    Route& reloadRoute = own(std::make_unique<FunctionRoute>(
        on ? std::move(reload) : disabled(), on ? FunctionRoute::Weight::Heavy : FunctionRoute::Weight::Light));
    Route& quitRoute = own(std::make_unique<FunctionRoute>(on ? std::move(quit) : disabled()));
    m_router.add(
        web.routePrefix + "/-/reload", Scope::Exact, kPushing, Access::Named, HandlerName::Lifecycle, reloadRoute);
    m_router.add(web.routePrefix + "/-/quit", Scope::Exact, kPushing, Access::Named, HandlerName::Lifecycle, quitRoute);
}

} // namespace cairn
