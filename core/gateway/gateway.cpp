// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/gateway.h"

#include "core/aggregation/engine.h"
#include "core/gateway/rules_keeper.h"
#include "core/gateway/site.h"
#include "core/gateway/ticker.h"
#include "core/gateway/web/http_watch.h"
#include "core/http/server.h"
#include "core/telemetry/build_info.h"
#include "core/telemetry/process_metrics.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <mutex>

namespace cairn {

namespace {

constexpr std::chrono::milliseconds kTick{1000};
constexpr std::chrono::seconds kStuck{30};
constexpr std::chrono::milliseconds kMoveGrace{2000}; // nobody is served for as long

StoreLimits storeLimits(const LimitConfig& config)
{
    StoreLimits limits;
    limits.nameBytes = config.labelNameBytes;
    limits.labelValueBytes = config.labelValueBytes;
    limits.helpBytes = config.helpBytes;
    limits.labelsPerSeries = config.labelsPerSeries;
    limits.bucketsPerHistogram = config.bucketsPerHistogram;
    limits.seriesPerPush = config.seriesPerPush;
    limits.seriesPerGroup = config.seriesPerGroup;
    limits.seriesPerFamily = config.seriesPerFamily;
    limits.series = config.series;
    limits.families = config.families;
    limits.sideBytes = config.windowMemoryBytes;
    return limits;
}

LogField limitField(std::string_view key, std::uint64_t limit)
{
    return limit == std::numeric_limits<std::uint64_t>::max() ? LogField(key, "none") : LogField(key, limit);
}

EngineOptions engineOptions(const Config& config)
{
    return {profileFromString(config.profile).value_or(Profile::Gravel), storeLimits(config.limit), config.seriesTtl,
        config.push.timestamps == "ignore"};
}

http::ServerOptions serverOptions(const Config& config)
{
    const WebConfig& web = config.web;
    http::ServerOptions options;
    options.addresses = web.listenAddresses;
    options.threads = static_cast<int>(web.threads);
    options.limits.requestLineBytes = web.maxRequestLineBytes;
    options.limits.headerBytes = web.maxHeaderBytes;
    options.limits.headerFields = static_cast<int>(web.maxHeaderFields);
    options.limits.bodyBytes = config.push.maxBodyBytes;
    options.limits.headerTimeout = web.headerTimeout;
    options.limits.requestTimeout = web.readTimeout;
    options.limits.writeTimeout = web.writeTimeout;
    options.limits.idleTimeout = web.idleTimeout;
    options.limits.connections = static_cast<int>(web.maxConnections);
    options.limits.connectionsPerAddress = static_cast<int>(web.maxConnectionsPerAddress);
    return options;
}

std::string_view portOf(std::string_view address)
{
    return address.substr(address.rfind(':') + 1); // of a path: what no other address has
}

bool shareAPort(const std::vector<std::string>& some, const std::vector<std::string>& others)
{
    return std::ranges::any_of(some, [&others](const std::string& one) {
        return std::ranges::any_of(others, [&one](const std::string& other) { return portOf(one) == portOf(other); });
    });
}

} // namespace

// Destroyed from below: listeners first, then what they use.
struct Gateway::Rooms {
    Rooms(Gateway& gateway, Config settings, std::vector<int> sockets, Log& target);

    [[nodiscard]] Instant now() const
    {
        return std::chrono::duration_cast<Instant>(std::chrono::steady_clock::now() - begin);
    }
    void tick();
    void watchProcess();
    bool onWorker(std::atomic<bool>& waits, Worker::Task task);
    [[nodiscard]] Site::Actions actions(Gateway& gateway);
    using Listening = Result<std::unique_ptr<http::Server>, std::string>;
    [[nodiscard]] Listening listenAt(const std::vector<std::string>& addresses);
    std::unique_ptr<http::Server> serveBy(std::unique_ptr<http::Server> next); ///< what served until now
    void letLeave(std::unique_ptr<http::Server> old);
    [[nodiscard]] Result<void, StartError> listenAnew(const std::vector<std::string>& addresses);

