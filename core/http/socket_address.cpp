// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/socket_address.h"

#include <arpa/inet.h>
#include <array>
#include <cstddef>
#include <cstring>
#include <netinet/in.h>
#include <string_view>
#include <sys/un.h>

namespace cairn::http {

namespace {

constexpr std::string_view kMapped = "::ffff:";

std::string numeric(int family, const void* address)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    const char* made = ::inet_ntop(family, address, text.data(), text.size());
    return made ? made : "";
}

Peer ipv4Peer(const sockaddr_in& address)
{
    const bool loopback = (ntohl(address.sin_addr.s_addr) >> 24) == 127;
    return {numeric(AF_INET, &address.sin_addr), ntohs(address.sin_port), loopback};
}

Peer ipv6Peer(const sockaddr_in6& address)
{
    Peer peer{numeric(AF_INET6, &address.sin6_addr), ntohs(address.sin6_port), false};
    if (IN6_IS_ADDR_V4MAPPED(&address.sin6_addr)) {
        peer.address.erase(0, kMapped.size());
        peer.loopback = address.sin6_addr.s6_addr[12] == 127;
    } else {
        peer.loopback = IN6_IS_ADDR_LOOPBACK(&address.sin6_addr) != 0;
    }
    return peer;
}

template <typename T>
T copyAs(const SocketAddress& address)
{
    T typed;
    std::memcpy(&typed, &address.storage, sizeof typed);
    return typed;
}

std::string unixText(const SocketAddress& address)
{
    const auto typed = copyAs<sockaddr_un>(address);
    const std::size_t room = address.size > offsetof(sockaddr_un, sun_path) ? sizeof typed.sun_path : 0;
    return "unix:" + std::string(typed.sun_path, ::strnlen(typed.sun_path, room));
}

} // namespace

Peer peerOf(const SocketAddress& address)
{
    switch (address.storage.ss_family) {
    case AF_INET: return ipv4Peer(copyAs<sockaddr_in>(address));
    case AF_INET6: return ipv6Peer(copyAs<sockaddr_in6>(address));
    default: return {"unix", 0, true};
    }
}

std::string textOf(const SocketAddress& address)
{
    switch (address.storage.ss_family) {
    case AF_INET: {
        const auto typed = copyAs<sockaddr_in>(address);
        return numeric(AF_INET, &typed.sin_addr) + ":" + std::to_string(ntohs(typed.sin_port));
    }
    case AF_INET6: {
        const auto typed = copyAs<sockaddr_in6>(address);
        return "[" + numeric(AF_INET6, &typed.sin6_addr) + "]:" + std::to_string(ntohs(typed.sin6_port));
    }
    default: return unixText(address);
    }
}

} // namespace cairn::http
