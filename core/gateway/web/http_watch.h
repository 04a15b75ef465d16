// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/self_metrics.h"
#include "core/gateway/web/router.h"
#include "core/http/observer.h"
#include "core/telemetry/log.h"

#include <atomic>
#include <cstdint>
#include <functional>

namespace cairn {

/// Counts what listeners tell of, and logs what an operator should know.
class HttpWatch final : public http::Observer {
public:
    HttpWatch(const Router& router, SelfMetrics& metrics, Log& log) : m_router(router), m_metrics(metrics), m_log(log)
    {
    }
    /// To be set before the first request: told of each scrape that was answered.
    std::function<void(const http::RequestHead& head, int status, double seconds)> onScrape;
    void happened(Event event, const http::Peer& peer, std::string_view detail) override;
    void answered(const http::RequestHead& head, int status, std::optional<std::uint64_t> bodyBytes,
        std::chrono::nanoseconds duration) override;

private:
    [[nodiscard]] bool isNews(Event event) noexcept;

    const Router& m_router;
    SelfMetrics& m_metrics;
    Log& m_log;
    std::atomic<std::int64_t> m_exhaustedTold{-1}; ///< the minute of the steady clock that it was last logged in
};

} // namespace cairn
