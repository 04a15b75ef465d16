// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/changes_route.h"

#include "core/gateway/api/api_route.h"
#include "core/model/quote.h"

namespace cairn {

namespace {

constexpr double kUsualSeconds = 20;
constexpr double kMostSeconds = 30;

std::uint32_t readKinds(Parameters& parameters)
{
    std::uint32_t kinds = 0;
    for (const std::string& name : parameters.texts("kind")) {
        std::uint32_t bit = 0;
        for (int i = 0; i < kChangeKinds; ++i)
            bit |= name == toString(static_cast<ChangeKind>(i)) ? 1u << i : 0u;
        if (bit == 0)
            parameters.complain({400, "query", "expected a kind of change for kind, found " + quote(name), {}});
        kinds |= bit;
    }
    return kinds == 0 ? ~0u : kinds;
}

ChangeFeed::Ask readAsk(Parameters& parameters)
{
    ChangeFeed::Ask ask;
    if (parameters.has("since"))
        ask.since = parameters.count("since", 0);
    const double seconds = parameters.number("timeout").value_or(kUsualSeconds);
    if (seconds < 0 || seconds > kMostSeconds)
        parameters.complain({400, "query", "expected 0 to 30 seconds for timeout", {}});
    else
        ask.timeout = std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
    ask.kinds = readKinds(parameters);
    return ask;
}

} // namespace

std::optional<http::Response> ChangesRoute::refuse(const http::RequestHead& head, std::string_view)
{
    return refuseStrangers(m_rights, m_log, head);
}

void ChangesRoute::handle(const http::Request& request, std::string_view, http::Responder& responder)
{
    Parameters parameters(request.query);
    const ChangeFeed::Ask ask = readAsk(parameters);
    if (parameters.problem())
        return responder.send(errorAnswer(*parameters.problem()));
    m_feed.answer(ask, std::move(responder));
}

} // namespace cairn
