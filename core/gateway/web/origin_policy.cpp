// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/web/origin_policy.h"

#include "core/http/chars.h"

#include <algorithm>
#include <re2/re2.h>

namespace cairn {

namespace {

bool isOwnOrigin(const http::RequestHead& head, std::string_view origin)
{
    const std::string* host = head.header("host");
    const std::size_t scheme = origin.find("://");
    return host != nullptr && scheme != std::string_view::npos
        && http::equalsIgnoreCase(origin.substr(scheme + 3), *host);
}

} // namespace

OriginPolicy::OriginPolicy(const WebConfig& web)
    : m_origins(web.corsOrigins), m_any(std::ranges::find(web.corsOrigins, "*") != web.corsOrigins.end())
{
    if (!web.corsOriginRegex.empty())
        m_regex = std::make_shared<const re2::RE2>("^(?:" + web.corsOriginRegex + ")$", re2::RE2::Quiet);
}

bool OriginPolicy::allows(std::string_view origin) const
{
    const auto same = [origin](const std::string& allowed) { return http::equalsIgnoreCase(allowed, origin); };
    return m_any || std::ranges::any_of(m_origins, same)
        || (m_regex && re2::RE2::FullMatch(re2::StringPiece(origin.data(), origin.size()), *m_regex));
}

bool OriginPolicy::isCrossOrigin(const http::RequestHead& head)
{
    if (const std::string* origin = head.header("origin"))
        return !isOwnOrigin(head, *origin);
    const std::string* site = head.header("sec-fetch-site");
    return site != nullptr && (*site == "cross-site" || *site == "same-site");
}

bool OriginPolicy::isForeign(const http::RequestHead& head) const
{
    if (!isCrossOrigin(head))
        return false;
    const std::string* origin = head.header("origin");
    return origin == nullptr || !allows(*origin);
}

http::Response OriginPolicy::preflight(const http::RequestHead& head, const std::string& methods) const
{
    if (isForeign(head))
        return http::textResponse(403, "this origin may not do this here: see --web.cors.origins\n");
    http::Response response;
    response.status = 204;
    addTo(response, head);
    response.headers.push_back({"Access-Control-Allow-Methods", methods});
    const std::string* wanted = head.header("access-control-request-headers");
    response.headers.push_back({"Access-Control-Allow-Headers", wanted != nullptr ? *wanted : "Content-Type"});
    response.headers.push_back({"Access-Control-Max-Age", "600"});
    return response;
}

void OriginPolicy::addTo(http::Response& response, const http::RequestHead& head) const
{
    if (m_origins.empty() && !m_regex)
        return;
    if (!m_any)
        response.headers.push_back({"Vary", "Origin"});
    const std::string* origin = head.header("origin");
    if (origin != nullptr && allows(*origin))
        response.headers.push_back({"Access-Control-Allow-Origin", m_any ? "*" : *origin});
}

} // namespace cairn
