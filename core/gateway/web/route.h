// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/responder.h"
#include "core/http/response.h"

#include <optional>
#include <string_view>

namespace cairn {

/// What one resource does with one kind of request. Called on listener threads and on the worker's, several at a time.
class Route {
public:
    virtual ~Route() = default;
    /// An answer here refuses the request before its body is read. `rest` is the path behind that of the resource.
    [[nodiscard]] virtual std::optional<http::Response> refuse(
        const http::RequestHead& /*head*/, std::string_view /*rest*/)
    {
        return {};
    }
    /// Whether the answer takes so long that a listener's other connections must not wait for it: a worker then calls
    /// handle().
    [[nodiscard]] virtual bool isHeavy(const http::Request& /*request*/) const { return false; }
    /// On a listener's thread: answers as handle() does, or has done nothing and says false where that takes so long.
    /// Some see it only on the way.
    [[nodiscard]] virtual bool handleHere(
        const http::Request& request, std::string_view rest, http::Responder& responder)
    {
        if (isHeavy(request))
            return false;
        handle(request, rest, responder);
        return true;
    }
    /// Answers, now or later. `request` and `rest` live as long as the call; a throw of std::bad_alloc before the
    /// answer becomes 503.
    virtual void handle(const http::Request& request, std::string_view rest, http::Responder& responder) = 0;
};

} // namespace cairn
