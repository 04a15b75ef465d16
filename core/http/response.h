// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/request.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cairn::http {

/// A body that is made while it is sent. Used on the listener thread of its connection only, destroyed there too.
class BodySource {
public:
    virtual ~BodySource() = default;
    enum class Step { More, End, Broken };
    /// Appends the next piece (64 to 256 KiB are good) to `out`, and leaves what is there alone. Called again only when
    /// the last piece has mostly left, and other connections had their turn.
    /// Broken: the connection is cut so that the receiver cannot take what it has for whole.
    virtual Step next(std::string& out) = 0;
    /// When nobody needs the rest any more: with pieces still to be made then, the connection is cut, also if the
    /// receiver takes nothing and none is asked for. Asked once, when the answer starts.
    [[nodiscard]] virtual std::optional<std::chrono::steady_clock::time_point> deadline() const { return std::nullopt; }
};

/// An answer. Date, Server, Content-Length or chunked framing, Connection and `X-Content-Type-Options` are added by
/// http.
struct Response {
    int status = 200;
    std::vector<Header> headers;
    std::string body;
    std::unique_ptr<BodySource> stream; ///< instead of body; sent chunked (HTTP/1.0: until close)
};

/// A text answer with its Content-Type (`text/plain; charset=utf-8`).
[[nodiscard]] Response textResponse(int status, std::string body);

} // namespace cairn::http
