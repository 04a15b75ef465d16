// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/response.h"

#include <memory>

namespace cairn::http {

/// The way back to one waiting client. Movable, usable once, from any thread; outlives its connection safely (an answer
/// to a client that has gone is dropped). Destroyed without an answer it sends 500.
class Responder {
public:
    /// Where the answer goes: a listener, or a test. `send` comes at most once, from any thread.
    class Sink {
    public:
        virtual ~Sink() = default;
        virtual void send(Response response) = 0;
    };
    Responder() = default;
    explicit Responder(std::shared_ptr<Sink> sink) noexcept;
    Responder(Responder&&) noexcept = default;
    Responder& operator=(Responder&&) noexcept;
    ~Responder();
    void send(Response response);

private:
    void abandon() noexcept;

    std::shared_ptr<Sink> m_sink;
};

} // namespace cairn::http
