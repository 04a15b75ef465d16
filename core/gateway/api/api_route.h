// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/api/admin_rights.h"
#include "core/gateway/api/api_answer.h"
#include "core/gateway/api/parameters.h"
#include "core/gateway/web/route.h"
#include "core/gateway/worker.h"
#include "core/telemetry/log.h"

#include <functional>

namespace cairn {

/// A request of the admin API, as it is answered on the API's own thread.
struct ApiRequest {
    const http::Request& http;
    std::string_view rest; ///< the path behind that of the resource
    Parameters parameters;
};

/// Answers a request of the admin API by a function, on a thread of the API's own: neither listeners nor large pushes
/// wait for it. Who may not is refused before the body is read.
class ApiRoute final : public Route {
public:
    using Function = std::function<ApiAnswer(ApiRequest&)>;
    struct Uses {
        const AdminRights& rights;
        Worker& worker;
        Log& log;
    };
    ApiRoute(Uses uses, Function function) : m_uses(uses), m_function(std::move(function)) { }
    std::optional<http::Response> refuse(const http::RequestHead& head, std::string_view rest) override;
    void handle(const http::Request& request, std::string_view rest, http::Responder& responder) override;

private:
    [[nodiscard]] http::Response answer(const http::Request& request, std::string_view rest) const;

    Uses m_uses;
    Function m_function;
};

/// The refusal of who may not, for routes of the API that answer otherwise; it is logged.
[[nodiscard]] std::optional<http::Response> refuseStrangers(
    const AdminRights& rights, Log& log, const http::RequestHead& head);

} // namespace cairn
