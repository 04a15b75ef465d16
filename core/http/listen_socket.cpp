// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/listen_socket.h"

#include "core/http/chars.h"
#include "core/http/socket_address.h"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <sys/stat.h>
#include <sys/un.h>
#include <system_error>

namespace cairn::http {

namespace {

constexpr int kBacklog = 4096; // the system's own limit cuts it
constexpr int kPortAttempts = 16; // where several addresses must share a port that the system picks

using Sockets = Result<std::vector<ListenSocket>, std::string>;

/// An address, split at its last colon.
struct HostPort {
    std::string host; ///< without brackets; empty: every address
    std::uint16_t port = 0;
};

std::string reason(int error)
{
    std::string text = std::generic_category().message(error);
    if (text.size() > 1 && toLower(text[1]) == text[1])
        text[0] = toLower(text[0]);
    return text;
}

Failure<std::string> failed(std::string_view address, const std::string& why)
{
    return Failure{"listen " + std::string(address) + ": " + why};
}

std::optional<HostPort> splitHostPort(std::string_view address)
{
    const std::size_t colon = address.rfind(':');
    if (colon == std::string_view::npos)
        return {};
    HostPort parts;
    const std::string_view port = address.substr(colon + 1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), parts.port);
    if (port.empty() || error != std::errc() || end != port.data() + port.size())
        return {};
    std::string_view host = address.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    else if (host.find(':') != std::string_view::npos)
        return {};
    parts.host = host;
    return parts;
}

std::uint16_t portOf(const SocketAddress& address)
{
    return address.storage.ss_family == AF_INET6
        ? ntohs(reinterpret_cast<const sockaddr_in6*>(&address.storage)->sin6_port)
        : ntohs(reinterpret_cast<const sockaddr_in*>(&address.storage)->sin_port);
}

void setPort(SocketAddress& address, std::uint16_t port)
{
    if (address.storage.ss_family == AF_INET6)
        reinterpret_cast<sockaddr_in6*>(&address.storage)->sin6_port = htons(port);
    else
        reinterpret_cast<sockaddr_in*>(&address.storage)->sin_port = htons(port);
}

std::string boundName(int descriptor)
{
    SocketAddress bound;
    ::getsockname(descriptor, bound.raw(), &bound.size);
    return textOf(bound);
}

// SO_REUSEADDR lets a restart bind beside old connections; it never lets two listen. TCP_NODELAY is inherited.
Result<ListenSocket, int> bindTcp(const SocketAddress& address, bool dualStack)
{
    const int family = address.storage.ss_family;
    Descriptor fd(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!fd)
        return Failure{errno};
    const int on = 1;
    const int only6 = dualStack ? 0 : 1;
    ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (family == AF_INET6 && ::setsockopt(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, &only6, sizeof only6) != 0)
        return Failure{errno};
    if (::bind(fd.get(), address.raw(), address.size) != 0 || ::listen(fd.get(), kBacklog) != 0)
        return Failure{errno};
    std::string name = boundName(fd.get());
    return ListenSocket{std::move(fd), std::move(name), {}};
}

SocketAddress anyAddress(int family, std::uint16_t port)
{
    SocketAddress address;
    address.storage.ss_family = static_cast<sa_family_t>(family);
    address.size = family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
    setPort(address, port); // all zero is INADDR_ANY and in6addr_any
    return address;
}

bool familyMissing(int error) noexcept
{
    return error == EAFNOSUPPORT || error == EADDRNOTAVAIL;
}

Sockets listenEverywhere(std::string_view address, std::uint16_t port)
{
    auto socket = bindTcp(anyAddress(AF_INET6, port), true);
    if (!socket && familyMissing(socket.error()))
        socket = bindTcp(anyAddress(AF_INET, port), false);
    if (!socket)
        return failed(address, reason(socket.error()));
    std::vector<ListenSocket> sockets;
    sockets.push_back(std::move(*socket));
    return sockets;
}

Result<std::vector<SocketAddress>, std::string> resolve(const std::string& host, std::uint16_t port)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE;
    addrinfo* list = nullptr;
    if (const int error = ::getaddrinfo(host.c_str(), nullptr, &hints, &list); error != 0)
        return Failure{std::string(::gai_strerror(error))};
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(list, &::freeaddrinfo);
    std::vector<SocketAddress> addresses;
    for (const addrinfo* entry = list; entry; entry = entry->ai_next) {
        SocketAddress& address = addresses.emplace_back();
        std::memcpy(&address.storage, entry->ai_addr, entry->ai_addrlen);
        address.size = entry->ai_addrlen;
        setPort(address, port);
    }
    return addresses;
}

