// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/api_route.h"

#include "core/gateway/web/coded_answer.h"

#include <memory>
#include <new>

namespace cairn {

std::optional<http::Response> refuseStrangers(const AdminRights& rights, Log& log, const http::RequestHead& head)
{
    const auto problem = rights.refusal(head);
    if (!problem)
        return {};
    log.limited(LogLevel::Warn, "admin_refused", "Admin API refused",
        {{"method", head.method}, {"path", head.rawPath}, {"from", senderOf(head)}, {"err", problem->message}});
    return errorAnswer(*problem);
}

std::optional<http::Response> ApiRoute::refuse(const http::RequestHead& head, std::string_view)
{
    return refuseStrangers(m_uses.rights, m_uses.log, head);
}

http::Response ApiRoute::answer(const http::Request& request, std::string_view rest) const
{
    try {
        ApiRequest asked{request, rest, Parameters(request.query)};
        if (asked.parameters.complaint())
            return errorAnswer(*asked.parameters.complaint());
        ApiAnswer answer = m_function(asked);
        if (!answer)
            return errorAnswer(answer.error());
        if (asked.parameters.problem()) // of functions that know no parameters
            return errorAnswer(*asked.parameters.problem());
        encodeLong(*answer, request);
        return std::move(*answer);
    } catch (const std::bad_alloc&) {
        return errorAnswer({503, "memory", "out of memory", {}});
    }
}

void ApiRoute::handle(const http::Request& request, std::string_view rest, http::Responder& responder)
{
    struct Held {
        http::Request request;
        std::size_t restAt;
        http::Responder responder;
    };
    const std::shared_ptr<Held> held(new Held{request, request.rawPath.size() - rest.size(), std::move(responder)});
    const bool isTaken = m_uses.worker.post([this, held] {
        const std::string_view behind = std::string_view(held->request.rawPath).substr(held->restAt);
        held->responder.send(answer(held->request, behind));
    });
    if (!isTaken)
        held->responder.send(errorAnswer({503, "busy", "too many requests of the admin API wait already", {}}));
}

} // namespace cairn