    const Config config;
    std::vector<int> descriptors;
    Log& log;
    const std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
    std::atomic<Instant::rep> lastTick{0};
    std::atomic<bool> ready{false};
    std::atomic<bool> quitting{false};
    std::atomic<bool> reloadWaits{false};
    std::atomic<bool> pollWaits{false};
    std::atomic<http::Server*> listening{nullptr};
    std::mutex listeningMutex; ///< held by who uses the server on a thread that may outlive it
    Engine engine;
    SelfMetrics metrics;
    RulesKeeper rules;
    Site site;
    HttpWatch watch;
    std::unique_ptr<Ticker> ticker;
    std::unique_ptr<http::Server> server;
    std::vector<std::unique_ptr<http::Server>> leaving; ///< accept no more, and finish what they have
};

Gateway::Rooms::Rooms(Gateway& gateway, Config settings, std::vector<int> sockets, Log& target)
    : config(std::move(settings))
    , descriptors(std::move(sockets))
    , log(target)
    , engine(engineOptions(config))
    , rules(config.rulesFile, engine, metrics, log)
    , site(
          config, engine, metrics, log, [this] { return now(); }, actions(gateway))
    , watch(site.router(), metrics, log)
{
    watch.onScrape = [this](const http::RequestHead& head, int status, double seconds) {
        site.admin().noteScrape(head, status, seconds);
    };
    metrics.watch(engine, storeLimits(config.limit));
    watchProcess();
}

void Gateway::Rooms::watchProcess()
{
    Registry& registry = metrics.registry();
    addBuildInfo(registry, qVersion());
    addProcessMetrics(registry);
    Gauge& connections = registry.gauge("cairn_http_connections", "Open connections.");
    Gauge& dropped = registry.total("cairn_log_lines_dropped_total", "Log lines that nobody took in time.");
    registry.beforeRender([this, &connections, &dropped] {
        const std::scoped_lock lock(listeningMutex);
        const http::Server* open = listening.load();
        connections.set(open == nullptr ? 0 : open->connections());
        dropped.set(static_cast<double>(log.dropped()));
    });
}

Site::Actions Gateway::Rooms::actions(Gateway& gateway)
{
    return {
        .reload =
            [this] {
                const auto loaded = rules.load();
                return loaded ? std::vector<std::string>() : loaded.error();
            },
        .quit =
            [this, &gateway] {
                if (!quitting.exchange(true))
                    QMetaObject::invokeMethod(&gateway, &Gateway::quitRequested, Qt::QueuedConnection);
            },
        .illness = [this]() -> std::string {
            const Instant silent = now() - Instant(lastTick.load());
            return silent < kStuck ? "" : "expiry of series has been stuck for over 30 seconds";
        },
        .unreadiness = [this]() -> std::string { return ready ? "" : "shutting down"; },
        .addresses =
            [this] {
                const std::scoped_lock lock(listeningMutex);
                const http::Server* open = listening.load();
                return open == nullptr ? std::vector<std::string>() : open->boundAddresses();
            },
        .connections =
            [this] {
                const std::scoped_lock lock(listeningMutex);
                const http::Server* open = listening.load();
                return open == nullptr ? 0.0 : static_cast<double>(open->connections());
            },
        .rules = &rules,
    };
}

// False: too much waits there. A task that waits there already, as `waits` says, is not posted again.
bool Gateway::Rooms::onWorker(std::atomic<bool>& waits, Worker::Task task)
{
    if (waits.exchange(true))
        return true;
    const bool posted = site.worker().post([&waits, task = std::move(task)] {
        waits = false;
        task();
    });
    if (!posted)
        waits = false;
    return posted;
}

// On the ticker's thread: neither pushes nor the window wait for it. Reading rules and matching all series anew may
// take seconds, and is left to the worker.
void Gateway::Rooms::tick()
{
    try {
        engine.expire(now());
        engine.sortNewSeries();
        onWorker(pollWaits, [this] { rules.poll(); });
        site.admin().tick();
        lastTick = now().count();
    } catch (const std::exception& error) {
        log.limited(LogLevel::Error, "tick", "Expiry of series failed", {{"err", error.what()}});
    }
}

Gateway::Gateway(Config config, std::vector<int> descriptors, Log& log, QObject* parent)
    : QObject(parent), m_rooms(std::make_unique<Rooms>(*this, std::move(config), std::move(descriptors), log))
{
}

Gateway::~Gateway()
{
    const std::scoped_lock lock(m_rooms->listeningMutex);
    m_rooms->listening = nullptr;
}

Result<void, StartError> Gateway::start()
{
    Rooms& rooms = *m_rooms;
    if (const auto loaded = rooms.rules.load(); !loaded)
        return Failure{StartError{StartError::Kind::Rules, loaded.error()}};
    rooms.ready = true; // before the first request can come
    http::ServerOptions options = serverOptions(rooms.config);
    options.descriptors = std::move(rooms.descriptors);
    auto server = http::Server::start(options, rooms.site.router(), rooms.watch);
    if (!server)
        return Failure{StartError{StartError::Kind::Listen, {server.error()}}};
    rooms.serveBy(std::move(*server));
    rooms.lastTick = rooms.now().count();
    rooms.ticker = std::make_unique<Ticker>("housekeeping", kTick, [&rooms] { rooms.tick(); });
    return {};
}

std::vector<std::string> Gateway::boundAddresses() const
{
    return m_rooms->server ? m_rooms->server->boundAddresses() : std::vector<std::string>();
}

Gateway::Rooms::Listening Gateway::Rooms::listenAt(const std::vector<std::string>& addresses)
{
    http::ServerOptions options = serverOptions(config);
    options.addresses = addresses;
    return http::Server::start(options, site.router(), watch);
}

std::unique_ptr<http::Server> Gateway::Rooms::serveBy(std::unique_ptr<http::Server> next)
{
    const std::scoped_lock lock(listeningMutex);
    listening = next.get();
    server.swap(next);
    return next;
}

void Gateway::Rooms::letLeave(std::unique_ptr<http::Server> old)
{
    http::Server* one = old.get();
    leaving.push_back(std::move(old));
    one->drain(config.web.shutdownGrace,
        [this, one] { std::erase_if(leaving, [one](const auto& left) { return left.get() == one; }); });
}

// The old server has left its port. Where the new one cannot have it, the old addresses are taken again.
Result<void, StartError> Gateway::Rooms::listenAnew(const std::vector<std::string>& addresses)
{
    const std::vector<std::string> before = server->boundAddresses();
    serveBy(nullptr).reset();
    auto next = listenAt(addresses);
    if (next) {
        serveBy(std::move(*next));
        return {};
    }
    StartError error{StartError::Kind::Listen, {next.error()}};
    if (auto back = listenAt(before))
        serveBy(std::move(*back));
    else
        error.lines.push_back(back.error());
    return Failure{std::move(error)};
}

void Gateway::moveTo(const std::vector<std::string>& addresses, Moved moved)
{
    Rooms& rooms = *m_rooms;
    if (auto next = rooms.listenAt(addresses)) {
        rooms.letLeave(rooms.serveBy(std::move(*next)));
        moved({});
    } else if (!shareAPort(addresses, boundAddresses())) {
        moved(Failure{StartError{StartError::Kind::Listen, {next.error()}}});
    } else {
        rooms.server->drain(std::min(rooms.config.web.shutdownGrace, kMoveGrace),
            [&rooms, addresses, moved = std::move(moved)] { moved(rooms.listenAnew(addresses)); });
    }
}

void Gateway::reload()
{
    const auto load = [rooms = m_rooms.get()] { static_cast<void>(rooms->rules.load()); };
    if (!m_rooms->onWorker(m_rooms->reloadWaits, load))
        load(); // rather late than never
}

void Gateway::logStatus()
{
    const EngineStats stats = m_rooms->engine.stats();
    const LimitConfig& limit = m_rooms->config.limit;
    m_rooms->log.info("Status",
        {{"series", stats.series}, limitField("series_limit", limit.series), {"families", stats.families},
            limitField("families_limit", limit.families), {"groups", stats.groups}, {"known_lines", stats.knownLines},
            {"window_bytes", stats.sideBytes}, limitField("window_bytes_limit", limit.windowMemoryBytes),
            {"connections", m_rooms->server ? m_rooms->server->connections() : 0}});
}

void Gateway::shutdown(std::function<void()> done)
{
    if (!m_rooms->ready.exchange(false))
        return;
    m_rooms->site.admin().close();
    m_rooms->server->drain(m_rooms->config.web.shutdownGrace, std::move(done));
}

} // namespace cairn
