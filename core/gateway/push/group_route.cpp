// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/push/group_route.h"

#include "core/aggregation/label_text.h"
#include "core/gateway/push/group_path.h"
#include "core/gateway/push/report_json.h"
#include "core/gateway/web/error_answer.h"
#include "core/gateway/web/query.h"

namespace cairn {

namespace {

constexpr std::string_view kDryRun = "dry_run";

struct Order {
    LabelSet group;
    bool dryRun = false;
};

Result<Order, Problem> readOrder(const http::RequestHead& head, std::string_view rest)
{
    auto group = readGroupPath(rest);
    if (!group)
        return Failure{Problem{400, "path", group.error(), 0}};
    const auto query = readQuery(head.query);
    if (!query)
        return Failure{Problem{400, "query", query.error(), 0}};
    for (const auto& [name, value] : *query) {
        if (name != kDryRun) // a misspelt one must not delete
            return Failure{Problem{400, "query", unknownParameter(name, {&kDryRun, 1}), 0}};
    }
    const auto dryRun = readSwitch(*query, kDryRun);
    if (!dryRun)
        return Failure{Problem{400, "query", dryRun.error(), 0}};
    return Order{std::move(*group), *dryRun};
}

} // namespace

std::optional<http::Response> GroupRoute::refuse(const http::RequestHead& head, std::string_view rest)
{
    const auto order = readOrder(head, rest);
    if (order)
        return {};
    return answerTo(head, order.error());
}

bool GroupRoute::isHeavy(const http::Request& request) const
{
    return !request.query.empty();
}

void GroupRoute::handle(const http::Request& request, std::string_view rest, http::Responder& responder)
{
    const auto order = readOrder(request, rest);
    if (!order)
        return responder.send(answerTo(request, order.error()));
    Removal removal;
    removal.group = order->group;
    if (order->dryRun)
        return responder.send(jsonResponse(200, removalJson(m_engine.wouldRemove(removal, m_now()))));
    const RemovedSet removed = m_engine.remove(removal, m_now());
    m_log.limited(LogLevel::Info, "group_deleted", "Group deleted",
        {{"group", labelText(order->group)}, {"series", removed.series.size()}, {"peer", request.peer.address}});
    http::Response response;
    response.status = 202;
    responder.send(std::move(response));
}

} // namespace cairn
