// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/request.h"
#include "core/http/response.h"
#include "core/model/result.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::http {

/// The way back to one waiting client. Movable, usable once, from any thread; outlives its connection safely (an answer
/// to a client that has gone is dropped). Destroyed without an answer it sends 500.
class Responder {
public:
    class Sink; ///< of the listener that made it
    Responder() = default;
    explicit Responder(std::shared_ptr<Sink> sink) noexcept;
    Responder(Responder&&) noexcept = default;
    Responder& operator=(Responder&&) noexcept;
    ~Responder();
    void send(Response response);

private:
    std::shared_ptr<Sink> m_sink;
};

/// What the gateway does with requests. Called on listener threads, several at a time.
class Handler {
public:
    virtual ~Handler() = default;
    /// The header is whole, no byte of the body was asked for: an answer here refuses it before it is read
    /// (`Expect: 100-continue` then gets this status, never 100). Framing and size limits were checked before.
    virtual std::optional<Response> refuse(const RequestHead& head) = 0;
    virtual void handle(Request request, Responder responder) = 0;
};

/// Things that happen below the handler, to be counted and logged. Called on listener threads.
class Observer {
public:
    virtual ~Observer() = default;
    /// Why a connection or request did not reach the handler, or did not end well. The names are stable label values.
    enum class Event {
        BadRequest, LengthRequired, UriTooLong, HeaderTooLarge, BodyTooLarge, NotImplemented, VersionNotSupported,
        ExpectationFailed, HeaderTimeout, RequestTimeout, IdleTimeout, WriteTimeout, TooManyConnections,
        TooManyFromAddress, DescriptorsExhausted, ClientGone, BodyCut,
    };
    static constexpr int kEvents = 17;
    [[nodiscard]] static std::string_view name(Event event) noexcept; ///< "bad_request", …
    virtual void happened(Event event, const Peer& peer, std::string_view detail) = 0;
    /// An answer left (or was given up): for counters and duration histograms. `bodyBytes` as they came in.
    virtual void answered(const RequestHead& head, int status, std::uint64_t bodyBytes, std::chrono::nanoseconds duration) = 0;
};

struct Limits {
    std::size_t requestLineBytes = 8 * 1024;
    std::size_t headerBytes = 16 * 1024;
    int headerFields = 64;
    std::uint64_t bodyBytes = 16 * 1024 * 1024;
    std::chrono::milliseconds headerTimeout{10'000}; ///< first byte of a connection and whole header; dripping does not renew it
    std::chrono::milliseconds requestTimeout{30'000}; ///< the whole request
    std::chrono::milliseconds writeTimeout{30'000}; ///< without any progress of the answer
    std::chrono::milliseconds idleTimeout{60'000}; ///< between requests
    int connections = 0; ///< in all; 0: what the descriptor limit allows, less 64
    int connectionsPerAddress = 0; ///< 0: no limit
};

struct ServerOptions {
    /// `:9091`, `127.0.0.1:9091`, `[::1]:0`, `localhost:4278`, `unix:///run/cairn.sock`. `:port` is dual-stack, and
    /// falls back to IPv4 where there is no IPv6. A host name is bound on all its addresses.
    std::vector<std::string> addresses{":9091"};
    std::vector<int> descriptors; ///< sockets that already listen (systemd); used besides addresses
    int threads = 0; ///< 0: one per core
    Limits limits;
    std::string serverHeader; ///< value of `Server`; empty: none
};

/// The listeners: one thread per core, all accepting from the same listening descriptors (never SO_REUSEPORT).
/// Needs a QCoreApplication; made, used and destroyed on its thread. Handler and observer must outlive it.
class Server {
public:
    /// Binds, listens and starts accepting. The error is one line that names the address and the reason.
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
