// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/handler.h"
#include "core/model/result.h"

#include <memory>
#include <string>

namespace cairn::http {

/// Brings whole requests to the handler through QtHttpServer. One per listener thread, made and used there.
///
/// QtHttpServer never meets the network: it reads a canonical request, made here, from a socket without a descriptor.
/// Path, header and body travel beside it, so it copies and judges none of them. What it writes is dropped: answers
/// leave by the connection that waits for them, for 6.4 cannot answer later (the first client that hangs up before
/// its answer ends the program).
class Dispatcher {
public:
    explicit Dispatcher(Handler& handler);
    ~Dispatcher();
    /// Calls Handler::handle before it returns. Not to be called from within it.
    void run(Request request, Responder responder);

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace cairn::http
