// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/request.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace cairn::http {

/// Things that happen below the handler, to be counted and logged. Called on listener threads, several at a time.
class Observer {
public:
    virtual ~Observer() = default;
    /// Why a connection or request did not reach the handler, or did not end well. The names are stable label values.
    enum class Event {
        BadRequest,
        LengthRequired,
        UriTooLong,
        HeaderTooLarge,
        TooManyFields,
        BodyTooLarge,
        NotImplemented,
        VersionNotSupported,
        ExpectationFailed,
        HeaderTimeout,
        RequestTimeout,
        IdleTimeout,
        WriteTimeout,
        TooManyConnections,
        TooManyFromAddress,
        DescriptorsExhausted,
        ClientGone,
        BodyCut,
    };
    static constexpr int kEvents = 18;
    [[nodiscard]] static std::string_view name(Event event) noexcept; ///< "bad_request", …
    virtual void happened(Event event, const Peer& peer, std::string_view detail) = 0;
    /// An answer left, or was given up half way: for counters and duration histograms. `head` comes without its
    /// headers but for the User-Agent of a GET, and with nothing but the peer where http refused before it could read a
    /// request line; `bodyBytes` as they came in, nothing where no whole body did; `duration` from the first byte of
    /// the request to the last of the answer.
    virtual void answered(
        const RequestHead& head, int status, std::optional<std::uint64_t> bodyBytes, std::chrono::nanoseconds duration)
        = 0;
};

} // namespace cairn::http
