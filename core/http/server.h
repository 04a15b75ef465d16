// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/handler.h"
#include "core/http/limits.h"
#include "core/http/observer.h"
#include "core/http/request.h"
#include "core/http/responder.h"
#include "core/http/response.h"
#include "core/model/result.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace cairn::http {

struct ServerOptions {
    /// `:9091`, `127.0.0.1:9091`, `[::1]:0`, `localhost:4278`, `unix:///run/cairn.sock`. `:port` is dual-stack, and
    /// falls back to IPv4 where there is no IPv6. A host name is bound on all its addresses.
    std::vector<std::string> addresses{":9091"};
    std::vector<int> descriptors; ///< sockets that already listen (systemd); used besides addresses, owned from now on
    int threads = 0; ///< 0: one per core
    Limits limits;
    std::string serverHeader; ///< value of `Server`; empty: none
};

/// The listeners: one thread per core, all accepting from the same listening descriptors (never SO_REUSEPORT).
/// Needs a QCoreApplication; made, used and destroyed on its thread. Handler and observer must outlive it.
class Server {
public:
    /// Binds, listens and starts accepting. The error is one line that names the address and the reason:
    /// `listen 127.0.0.1:9091: address already in use`. Raises the descriptor limit of the process to its hard limit.
    [[nodiscard]] static Result<std::unique_ptr<Server>, std::string> start(
        const ServerOptions& options, Handler& handler, Observer& observer);
    virtual ~Server() = default; ///< stops at once: connections are cut, threads joined

    /// What is bound, as `127.0.0.1:41873` or `[::]:9091`, in the order of the options.
    [[nodiscard]] virtual std::vector<std::string> boundAddresses() const = 0;
    /// Stops accepting, lets requests in flight finish, closes idle connections; `drained` is called on the thread that
    /// owns the server when no connection is left or `grace` is over (then the rest is cut).
    virtual void drain(std::chrono::milliseconds grace, std::function<void()> drained) = 0;
    [[nodiscard]] virtual int connections() const = 0; ///< open now, from any thread
};

} // namespace cairn::http
