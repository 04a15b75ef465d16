// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gateway/raw_client.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace cairn::testing {

namespace {

using std::chrono::steady_clock;

http::Descriptor connectUnix(const std::string& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    http::Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        socket.reset();
    return socket;
}

http::Descriptor connectPort(int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    http::Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int on = 1;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        socket.reset();
    return socket;
}

} // namespace

RawClient::RawClient(const std::string& address)
    : m_socket(address.starts_with("unix:") ? connectUnix(address.substr(5))
                                            : connectPort(std::atoi(address.substr(address.rfind(':') + 1).c_str())))
{
}

bool RawClient::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::send(m_socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

bool RawClient::sendAlone(std::string_view bytes)
{
    if (!send(bytes))
        return false;
    const auto end = steady_clock::now() + kPatience;
    for (;;) {
        int waiting = 0;
        ::ioctl(m_socket.get(), SIOCOUTQ, &waiting);
        if (waiting == 0)
            return true;
        pollfd state{m_socket.get(), 0, 0};
        if (steady_clock::now() > end || (::poll(&state, 1, 0) > 0 && (state.revents & (POLLHUP | POLLERR)) != 0))
            return false;
        ::sched_yield();
    }
}

void RawClient::halfClose()
{
    ::shutdown(m_socket.get(), SHUT_WR);
}

void RawClient::reset()
{
    const linger hard{1, 0};
    ::setsockopt(m_socket.get(), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    m_socket.reset();
}

void RawClient::receiveLittle()
{
    const int size = 4096;
    ::setsockopt(m_socket.get(), SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
}

std::optional<RawAnswer> RawClient::answer(bool toHead)
{
    RawAnswer answer;
    std::string line;
    if (!takeLine(line) || line.size() < 12)
        return {};
    answer.status = std::atoi(line.c_str() + 9);
    while (takeLine(line) && !line.empty()) {
        const std::size_t colon = line.find(": ");
        std::string name = line.substr(0, colon);
        std::transform(name.begin(), name.end(), name.begin(), ::tolower);
        answer.headers[name] = colon == std::string::npos ? "" : line.substr(colon + 2);
    }
    answer.whole = toHead || answer.status < 200 || takeBody(answer);
    return answer;
}

bool RawClient::takeBody(RawAnswer& answer)
{
    if (answer.headers.contains("transfer-encoding"))
        return takeChunks(answer.body);
    if (const auto length = answer.headers.find("content-length"); length != answer.headers.end())
        return takeBytes(std::strtoull(length->second.c_str(), nullptr, 10), answer.body);
    if (answer.status == 204 || answer.status == 304)
        return true;
    while (fill()) { }
    answer.body.swap(m_input);
    return !m_cut;
}

bool RawClient::takeChunks(std::string& body)
{
    std::string line;
    while (takeLine(line)) {
        const std::size_t size = std::strtoull(line.c_str(), nullptr, 16);
        std::string chunk;
        if (!takeBytes(size, chunk) || !takeLine(line))
            return false;
        if (size == 0)
            return true;
        body += chunk;
    }
    return false;
}

bool RawClient::takeBytes(std::size_t count, std::string& out)
{
    while (m_input.size() < count && fill()) { }
    out = m_input.substr(0, count);
    m_input.erase(0, count);
    return out.size() == count;
}

bool RawClient::takeLine(std::string& line)
{
    std::size_t end = 0;
    while ((end = m_input.find("\r\n")) == std::string::npos) {
        if (!fill())
            return false;
    }
    line = m_input.substr(0, end);
    m_input.erase(0, end + 2);
    return true;
}

bool RawClient::fill()
{
    if (m_ended)
        return false;
    pollfd state{m_socket.get(), POLLIN, 0};
    const auto patience = std::chrono::duration_cast<std::chrono::milliseconds>(kPatience).count();
    if (::poll(&state, 1, static_cast<int>(patience)) <= 0)
        return false;
    std::array<char, 65536> buffer;
    const ssize_t count = ::recv(m_socket.get(), buffer.data(), buffer.size(), 0);
    m_ended = count <= 0;
    m_cut = count < 0;
    if (count > 0)
        m_input.append(buffer.data(), static_cast<std::size_t>(count));
    return count > 0;
}

bool RawClient::ended()
{
    return m_input.empty() && !fill() && m_ended;
}

std::size_t RawClient::receiveAll()
{
    std::size_t count = m_input.size();
    m_input.clear();
    while (fill()) {
        count += m_input.size();
        m_input.clear();
    }
    return count;
}

} // namespace cairn::testing
