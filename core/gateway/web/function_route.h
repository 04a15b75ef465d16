// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/web/route.h"

#include <cstdint>
#include <functional>

namespace cairn {

/// A route that is one function of the request.
class FunctionRoute final : public Route {
public:
    using Function = std::function<http::Response(const http::Request&)>;
    enum class Weight : std::uint8_t { Light, Heavy };
    explicit FunctionRoute(Function function, Weight weight = Weight::Light)
        : m_function(std::move(function)), m_weight(weight)
    {
    }
    bool isHeavy(const http::Request&) const override { return m_weight == Weight::Heavy; }
    void handle(const http::Request& request, std::string_view, http::Responder& responder) override
    {
        responder.send(m_function(request));
    }

private:
    Function m_function;
    Weight m_weight;
};

} // namespace cairn
