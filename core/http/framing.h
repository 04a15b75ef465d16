// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/limits.h"
#include "core/http/refusal.h"
#include "core/http/request.h"
#include "core/model/result.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace cairn::http {

/// What the header says of the body and of the connection.
struct Framing {
    bool chunked = false;
    std::optional<std::uint64_t> length; ///< of Content-Length
    bool keepAlive = true; ///< the connection may serve another request
    bool expectsContinue = false; ///< the client waits for `100 Continue` before it sends the body
};

/// One field line, without its end: a token, a colon, a value without control characters; no folding. The name comes
/// back in lower case.
[[nodiscard]] Result<Header, Refusal> parseField(std::string_view line);

/// RFC 9112 sections 3.2, 6 and 9.3 over a whole header. Every doubt about where the body ends is a refusal: a second
/// opinion further down the line is how requests are smuggled.
[[nodiscard]] Result<Framing, Refusal> frame(
    const RequestHead& head, int minorVersion, std::string_view authority, const Limits& limits);

} // namespace cairn::http
