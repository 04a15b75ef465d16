// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/v1/api_v1.h"

#include "core/gateway/scrape/scrape_body.h"
#include "core/gateway/v1/groups_json.h"
#include "core/gateway/v1/rfc3339.h"
#include "core/gateway/web/accept_encoding.h"
#include "core/gateway/web/coded_answer.h"
#include "core/gateway/web/error_answer.h"
#include "core/gateway/web/json_text.h"
#include "core/telemetry/build_info.h"

#include <QtGlobal>

namespace cairn {

namespace {

void appendMember(std::string& out, std::string_view key, std::string_view value)
{
    appendJsonKey(out, key);
    appendJsonString(out, value);
}

void appendFlags(std::string& out, const std::vector<Setting>& settings)
{
    appendJsonKey(out, "flags");
    out += '{';
    for (const Setting& setting : settings)
        appendMember(out, setting.name, setting.value);
    out += '}';
}

void appendBuild(std::string& out)
{
    const BuildInfo& build = buildInfo();
    appendJsonKey(out, "build_information");
    out += '{';
    appendMember(out, "branch", build.branch);
    appendMember(out, "buildDate", build.date);
    appendMember(out, "buildUser", build.user);
    appendMember(out, "goVersion", std::string(build.compiler) + ", Qt " + qVersion());
    appendMember(out, "revision", build.revision);
    appendMember(out, "version", build.version);
    out += '}';
}

http::Response finished(http::Response response)
{
    response.headers.push_back({"Cache-Control", "no-cache, no-store, must-revalidate"});
    return response;
}

} // namespace

StatusRoute::StatusRoute(const Config& config, const OriginPolicy& origins, double startedAt) : m_origins(origins)
{
    m_body = "{\"status\":\"success\",\"data\":{";
    appendBuild(m_body);
    appendFlags(m_body, config.settings);
    appendMember(m_body, "start_time", rfc3339(startedAt));
    m_body += "}}\n";
}

void StatusRoute::handle(const http::Request& request, std::string_view, http::Responder& responder)
{
    http::Response response = finished(jsonResponse(200, m_body));
    encodeLong(response, request);
    m_origins.addTo(response, request);
    responder.send(std::move(response));
}

void GroupsRoute::handle(const http::Request& request, std::string_view, http::Responder& responder)
{
    http::Response response = answer(request);
    m_uses.origins.addTo(response, request);
    responder.send(std::move(response));
}

http::Response GroupsRoute::answer(const http::Request& request)
{
    auto ticket = m_tickets.take();
    if (!ticket) {
        http::Response busy = answerTo(request, {503, "busy", "too many such answers are under way", 0});
        busy.headers.push_back({"Retry-After", "5"});
        return busy;
    }
    const Instant now = m_uses.now();
    const double wall = m_uses.wall();
    const GroupsJson::Options options{
        wall - std::chrono::duration<double>(now).count(), wall, m_uses.face.isPushgateway()};
    const auto json = std::make_shared<GroupsJson>(GroupedSnapshot(m_uses.engine.inventory(now)), options);
    std::string begun;
    if (!json->next(begun, kRenderBytes)) {
        http::Response response = finished(jsonResponse(200, std::move(begun)));
        encodeLong(response, request);
        return response;
    }
    http::Response response = finished(jsonResponse(200, {}));
    response.headers.push_back({"Vary", "Accept-Encoding"});
    const ContentCoding coding = acceptedCoding(request);
    addCoding(response, coding);
    response.stream
        = std::make_unique<ScrapeBody>([json](std::string& out, std::size_t bytes) { return json->next(out, bytes); },
            std::move(begun), coding, [] { return false; }, std::move(ticket));
    return response;
}

// Without the flag Pushgateway has no such path at all; who stands before a closed door shall know the key.
std::optional<http::Response> WipeRoute::refuse(const http::RequestHead& head, std::string_view)
{
    if (m_gate.admits(head))
        return {};
    m_log.limited(LogLevel::Warn, "wipe_refused", "Wipe refused", {{"from", senderOf(head)}});
    return answerTo(
        head, {403, "forbidden", "only this machine may wipe, and not through a proxy: see --web.enable-admin-api", 0});
}

void WipeRoute::handle(const http::Request& request, std::string_view, http::Responder& responder)
{
    const std::size_t series = m_engine.wipe();
    m_audit(request, series);
    http::Response response;
    response.status = 202;
    responder.send(std::move(response));
}

} // namespace cairn
