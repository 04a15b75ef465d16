// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/web/http_watch.h"

namespace cairn {

namespace {

// Clients come and go; what we lack is worth a warning.
LogLevel levelOf(http::Observer::Event event) noexcept
{
    using Event = http::Observer::Event;
    switch (event) {
    case Event::TooManyConnections:
    case Event::TooManyFromAddress:
    case Event::DescriptorsExhausted: return LogLevel::Warn;
    case Event::IdleTimeout:
    case Event::ClientGone: return LogLevel::Debug;
    default: return LogLevel::Info;
    }
}

} // namespace

// Running out of descriptors lasts, and happens again with every client that knocks: one line a minute is enough.
bool HttpWatch::isNews(Event event) noexcept
{
    if (event != Event::DescriptorsExhausted)
        return true;
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    const std::int64_t minute = std::chrono::duration_cast<std::chrono::minutes>(now).count();
    return m_exhaustedTold.exchange(minute) != minute;
}

void HttpWatch::happened(Event event, const http::Peer& peer, std::string_view detail)
{
    m_metrics.countEvent(event);
    if (!isNews(event))
        return;
    m_log.limited(levelOf(event), http::Observer::name(event), "Connection or request ended",
        {{"peer", peer.address}, {"err", detail}});
}

void HttpWatch::answered(const http::RequestHead& head, int status, std::optional<std::uint64_t> bodyBytes,
    std::chrono::nanoseconds duration)
{
    const HandlerName handler = m_router.labelOf(head);
    const double seconds = std::chrono::duration<double>(duration).count();
    m_metrics.countRequest(handler, head.method, status, bodyBytes, seconds);
    if (handler == HandlerName::Scrape && onScrape)
        onScrape(head, status, seconds);
}

} // namespace cairn
