// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/route.h"

#include <functional>

namespace cairn {

/// A route that is one function of the request.
class FunctionRoute final : public Route {
public:
    using Function = std::function<http::Response(const http::Request&)>;
    explicit FunctionRoute(Function function) : m_function(std::move(function)) { }
    void handle(const http::Request& request, std::string_view, http::Responder& responder) override
    {
        responder.send(m_function(request));
    }

private:
    Function m_function;
};

} // namespace cairn
