// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/request.h"

#include <string>
#include <sys/socket.h>

namespace cairn::http {

/// Room for any address of a socket.
struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;

    [[nodiscard]] sockaddr* raw() noexcept { return reinterpret_cast<sockaddr*>(&storage); }
    [[nodiscard]] const sockaddr* raw() const noexcept { return reinterpret_cast<const sockaddr*>(&storage); }
};

[[nodiscard]] Peer peerOf(const SocketAddress& address);
/// `127.0.0.1:9091`, `[::]:9091`, `unix:/path`.
[[nodiscard]] std::string textOf(const SocketAddress& address);

} // namespace cairn::http
