// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine.h"
#include "core/config/config.h"
#include "core/gateway/push/push_face.h"
#include "core/gateway/push/push_route.h"
#include "core/gateway/tickets.h"
#include "core/gateway/web/admin_gate.h"
#include "core/gateway/web/origin_policy.h"
#include "core/gateway/web/route.h"
#include "core/telemetry/log.h"

#include <functional>
#include <string>

namespace cairn {

// Pushgateway's API, in its shapes, under every profile.

/// `GET /api/v1/status`: settings, start and build.
class StatusRoute final : public Route {
public:
    StatusRoute(const Config& config, const OriginPolicy& origins, double startedAt);
    void handle(const http::Request& request, std::string_view rest, http::Responder& responder) override;

private:
    const OriginPolicy& m_origins;
    std::string m_body;
};

/// `GET /api/v1/metrics`: all series by group. What is small is sent whole, the rest is written as it is taken.
class GroupsRoute final : public Route {
public:
    struct Uses {
        Engine& engine;
        const OriginPolicy& origins;
        const PushFace& face;
        MonotonicClock now;
        WallClock wall;
    };
    explicit GroupsRoute(Uses uses) : m_uses(std::move(uses)) { }
    bool isHeavy(const http::Request&) const override { return true; } ///< it sorts all series
    void handle(const http::Request& request, std::string_view rest, http::Responder& responder) override;

private:
    [[nodiscard]] http::Response answer(const http::Request& request);

    Uses m_uses;
    Tickets m_tickets{8};
};

/// `PUT /api/v1/admin/wipe`: drops everything.
class WipeRoute final : public Route {
public:
    /// Told of each wipe, and how many series went.
    using Audit = std::function<void(const http::RequestHead& head, std::size_t series)>;
    WipeRoute(Engine& engine, AdminGate gate, Log& log, Audit audit)
        : m_engine(engine), m_gate(gate), m_log(log), m_audit(std::move(audit))
    {
    }
    std::optional<http::Response> refuse(const http::RequestHead& head, std::string_view rest) override;
    bool isHeavy(const http::Request&) const override { return true; }
    void handle(const http::Request& request, std::string_view rest, http::Responder& responder) override;

private:
    Engine& m_engine;
    AdminGate m_gate;
    Log& m_log;
    Audit m_audit;
};

} // namespace cairn
