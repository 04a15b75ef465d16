// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/group_route.h"

#include "core/aggregation/label_text.h"
#include "core/gateway/error_answer.h"
#include "core/gateway/group_path.h"

namespace cairn {

std::optional<http::Response> GroupRoute::refuse(const http::RequestHead& head, std::string_view rest)
{
    const auto group = readGroupPath(rest);
    if (group)
        return {};
    return answerTo(head, {400, "path", group.error(), 0});
}

void GroupRoute::handle(const http::Request& request, std::string_view rest, http::Responder& responder)
{
    auto group = readGroupPath(rest);
    if (!group)
        return responder.send(answerTo(request, {400, "path", group.error(), 0}));
    const std::string text = labelText(*group);
    Removal removal;
    removal.group = std::move(*group);
    const RemovedSet removed = m_engine.remove(removal, m_now());
    m_log.limited(LogLevel::Info, "group_deleted", "Group deleted",
        {{"group", text}, {"series", removed.series.size()}, {"peer", request.peer.address}});
    http::Response response;
    response.status = 202;
    responder.send(std::move(response));
}

} // namespace cairn
