// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine.h"
#include "core/config/config.h"
#include "core/gateway/api/admin_api.h"
#include "core/gateway/push/push_face.h"
#include "core/gateway/push/push_route.h"
#include "core/gateway/self_metrics.h"
#include "core/gateway/web/host_policy.h"
#include "core/gateway/web/origin_policy.h"
#include "core/gateway/web/router.h"
#include "core/gateway/worker.h"
#include "core/telemetry/log.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace cairn {

/// All routes of the gateway, and what they share. Needs no socket: a test calls its handler.
class Site {
public:
    /// What routes do to the gateway around them. Called on listener threads and on the worker's.
    struct Actions {
        std::function<std::vector<std::string>()> reload; ///< answers what is wrong with the rules, or nothing
        std::function<void()> quit; ///< returns at once
        std::function<std::string()> illness; ///< why the gateway is not healthy; empty: it is
        std::function<std::string()> unreadiness; ///< why no pushes should come; empty: they may
        std::function<std::vector<std::string>()> addresses{}; ///< that are listened on
        std::function<double()> connections{}; ///< that are open
        RulesKeeper* rules = nullptr; ///< null: rules are kept in memory alone
    };
    /// All but `config` must outlive this.
    Site(const Config& config, Engine& engine, SelfMetrics& metrics, Log& log, MonotonicClock now, Actions actions,
        WallClock wall = systemSeconds);
    ~Site();

    [[nodiscard]] Router& router() noexcept { return m_router; }
    /// For what else takes long; its tasks end before this does.
    [[nodiscard]] Worker& worker() noexcept { return m_worker; }
    [[nodiscard]] AdminApi& admin() noexcept { return *m_admin; }

private:
    void addPushes(const Config& config, PushRoute::Uses uses);
    void addScrapes(const WebConfig& web, Engine& engine, SelfMetrics& metrics, MonotonicClock now);
    void addApi(const Config& config, Engine& engine, Log& log, MonotonicClock now, const WallClock& wall);
    void addHealth(const WebConfig& web, const Actions& actions);
    void addLifecycle(const WebConfig& web, const Actions& actions);
    Route& own(std::unique_ptr<Route> route);

    const HostPolicy m_hosts;
    const OriginPolicy m_origins;
    const PushFace m_face;
    std::unique_ptr<AdminApi> m_admin;
    Router m_router;
    std::vector<std::unique_ptr<Route>> m_routes;
    Worker m_worker; ///< last: its thread ends before all that it uses
};

} // namespace cairn
