// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/host_policy.h"
#include "core/gateway/origin_policy.h"
#include "core/gateway/route.h"
#include "core/gateway/self_metrics.h"
#include "core/gateway/worker.h"
#include "core/http/handler.h"

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Finds the route of a request by its path, as sent, and its method; answers what needs none: 404, 405, OPTIONS, 503,
/// and 403 to a page of another site. Filled first, then used from any thread.
class Router final : public http::Handler {
public:
    Router(const HostPolicy& hosts, const OriginPolicy& origins, Worker& worker)
        : m_hosts(hosts), m_origins(origins), m_worker(worker)
    {
    }

    enum class Scope : std::uint8_t { Exact, Below }; ///< a final slash belongs to Exact
    enum class Access : std::uint8_t {
        Anybody, ///< health: asked by machines under any name
        Named, ///< the host must be admitted
        Pages, ///< also pages of allowed origins: pushes
    };
    /// Lets `route`, which must outlive this, answer `methods` on `path`. The first of a path and method counts.
    void add(std::string path, Scope scope, std::vector<std::string_view> methods, Access access, HandlerName label,
        Route& route);

    std::optional<http::Response> refuse(const http::RequestHead& head) override;
    /// Hands what is heavy to the worker; answers 503 where too much waits already.
    void handle(http::Request request, http::Responder responder) override;
    [[nodiscard]] HandlerName labelOf(const http::RequestHead& head) const;

private:
    struct Method {
        std::string_view name;
        Access access = Access::Named;
        HandlerName label = HandlerName::Other;
        Route* route = nullptr;
    };
    struct Resource {
        std::string path;
        Scope scope = Scope::Exact;
        std::vector<Method> methods;
        [[nodiscard]] const Method* method(std::string_view name) const noexcept;
        [[nodiscard]] bool takesPages() const noexcept;
    };
    [[nodiscard]] const Resource* find(std::string_view path) const noexcept;
    [[nodiscard]] std::optional<http::Response> refuseUnrouted(
        const http::RequestHead& head, const Resource* resource) const;
    [[nodiscard]] std::optional<http::Response> refusePage(const http::RequestHead& head, Access access) const;
    void handOver(const Resource& resource, const Method& method, http::Request request, http::Responder responder);

    const HostPolicy& m_hosts;
    const OriginPolicy& m_origins;
    Worker& m_worker;
    std::vector<Resource> m_resources;
};

} // namespace cairn
