// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/scrape/scrape_route.h"

#include "core/aggregation/snapshot_writer.h"
#include "core/gateway/scrape/exposition_answer.h"
#include "core/gateway/scrape/own_metrics.h"
#include "core/gateway/scrape/scrape_body.h"
#include "core/gateway/scrape/scrape_negotiation.h"
#include "core/gateway/web/accept_encoding.h"
#include "core/gateway/web/coded_answer.h"
#include "core/gateway/web/error_answer.h"
#include "core/gateway/web/query.h"
#include "core/model/quote.h"

#include <charconv>
#include <cmath>

namespace cairn {

namespace {

constexpr int kMostOpen = 40; // each keeps a copy of all values until its scraper has taken it
constexpr double kLongestSeconds = 1e6;

// Prometheus says how long it will wait.
Instant deadlineOf(const http::RequestHead& head, Instant now)
{
    const std::string* field = head.header("x-prometheus-scrape-timeout-seconds");
    double seconds = 0;
    if (field == nullptr)
        return Instant::max();
    const char* end = field->data() + field->size();
    const auto result = std::from_chars(field->data(), end, seconds);
    if (result.ec != std::errc() || result.ptr != end || !(seconds >= 0 && seconds < kLongestSeconds))
        return Instant::max();
    return now + Instant(static_cast<Instant::rep>(std::ceil(seconds * 1000)));
}

ScrapeBody::Deadline untilThen(Instant deadline, Instant now)
{
    if (deadline == Instant::max())
        return {};
    return std::chrono::steady_clock::now() + (deadline - now);
}

Result<SnapshotFilter, std::string> readFilter(std::string_view query)
{
    const auto parameters = readQuery(query);
    if (!parameters)
        return Failure{parameters.error()};
    SnapshotFilter filter;
    for (const auto& [name, value] : *parameters) {
        if (name == "name[]")
            filter.names.push_back(value);
        if (name != "match[]")
            continue;
        auto selector = Selector::parse(value);
        if (!selector)
            return Failure{"match[] " + quote(value) + ", column " + std::to_string(selector.error().column) + ": "
                + selector.error().message};
        filter.selectors.push_back(std::move(*selector));
    }
    return filter;
}

http::Response unavailable(const http::RequestHead& head, std::string_view type, std::string message)
{
    http::Response response = answerTo(head, {503, type, std::move(message), 0});
    response.headers.push_back({"Retry-After", "5"});
    return response;
}

} // namespace

std::shared_ptr<void> ScrapeRoute::takeTicket()
{
    if (m_open->fetch_add(1) >= kMostOpen) {
        m_open->fetch_sub(1);
        return {};
    }
    return {m_open.get(), [open = m_open](void*) { open->fetch_sub(1); }};
}

void ScrapeRoute::handle(const http::Request& request, std::string_view, http::Responder& responder)
{
    responder.send(answer(request));
}

http::Response ScrapeRoute::answer(const http::Request& request)
{
    auto filter = readFilter(request.query);
    if (!filter)
        return answerTo(request, {400, "query", filter.error(), 0});
    return show(request, std::move(*filter));
}

http::Response ScrapeRoute::show(const http::Request& request, SnapshotFilter filter)
{
    auto ticket = takeTicket();
    if (!ticket)
        return unavailable(request, "busy", "too many scrapes are under way");
    const Instant begin = m_now();
    const Instant deadline = deadlineOf(request, begin);
    const ScrapeFormat format = negotiatedFormat(request);
    Snapshot snapshot = m_engine.snapshot(begin, format.carriesExtras());
    std::string begun;
    if (m_showsOwn && filter.isAll())
        begun = ownMetricsBeside(m_metrics.registry(), format, snapshot);
    const auto text = std::make_shared<SnapshotWriter>(std::move(snapshot), std::move(filter), format);
    text->onClash([&metrics = m_metrics](std::uint64_t names) { metrics.countNameClashes(names); });
    const bool more = text->next(begun, kRenderBytes);
    auto isLate = [now = m_now, deadline] { return now() > deadline; };
    if (isLate())
        return unavailable(request, "timeout", "the scrape's timeout was over before it could be answered");
    if (!more)
        return expositionAnswer(request, format, std::move(begun));
    const ContentCoding coding = acceptedCoding(request);
    http::Response response = expositionHead(format);
    addCoding(response, coding);
    response.stream
        = std::make_unique<ScrapeBody>([text](std::string& out, std::size_t bytes) { return text->next(out, bytes); },
            std::move(begun), coding, std::move(isLate), std::move(ticket), untilThen(deadline, m_now()));
    return response;
}

} // namespace cairn
