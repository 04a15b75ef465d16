// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::http {

/// A header field; names are lower case once they are inside.
struct Header {
    std::string name;
    std::string value;
};

/// Who sent a request, as the socket says.
struct Peer {
    std::string address; ///< numeric, IPv4-mapped IPv6 as IPv4; "unix" for a Unix socket
    std::uint16_t port = 0;
    bool loopback = false; ///< 127.0.0.0/8, ::1, or a Unix socket
};

/// A request up to the end of its header block; framing is checked and gone.
struct RequestHead {
    std::string method; ///< GET, HEAD, POST, PUT, DELETE, OPTIONS, PATCH, TRACE, CONNECT: others never get here (501)
    std::string rawPath; ///< the target's path as sent, still percent-encoded, without the query
    std::string query; ///< behind the first `?`, still encoded
    std::vector<Header> headers; ///< at most 64, in order
    Peer peer;
    std::optional<std::uint64_t> contentLength; ///< as announced; nothing for a chunked body

    /// The first field of that (lower-case) name, or null.
    [[nodiscard]] const std::string* header(std::string_view name) const noexcept;
};

/// A whole request: its framing ended where it said.
struct Request : RequestHead {
    std::string body; ///< dechunked, still content-coded
};

} // namespace cairn::http
