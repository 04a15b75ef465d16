// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/router.h"

#include "core/gateway/error_answer.h"

#include <algorithm>
#include <memory>
#include <new>

namespace cairn {

namespace {

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

void answer(Route& route, const http::Request& request, std::string_view rest, http::Responder& responder)
{
    try {
        route.handle(request, rest, responder);
    } catch (const std::bad_alloc&) {
        http::Response response = answerTo(request, {503, "memory", "out of memory", 0});
        response.headers.push_back({"Retry-After", "5"});
        responder.send(std::move(response));
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

HandlerName Router::labelOf(const http::RequestHead& head) const
{
    const Resource* resource = find(head.rawPath);
    const Method* method = resource == nullptr ? nullptr : resource->method(head.method);
    return method == nullptr ? HandlerName::Other : method->label;
}

std::optional<http::Response> Router::refuseUnrouted(const http::RequestHead& head, const Resource* resource) const
{
    if (head.method == "OPTIONS" && resource != nullptr && resource->takesPages()
        && head.header("access-control-request-method") != nullptr)
        return m_origins.preflight(head);
    if (resource == nullptr && head.rawPath != "*")
        return answerTo(head, {404, "not_found", "there is nothing here: pushes go to /metrics, / tells more", 0});
    std::string allow;
    if (resource != nullptr) {
        for (const Method& method : resource->methods)
            allow.append(method.name).append(", ");
    }
    http::Response response;
    if (head.method == "OPTIONS")
        response.status = 204;
    else
        response = answerTo(head, {405, "method_not_allowed", "this path takes " + allow + "OPTIONS", 0});
    response.headers.push_back({"Allow", allow + "OPTIONS"});
    return response;
}

std::optional<http::Response> Router::refusePage(const http::RequestHead& head, Access access) const
{
    if (access != Access::Anybody && !m_hosts.admits(head))
        return answerTo(
            head, {403, "host", "this machine's gateway is not called by that name: see --web.allowed-hosts", 0});
    const bool reads = head.method == "GET" || head.method == "HEAD" || head.method == "OPTIONS";
    if (access == Access::Named && !reads && OriginPolicy::isCrossOrigin(head))
        return answerTo(head, {403, "origin", "a page of another origin may not do this", 0});
    return {};
}

std::optional<http::Response> Router::refuse(const http::RequestHead& head)
{
    const Resource* resource = find(head.rawPath);
    const Method* method = resource == nullptr ? nullptr : resource->method(head.method);
    if (auto refused = refusePage(head, method == nullptr ? Access::Named : method->access))
        return refused;
    if (method == nullptr)
        return refuseUnrouted(head, resource);
    return method->route->refuse(head, restOf(head, resource->path));
}

void Router::handle(http::Request request, http::Responder responder)
{
    const Resource* resource = find(request.rawPath);
    const Method* method = resource == nullptr ? nullptr : resource->method(request.method);
    if (method == nullptr)
        return; // refuse() has answered; the responder says 500 if not
    if (method->route->isHeavy(request))
        handOver(*resource, *method, std::move(request), std::move(responder));
    else
        answer(*method->route, request, restOf(request, resource->path), responder);
}

void Router::handOver(const Resource& resource, const Method& method, http::Request request, http::Responder responder)
{
    struct Held {
        http::Request request;
        http::Responder responder;
    };
    const std::shared_ptr<Held> held(new Held{std::move(request), std::move(responder)});
    if (m_worker.post([&resource, &method, held] {
            answer(*method.route, held->request, restOf(held->request, resource.path), held->responder);
        }))
        return;
    http::Response response
        = answerTo(held->request, {503, "busy", "too many large requests wait already: try again", 0});
    response.headers.push_back({"Retry-After", "1"});
    if (method.access == Access::Pages)
        m_origins.addTo(response, held->request);
    held->responder.send(std::move(response));
}

} // namespace cairn