// All addresses of a name get one port. A family that this machine does not have is left out, unless it is the only
// one.
Result<std::vector<ListenSocket>, int> bindAll(std::vector<SocketAddress> addresses)
{
    std::vector<ListenSocket> sockets;
    int lastError = EADDRNOTAVAIL;
    for (SocketAddress& address : addresses) {
        auto socket = bindTcp(address, false);
        if (!socket && !familyMissing(socket.error()))
            return Failure{socket.error()};
        if (!socket) {
            lastError = socket.error();
            continue;
        }
        SocketAddress bound;
        ::getsockname(socket->descriptor.get(), bound.raw(), &bound.size);
        for (SocketAddress& other : addresses)
            setPort(other, portOf(bound));
        sockets.push_back(std::move(*socket));
    }
    if (sockets.empty())
        return Failure{lastError};
    return sockets;
}

Sockets listenOnHost(std::string_view address, const HostPort& parts)
{
    const auto addresses = resolve(parts.host, parts.port);
    if (!addresses)
        return failed(address, addresses.error());
    auto sockets = bindAll(*addresses);
    for (int attempt = 1; !sockets && sockets.error() == EADDRINUSE && parts.port == 0 && attempt < kPortAttempts;
         ++attempt)
        sockets = bindAll(*addresses);
    if (!sockets)
        return failed(address, reason(sockets.error()));
    return std::move(*sockets);
}

// A socket file of a process that died refuses connections: only such a file is removed. So does every file that is no
// socket, which therefore says nothing about it.
bool removeStale(const SocketAddress& address, const char* path)
{
    struct stat found { };
    if (::lstat(path, &found) != 0)
        return true; // what is wrong with the path, bind will tell
    if (!S_ISSOCK(found.st_mode))
        return false;
    const Descriptor probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (probe && ::connect(probe.get(), address.raw(), address.size) != 0 && errno == ECONNREFUSED)
        ::unlink(path);
    return true;
}

Sockets listenOnUnix(std::string_view address, std::string path)
{
    sockaddr_un typed{};
    typed.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= sizeof typed.sun_path)
        return failed(address, "the path must have 1 to " + std::to_string(sizeof typed.sun_path - 1) + " bytes");
    std::memcpy(typed.sun_path, path.data(), path.size());
    SocketAddress bound;
    std::memcpy(&bound.storage, &typed, sizeof typed);
    bound.size = sizeof typed;
    if (!removeStale(bound, path.c_str()))
        return failed(address, "the path exists and is not a socket");
    Descriptor fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!fd || ::bind(fd.get(), bound.raw(), bound.size) != 0 || ::listen(fd.get(), kBacklog) != 0)
        return failed(address, reason(errno));
    std::vector<ListenSocket> sockets;
    std::string name = "unix:" + path;
    sockets.push_back({std::move(fd), std::move(name), std::move(path)});
    return sockets;
}

} // namespace

Sockets listenOn(std::string_view address)
{
    if (address.starts_with("unix:")) {
        std::string_view path = address.substr(5);
        if (path.starts_with("//"))
            path.remove_prefix(2);
        return listenOnUnix(address, std::string(path));
    }
    const auto parts = splitHostPort(address);
    if (!parts)
        return failed(address, "expected host:port, :port, [address]:port or unix:/path");
    return parts->host.empty() ? listenEverywhere(address, parts->port) : listenOnHost(address, *parts);
}

Result<ListenSocket, std::string> adoptListening(int descriptor)
{
    int listening = 0;
    socklen_t size = sizeof listening;
    const std::string name = "descriptor " + std::to_string(descriptor);
    if (::getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) != 0)
        return failed(name, reason(errno));
    if (listening == 0)
        return failed(name, "it does not listen");
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); // refused by a Unix socket, which has no delay
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    return ListenSocket{Descriptor(descriptor), boundName(descriptor), {}};
}

} // namespace cairn::http
