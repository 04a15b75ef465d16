// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/self_metrics.h"

#include <algorithm>
#include <limits>

namespace cairn {

namespace {

constexpr std::array<std::string_view, kHandlers> kHandlerNames{
    "push", "delete", "scrape", "self_metrics", "health", "lifecycle", "landing", "api", "admin", "other", "none"};
constexpr std::array<std::string_view, kEarlyRefusals> kEarlyNames{"path", "query", "origin", "content_coding",
    "content_type", "size", "memory", "host", "framing", "timeout", "busy"};
constexpr std::array kTurnedAway{EarlyRefusal::Host, EarlyRefusal::Origin, EarlyRefusal::Busy};
constexpr std::array<std::string_view, 10> kMethodNames{
    "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "none"};
constexpr std::array<int, 23> kCodeNumbers{
    200, 202, 204, 400, 403, 404, 405, 408, 409, 410, 411, 412, 413, 414, 415, 417, 422, 429, 431, 500, 501, 503, 505};
constexpr std::array kSeconds{1e-5, 1e-4, 5e-4, 1e-3, 5e-3, 1e-2, 5e-2, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0};
constexpr std::array kBytes{100.0, 1e3, 1e4, 1e5, 1e6, 1e7};
constexpr std::string_view kRequestsHelp = "Requests answered, by code, handler and method.";

std::vector<std::string_view> refusalNames()
{
    std::vector<std::string_view> names;
    for (int i = 0; i < kRefusals; ++i)
        names.push_back(toString(static_cast<Refusal>(i)));
    names.insert(names.end(), kEarlyNames.begin(), kEarlyNames.end());
    return names;
}

std::vector<std::string_view> turnedAwayNames()
{
    std::vector<std::string_view> names;
    for (const EarlyRefusal reason : kTurnedAway)
        names.push_back(toString(reason));
    return names;
}

std::vector<std::string_view> eventNames()
{
    std::vector<std::string_view> names;
    for (int i = 0; i < http::Observer::kEvents; ++i)
        names.push_back(http::Observer::name(static_cast<http::Observer::Event>(i)));
    return names;
}

// A limit that is none is the largest number.
double limitValue(std::uint64_t limit)
{
    return limit == std::numeric_limits<std::uint64_t>::max() ? std::numeric_limits<double>::infinity()
                                                              : static_cast<double>(limit);
}

} // namespace

std::string_view toString(HandlerName handler) noexcept
{
    return kHandlerNames[static_cast<std::size_t>(handler)];
}

std::string_view toString(EarlyRefusal refusal) noexcept
{
    return kEarlyNames[static_cast<std::size_t>(refusal)];
}

SelfMetrics::SelfMetrics()
    : m_refusals(
        m_registry.counters("cairn_pushes_refused_total", "Pushes refused, by reason.", "reason", refusalNames()))
    , m_turnedAway(m_registry.counters("cairn_http_requests_refused_total",
          "Requests refused by host, by origin, or for want of room, by reason.", "reason", turnedAwayNames()))
    , m_events(m_registry.counters("cairn_http_events_total",
          "Connections and requests that ended below the handlers, by reason.", "reason", eventNames()))
    , m_pushes(m_registry.counter("cairn_pushes_total", "Pushes merged."))
    , m_samples(m_registry.counter("cairn_pushed_samples_total", "Samples of merged pushes."))
    , m_created(m_registry.counter("cairn_series_created_total", "Series that pushes began."))
    , m_dropped(m_registry.counter("cairn_samples_dropped_total", "Samples that a rule or label told to drop."))
    , m_droppedExemplars(m_registry.counter("cairn_exemplars_dropped_total",
          "Exemplars of merged pushes that were too long, or fit no bucket or format."))
    , m_nameClashes(m_registry.counter("cairn_scrape_name_clashes_total",
          "Names of families and labels that scrapes were shown in unambiguous form, since two would have been one."))
    , m_reloadSuccessful(m_registry.gauge(
          "cairn_config_last_reload_successful", "Whether the rule file was good when it was last read."))
    , m_reloadTime(m_registry.gauge("cairn_config_last_reload_success_timestamp_seconds",
          "When the rule file was last read and good, in seconds since the epoch."))
    , m_pushBytes(m_registry.histogram(
          "cairn_http_request_size_bytes", "Bodies of pushes as they were sent.", kBytes, {{"handler", "push"}}))
    , m_requests(kHandlers * kMethods * kCodes)
{
    static_assert(kMethodNames.size() == kMethods && kCodeNumbers.size() == kCodes);
    for (int i = 0; i < kHandlers; ++i)
        m_durations[static_cast<std::size_t>(i)] = &m_registry.histogram("cairn_http_request_duration_seconds",
            "From the first byte of a request to the last of its answer.", kSeconds,
            {{"handler", kHandlerNames[static_cast<std::size_t>(i)]}});
    expectRequests();
}

// What a healthy gateway answers every day, and what alerts look at.
void SelfMetrics::expectRequests()
{
    const auto expect = [this](HandlerName handler, std::string_view method, std::initializer_list<int> codes) {
        for (const int code : codes)
            requests(handler, static_cast<std::size_t>(std::ranges::find(kMethodNames, method) - kMethodNames.begin()),
                static_cast<std::size_t>(std::ranges::find(kCodeNumbers, code) - kCodeNumbers.begin()));
    };
    expect(HandlerName::Push, "POST", {202, 400, 403, 408, 413, 415, 429, 503});
    expect(HandlerName::Push, "PUT", {202, 400, 403, 408, 413, 415, 429, 503});
    expect(HandlerName::Scrape, "GET", {200, 400, 503});
    expect(HandlerName::Delete, "DELETE", {202, 400});
    expect(HandlerName::SelfMetrics, "GET", {200});
    expect(HandlerName::Api, "GET", {200, 503});
    expect(HandlerName::Admin, "PUT", {202, 403});
    expect(HandlerName::Health, "GET", {200, 503});
    expect(HandlerName::None, "none", {400, 408, 414, 501, 503});
}

void SelfMetrics::countPush(const PushSummary& summary)
{
    m_pushes.add();
    m_samples.add(summary.samples);
    if (summary.created > 0)
        m_created.add(summary.created);
    if (summary.dropped > 0)
        m_dropped.add(summary.dropped);
    if (summary.droppedExemplars > 0)
        m_droppedExemplars.add(summary.droppedExemplars);
}

SelfMetrics::PushTotals SelfMetrics::pushTotals() const
{
    PushTotals totals{m_pushes.value(), m_samples.value(), m_created.value(), m_dropped.value(), {}};
    const std::vector<std::string_view> names = refusalNames();
    for (std::size_t i = 0; i < names.size(); ++i)
        totals.refusals.emplace_back(names[i], m_refusals[i]->value());
    return totals;
}

Counter& SelfMetrics::requests(HandlerName handler, std::size_t method, std::size_t code)
{
    std::atomic<Counter*>& slot = m_requests[(static_cast<std::size_t>(handler) * kMethods + method) * kCodes + code];
    Counter* counter = slot.load(std::memory_order_acquire);
    if (counter == nullptr) {
        counter = &m_registry.counter("cairn_http_requests_total", kRequestsHelp,
            {{"code", std::to_string(kCodeNumbers[code])}, {"handler", toString(handler)},
                {"method", kMethodNames[method]}});
        slot.store(counter, std::memory_order_release); // the registry gives everybody the same one
    }
    return *counter;
}

void SelfMetrics::countTurnedAway(HandlerName handler, EarlyRefusal reason)
{
    const auto at = std::ranges::find(kTurnedAway, reason);
    if (at != kTurnedAway.end())
        m_turnedAway[static_cast<std::size_t>(at - kTurnedAway.begin())]->add();
    if (handler == HandlerName::Push)
        countRefusal(reason);
}

void SelfMetrics::countRequest(
    HandlerName handler, std::string_view method, int status, std::optional<std::uint64_t> bodyBytes, double seconds)
{
    m_durations[static_cast<std::size_t>(handler)]->observe(seconds);
    if (handler == HandlerName::Push && bodyBytes)
        m_pushBytes.observe(static_cast<double>(*bodyBytes));
    const auto name = std::ranges::find(kMethodNames, method.empty() ? "none" : method);
    const auto code = std::ranges::find(kCodeNumbers, status);
    if (name != kMethodNames.end() && code != kCodeNumbers.end())
        requests(handler, static_cast<std::size_t>(name - kMethodNames.begin()),
            static_cast<std::size_t>(code - kCodeNumbers.begin()))
            .add();
}

void SelfMetrics::setReload(bool successful, double unixSeconds)
{
    m_reloadSuccessful.set(successful ? 1 : 0);
    if (successful)
        m_reloadTime.set(unixSeconds);
}

void SelfMetrics::watch(const Engine& engine, const StoreLimits& limits)
{
    Gauge& series = m_registry.gauge("cairn_series", "Series that are held.");
    Gauge& families = m_registry.gauge("cairn_families", "Families that are held.");
    Gauge& groups = m_registry.gauge("cairn_groups", "Groups that are held: sets of path labels.");
    Gauge& lines = m_registry.gauge("cairn_known_lines", "Lines that are recognised without being parsed.");
    Gauge& side = m_registry.gauge("cairn_window_memory_bytes", "Memory of windows, sketches and baselines.");
    Gauge& united = m_registry.total("cairn_histograms_united_total", "Histograms merged over different bounds.");
    Gauge& expired = m_registry.total("cairn_series_expired_total", "Series whose lifetime ended.");
    Gauge& reset = m_registry.total("cairn_series_reset_total", "Series taken out by a delete or reset.");
    m_registry.gauge("cairn_series_limit", "Series that may be held.").set(limitValue(limits.series));
    m_registry.gauge("cairn_families_limit", "Families that may be held.").set(limitValue(limits.families));
    m_registry.gauge("cairn_window_memory_limit_bytes", "Memory that windows, sketches and baselines may take.")
        .set(limitValue(limits.sideBytes));
    m_registry.beforeRender([&, pEngine = &engine] {
        const EngineStats stats = pEngine->stats();
        series.set(static_cast<double>(stats.series));
        families.set(static_cast<double>(stats.families));
        groups.set(static_cast<double>(stats.groups));
        lines.set(static_cast<double>(stats.knownLines));
        side.set(static_cast<double>(stats.sideBytes));
        united.set(static_cast<double>(stats.boundsUnited));
        expired.set(static_cast<double>(stats.seriesExpired));
        reset.set(static_cast<double>(stats.seriesReset));
    });
}

} // namespace cairn
