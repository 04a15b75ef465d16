// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/responder.h"

#include <utility>

namespace cairn::http {

Responder::Responder(std::shared_ptr<Sink> sink) noexcept : m_sink(std::move(sink)) { }

Responder& Responder::operator=(Responder&& other) noexcept
{
    if (this != &other) {
        abandon();
        m_sink = std::move(other.m_sink);
    }
    return *this;
}

Responder::~Responder()
{
    abandon();
}

void Responder::send(Response response)
{
    if (const auto sink = std::exchange(m_sink, nullptr))
        sink->send(std::move(response));
}

void Responder::abandon() noexcept
{
    try {
        if (m_sink)
            send(textResponse(500, "the request was dropped without an answer\n"));
    } catch (...) {
        // out of memory: the client runs into its own deadline
    }
}

} // namespace cairn::http
