// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/refusal.h"
#include "core/http/request.h"
#include "core/http/responder.h"
#include "core/http/response.h"

#include <optional>

namespace cairn::http {

/// What the gateway does with requests. Called on listener threads, several at a time.
class Handler {
public:
    virtual ~Handler() = default;
    /// The header is whole, no byte of the body was asked for: an answer here refuses it before it is read
    /// (`Expect: 100-continue` then gets this status, never 100). Framing and size limits were checked before.
    virtual std::optional<Response> refuse(const RequestHead& head) = 0;
    virtual void handle(Request request, Responder responder) = 0;
    /// The answer to what http itself does not let in, a request or a connection that brought none yet. `head` has what
    /// was read of it before; its path may be empty, its headers may lack some. The connection is closed behind it.
    virtual Response refused(const RequestHead& /*head*/, const Refusal& refusal)
    {
        return textResponse(refusal.status, refusal.detail + "\n");
    }
};

} // namespace cairn::http
