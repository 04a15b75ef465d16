// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/status_api.h"

#include "core/gateway/api/page.h"
#include "core/gateway/rules_keeper.h"
#include "core/telemetry/build_info.h"

#include <QtGlobal>

#include <limits>

namespace cairn {

namespace {

template <typename Function>
void object(JsonWriter& json, std::string_view key, Function&& members)
{
    json.key(key);
    json.beginObject();
    members();
    json.endObject();
}

void writeBuild(JsonWriter& json)
{
    const BuildInfo& build = buildInfo();
    object(json, "build", [&] {
        json.member("version", build.version);
        json.member("revision", build.revision);
        json.member("branch", build.branch);
        json.member("date", build.date);
        json.member("user", build.user);
        json.member("compiler", build.compiler);
        json.member("qt", qVersion());
        json.member("platform", build.platform);
    });
}

void writeFlow(JsonWriter& json, std::string_view key, double total, double rate)
{
    object(json, key, [&] {
        json.member("total", total);
        json.member("rate", rate);
    });
}

// A limit that is none is the largest number, or 0 where that means as much.
void writeGauge(JsonWriter& json, std::string_view key, double now, std::uint64_t limit, std::string_view flag)
{
    const bool isLimited = limit != 0 && limit != std::numeric_limits<std::uint64_t>::max();
    const auto most = static_cast<double>(limit);
    object(json, key, [&] {
        json.member("now", now);
        json.member("limit", isLimited ? std::optional(most) : std::nullopt);
        json.member("ratio", isLimited ? std::optional(now / most) : std::nullopt);
        if (!flag.empty())
            json.member("flag", flag);
    });
}

} // namespace

ApiAnswer StatusApi::status(ApiRequest& request) const
{
    ApiData data;
    JsonWriter& json = data.json();
    const double wall = m_uses.wall();
    json.beginObject();
    writeBuild(json);
    json.member("profile", m_uses.config.profile);
    json.member("time", wall);
    json.member("start_time", m_uses.startedAt);
    json.member("uptime_seconds", std::chrono::duration<double>(m_uses.now()).count());
    writeHealth(json);
    writePlace(json, request);
    writeFlows(json);
    writeGauges(json);
    writeScrapes(json);
    writeRules(json);
    object(json, "store", [&] {
        json.member("kind", "memory");
        json.member("durable", false);
    });
    json.member("watching", m_uses.isWatching());
    json.endObject();
    return data.finish();
}

void StatusApi::writeHealth(JsonWriter& json) const
{
    const std::string illness = m_uses.around.illness ? m_uses.around.illness() : "";
    const std::string unreadiness = m_uses.around.unreadiness ? m_uses.around.unreadiness() : "";
    json.member("ready", unreadiness.empty());
    json.member("healthy", illness.empty());
    if (!illness.empty() || !unreadiness.empty())
        json.member("complaint", illness.empty() ? unreadiness : illness);
}

void StatusApi::writePlace(JsonWriter& json, const ApiRequest& request) const
{
    const WebConfig& web = m_uses.config.web;
    json.key("addresses");
    json.beginArray();
    for (const std::string& address : m_uses.around.addresses ? m_uses.around.addresses() : web.listenAddresses)
        json.value(address);
    json.endArray();
    object(json, "paths", [&] {
        json.member("push", web.routePrefix + "/metrics");
        json.member("scrape", web.routePrefix + web.telemetryPath);
        json.member("self_metrics", web.routePrefix + web.selfMetricsPath);
    });
    object(json, "rights", [&] {
        json.member("admin", true); // nobody else gets this far
        json.member("by", toString(m_uses.rights.of(request.http)));
    });
}

void StatusApi::writeFlows(JsonWriter& json) const
{
    const SelfMetrics::PushTotals totals = m_uses.metrics.pushTotals();
    const auto flow = [&](std::string_view key, double total, std::string_view line) {
        writeFlow(json, key, total, m_uses.meter.rate(line));
    };
    flow("pushes", static_cast<double>(totals.pushes), "pushes");
    flow("samples", static_cast<double>(totals.samples), "samples");
    flow("created", static_cast<double>(totals.created), "created");
    flow("dropped_samples", static_cast<double>(totals.dropped), "dropped");
    flow("cpu", processUse().cpuSeconds, "cpu");
    writeRefusals(json, totals);
}

void StatusApi::writeRefusals(JsonWriter& json, const SelfMetrics::PushTotals& totals) const
{
    auto reasons = totals.refusals;
    double all = 0;
    for (const auto& [reason, count] : reasons)
        all += static_cast<double>(count);
    writeFlow(json, "refusals", all, m_uses.meter.rate("refusals"));
    std::erase_if(reasons, [](const auto& reason) { return reason.second == 0; });
    sortRows(reasons, true, [](const auto& reason) { return std::optional(reason.second); });
    json.key("refusals_by_reason");
    json.beginArray();
    for (const auto& [reason, count] : reasons) {
        json.beginObject();
        json.member("reason", reason);
        json.member("total", count);
        json.member("rate", m_uses.meter.rate("refusals:" + std::string(reason)));
        json.endObject();
    }
    json.endArray();
}

void StatusApi::writeGauges(JsonWriter& json) const
{
    const EngineStats stats = m_uses.engine.stats();
    const LimitConfig& limit = m_uses.config.limit;
    writeGauge(json, "series", static_cast<double>(stats.series), limit.series, "--limit.series");
    writeGauge(json, "families", static_cast<double>(stats.families), limit.families, "--limit.families");
    writeGauge(json, "groups", static_cast<double>(stats.groups), 0, {});
    writeGauge(json, "window_bytes", static_cast<double>(stats.sideBytes), limit.windowMemoryBytes,
        "--limit.window-memory-bytes");
    writeGauge(json, "connections", m_uses.around.connections ? m_uses.around.connections() : 0,
        m_uses.config.web.maxConnections, "--web.max-connections");
    const ProcessUse use = processUse();
    object(json, "memory", [&] {
        json.member("resident_bytes", use.residentBytes);
        json.member("virtual_bytes", use.virtualBytes);
    });
}

void StatusApi::writeRules(JsonWriter& json) const
{
    const RulesDocument document = m_uses.rules.document();
    object(json, "rules", [&] {
        json.member("count", m_uses.engine.rules()->rules().size());
        json.member("etag", document.etag);
        json.member("source", toString(document.source));
    });
}

void StatusApi::writeScrapes(JsonWriter& json) const
{
    const double wall = m_uses.wall();
    object(json, "scrapes", [&] {
        json.member("total", m_uses.scrapes.total());
        json.key("recent");
        json.beginArray();
        for (const ScrapeLog::Entry& scrape : m_uses.scrapes.recent()) {
            json.beginObject();
            json.member("time", scrape.time);
            json.member("age_seconds", std::max(wall - scrape.time, 0.0));
            json.member("from", scrape.from);
            json.member("status", scrape.status);
            json.member("duration_seconds", scrape.seconds);
            json.endObject();
        }
        json.endArray();
    });
}

} // namespace cairn
