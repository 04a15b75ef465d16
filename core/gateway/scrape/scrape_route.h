// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine.h"
#include "core/gateway/push/push_route.h"
#include "core/gateway/self_metrics.h"
#include "core/gateway/web/route.h"

#include <atomic>
#include <memory>

namespace cairn {

/// Shows what was pushed, in the format that Accept asks for, sorted, as of one instant; `?name[]=` and `?match[]=`
/// select. What is small is sent whole, the rest is rendered as the scraper takes it.
class ScrapeRoute final : public Route {
public:
    /// `showsOwn`: a page that nothing selects from begins with the gateway's own metrics.
    ScrapeRoute(Engine& engine, SelfMetrics& metrics, MonotonicClock now, bool showsOwn = false)
        : m_engine(engine), m_metrics(metrics), m_now(std::move(now)), m_showsOwn(showsOwn)
    {
    }
    void handle(const http::Request& request, std::string_view rest, http::Responder& responder) override;

private:
    [[nodiscard]] http::Response answer(const http::Request& request);
    [[nodiscard]] http::Response show(const http::Request& request, SnapshotFilter filter);
    [[nodiscard]] std::shared_ptr<void> takeTicket();

    Engine& m_engine;
    SelfMetrics& m_metrics;
    MonotonicClock m_now;
    bool m_showsOwn;
    std::shared_ptr<std::atomic<int>> m_open = std::make_shared<std::atomic<int>>(0); ///< answers under way
};

} // namespace cairn
