// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/web/router.h"

#include "core/gateway/web/error_answer.h"
#include "core/gateway/web/http_refusal.h"

#include <algorithm>
#include <memory>
#include <new>

namespace cairn {

namespace {

std::string_view headerOr(const http::RequestHead& head, std::string_view name, std::string_view fallback)
{
    const std::string* value = head.header(name);
    return value == nullptr ? fallback : std::string_view(*value);
}

std::string_view restOf(const http::RequestHead& head, std::string_view path)
{
    return std::string_view(head.rawPath).substr(path.size());
}

bool isUnder(std::string_view path, std::string_view resource, Router::Scope scope) noexcept
{
    if (!path.starts_with(resource))
        return false;
    const std::string_view rest = path.substr(resource.size());
    if (scope == Router::Scope::Exact)
        return rest.empty() || rest == "/";
    return rest.starts_with('/');
}

void refuseForMemory(const http::Request& request, http::Responder& responder)
{
    http::Response response = answerTo(request, {503, "memory", "out of memory", 0});
    response.headers.push_back({"Retry-After", "5"});
    responder.send(std::move(response));
}

void answer(Route& route, const http::Request& request, std::string_view rest, http::Responder& responder)
{
    try {
        route.handle(request, rest, responder);
    } catch (const std::bad_alloc&) {
        refuseForMemory(request, responder);
    }
}

/// False: nothing was answered, it takes too long here.
bool answerHere(Route& route, const http::Request& request, std::string_view rest, http::Responder& responder)
{
    try {
        return route.handleHere(request, rest, responder);
    } catch (const std::bad_alloc&) {
        refuseForMemory(request, responder);
        return true;
    }
}

} // namespace

void Router::add(std::string path, Scope scope, std::vector<std::string_view> methods, Access access, HandlerName label,
    Route& route)
{
    const auto same = [&](const Resource& resource) { return resource.path == path && resource.scope == scope; };
    auto at = std::ranges::find_if(m_resources, same);
    if (at == m_resources.end())
        at = m_resources.insert(at, {std::move(path), scope, {}});
    for (const std::string_view name : methods) {
        if (at->method(name) == nullptr)
            at->methods.push_back({name, access, label, &route});
    }
}

const Router::Method* Router::Resource::method(std::string_view name) const noexcept
{
    const auto at = std::ranges::find(methods, name, &Method::name);
    return at == methods.end() ? nullptr : &*at;
}

bool Router::Resource::takesPages() const noexcept
{
    return std::ranges::any_of(methods, [](const Method& method) { return method.access == Access::Pages; });
}

const Router::Resource* Router::find(std::string_view path) const noexcept
{
    for (const Scope scope : {Scope::Exact, Scope::Below}) {
        for (const Resource& resource : m_resources) {
            if (resource.scope == scope && isUnder(path, resource.path, scope))
                return &resource;
        }
    }
    return nullptr;
}

Router::Found Router::find(const http::RequestHead& head) const noexcept
{
    const Resource* resource = find(head.rawPath);
    return {resource, resource == nullptr ? nullptr : resource->method(head.method)};
}

HandlerName Router::labelOf(const http::RequestHead& head) const
{
    return head.method.empty() ? HandlerName::None : find(head).label();
}

/// The admin API speaks JSON to everybody; pushes that stand beside it do not.
http::Response Router::tell(const http::RequestHead& head, const Problem& problem) const
{
    const Resource* resource = find(head.rawPath);
    const std::string api = m_prefix + "/api/v2";
    const bool isApi = head.rawPath == api || head.rawPath.starts_with(api + '/');
    return isApi && (resource == nullptr || !resource->takesPages()) ? jsonAnswer(problem) : answerTo(head, problem);
}

http::Response Router::answerUnrouted(const http::RequestHead& head, const Resource* resource)
{
    const bool isOptions = head.method == "OPTIONS";
    if (isOptions && resource != nullptr && resource->takesPages()
        && head.header("access-control-request-method") != nullptr)
        return answerPreflight(head, *resource);
    if (resource == nullptr && head.rawPath != "*")
        return tell(head,
            {404, "not_found",
                "there is nothing here: pushes go to " + m_prefix + "/metrics, " + m_prefix + "/ tells more", 0});
    std::string allow;
    if (resource != nullptr) {
        for (const Method& method : resource->methods)
            allow.append(method.name).append(", ");
    }
    http::Response response;
    if (isOptions)
        response.status = 204;
    else
        response = tell(head, {405, "method_not_allowed", "this path takes " + allow + "OPTIONS", 0});
    response.headers.push_back({"Allow", allow + "OPTIONS"});
    if (resource != nullptr && resource->takesPages())
        m_uses.origins.addTo(response, head);
    return response;
}

http::Response Router::answerPreflight(const http::RequestHead& head, const Resource& resource)
{
    std::string methods;
    for (const Method& method : resource.methods) {
        if (method.access == Access::Pages)
            methods.append(method.name).append(", ");
    }
    http::Response response = m_uses.origins.preflight(head, methods + "OPTIONS");
    if (response.status == 403)
        note(head, HandlerName::Other, EarlyRefusal::Origin, "a preflight of an origin that is not allowed");
    return response;
}

std::optional<http::Response> Router::refusePage(const http::RequestHead& head, const Found& found)
{
    if (found.access() != Access::Anybody && !m_uses.hosts.admits(head))
        return turnAway(head, found, EarlyRefusal::Host,
            "this machine's gateway is not called by that name: see --web.allowed-hosts");
    const bool reads = head.method == "GET" || head.method == "HEAD" || head.method == "OPTIONS";
    if (found.access() == Access::Named && !reads && OriginPolicy::isCrossOrigin(head))
        return turnAway(head, found, EarlyRefusal::Origin, "a page of another origin may not do this");
    return {};
}

http::Response Router::turnAway(
    const http::RequestHead& head, const Found& found, EarlyRefusal reason, std::string_view why)
{
    note(head, found.label(), reason, why);
    const int status = reason == EarlyRefusal::Busy ? 503 : 403;
    return tell(head, {status, toString(reason), std::string(why), 0});
}

void Router::note(const http::RequestHead& head, HandlerName label, EarlyRefusal reason, std::string_view why)
{
    m_uses.metrics.countTurnedAway(label, reason);
    m_uses.log.limited(reason == EarlyRefusal::Busy ? LogLevel::Warn : LogLevel::Info, toString(reason),
        "Request refused",
        {{"method", head.method}, {"path", head.rawPath}, {"peer", head.peer.address},
            {"host", headerOr(head, "host", "")}, {"origin", headerOr(head, "origin", "")}, {"err", why}});
}

std::optional<http::Response> Router::refuse(const http::RequestHead& head)
{
    const Found found = find(head);
    if (auto refusal = refusePage(head, found))
        return refusal;
    if (found.method == nullptr)
        return answerUnrouted(head, found.resource);
    return found.method->route->refuse(head, restOf(head, found.resource->path));
}

http::Response Router::refused(const http::RequestHead& head, const http::Refusal& refusal)
{
    const Found found = find(head);
    if (found.label() == HandlerName::Push)
        m_uses.metrics.countRefusal(reasonOf(refusal.event));
    http::Response response = tell(head, problemOf(refusal));
    if (found.access() == Access::Pages)
        m_uses.origins.addTo(response, head);
    return response;
}

void Router::handle(http::Request request, http::Responder responder)
{
    const Found found = find(request);
    if (found.method == nullptr)
        return; // refuse() has answered; the responder says 500 if not
    if (!answerHere(*found.method->route, request, restOf(request, found.resource->path), responder))
        handOver(found, std::move(request), std::move(responder));
}

void Router::handOver(const Found& found, http::Request request, http::Responder responder)
{
    struct Held {
        http::Request request;
        http::Responder responder;
    };
    const std::shared_ptr<Held> held(new Held{std::move(request), std::move(responder)});
    if (m_uses.worker.post([found, held] {
            answer(*found.method->route, held->request, restOf(held->request, found.resource->path), held->responder);
        }))
        return;
    http::Response response
        = turnAway(held->request, found, EarlyRefusal::Busy, "too many large requests wait already: try again");
    response.headers.push_back({"Retry-After", "1"});
    if (found.access() == Access::Pages)
        m_uses.origins.addTo(response, held->request);
    held->responder.send(std::move(response));
}

} // namespace cairn
