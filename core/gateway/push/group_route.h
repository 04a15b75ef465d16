// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine.h"
#include "core/gateway/push/push_route.h"
#include "core/gateway/web/route.h"
#include "core/telemetry/log.h"

namespace cairn {

/// `DELETE` of a group: drops its series and answers 202, also where there are none. Without labels in the path it is
/// the group of all that was pushed without any. With `dry_run` it drops nothing and answers 200 with the list of them.
class GroupRoute final : public Route {
public:
    GroupRoute(Engine& engine, Log& log, MonotonicClock now) : m_engine(engine), m_log(log), m_now(std::move(now)) { }
    std::optional<http::Response> refuse(const http::RequestHead& head, std::string_view rest) override;
    bool isHeavy(const http::Request& request) const override; ///< a list of what would go may be long
    void handle(const http::Request& request, std::string_view rest, http::Responder& responder) override;

private:
    Engine& m_engine;
    Log& m_log;
    MonotonicClock m_now;
};

} // namespace cairn
