// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/self_metrics.h"
#include "core/gateway/web/error_answer.h"
#include "core/gateway/web/host_policy.h"
#include "core/gateway/web/origin_policy.h"
#include "core/gateway/web/route.h"
#include "core/gateway/worker.h"
#include "core/http/handler.h"
#include "core/telemetry/log.h"

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Finds the route of a request by its path, as sent, and its method; answers what needs none: 404, 405, OPTIONS, 503,
/// and 403 to a page of another site. Filled first, then used from any thread.
class Router final : public http::Handler {
public:
    struct Uses {
        const HostPolicy& hosts;
        const OriginPolicy& origins;
        Worker& worker;
        SelfMetrics& metrics;
        Log& log;
    };
    /// `prefix` is of all paths, for what people are told.
    Router(Uses uses, std::string prefix) : m_uses(uses), m_prefix(std::move(prefix)) { }

    enum class Scope : std::uint8_t { Exact, Below }; ///< a final slash belongs to Exact
    enum class Access : std::uint8_t {
        Anybody, ///< health: asked by machines under any name
        Named, ///< the host must be admitted
        Pages, ///< also pages of allowed origins: pushes, and what they may read
    };
    /// Lets `route`, which must outlive this, answer `methods` on `path`. The first of a path and method counts.
    void add(std::string path, Scope scope, std::vector<std::string_view> methods, Access access, HandlerName label,
        Route& route);

    std::optional<http::Response> refuse(const http::RequestHead& head) override;
    /// Hands what is heavy to the worker; answers 503 where too much waits already.
    void handle(http::Request request, http::Responder responder) override;
    /// Names the flag that sets the limit; counts a refused push.
    http::Response refused(const http::RequestHead& head, const http::Refusal& refusal) override;
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
    /// What a request is for; null where there is nothing.
    struct Found {
        const Resource* resource = nullptr;
        const Method* method = nullptr;
        [[nodiscard]] Access access() const noexcept { return method == nullptr ? Access::Named : method->access; }
        [[nodiscard]] HandlerName label() const noexcept
        {
            return method == nullptr ? HandlerName::Other : method->label;
        }
    };
    [[nodiscard]] const Resource* find(std::string_view path) const noexcept;
    [[nodiscard]] Found find(const http::RequestHead& head) const noexcept;
    [[nodiscard]] http::Response tell(const http::RequestHead& head, const Problem& problem) const;
    [[nodiscard]] http::Response answerUnrouted(const http::RequestHead& head, const Resource* resource);
    [[nodiscard]] http::Response answerPreflight(const http::RequestHead& head, const Resource& resource);
    [[nodiscard]] std::optional<http::Response> refusePage(const http::RequestHead& head, const Found& found);
    [[nodiscard]] http::Response turnAway(
        const http::RequestHead& head, const Found& found, EarlyRefusal reason, std::string_view why);
    void note(const http::RequestHead& head, HandlerName label, EarlyRefusal reason, std::string_view why);
    void handOver(const Found& found, http::Request request, http::Responder responder);

    const Uses m_uses;
    const std::string m_prefix;
    std::vector<Resource> m_resources;
};

} // namespace cairn
