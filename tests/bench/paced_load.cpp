// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// So many pushes a second, evenly, whatever the gateway does: paced_load PORT PATH BODY RATE SECONDS CONNECTIONS.
// A push waits for its time, then takes a connection that is free; its latency begins when it is sent or, where none is
// free, when it should have been. The last line is that of load.lua: requests, answers that are no success, broken
// connections, p50 and p99 in µs, bytes.
#include <algorithm>
#include <arpa/inet.h>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace {

using Nanoseconds = std::int64_t;

Nanoseconds now()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

class Load {
public:
    Load(std::uint16_t port, std::string request, int connections)
        : m_request(std::move(request)), m_epoll(epoll_create1(0)), m_begun(static_cast<std::size_t>(connections))
    {
        for (int i = 0; i < connections; ++i)
            open(port, static_cast<std::uint32_t>(i));
    }

    void run(double rate, double seconds)
    {
        const auto gap = static_cast<Nanoseconds>(1e9 / rate);
        const Nanoseconds begin = now();
        const Nanoseconds end = begin + static_cast<Nanoseconds>(seconds * 1e9);
        Nanoseconds due = begin;
        while (now() < end && m_broken == 0) {
            for (; due <= now() && !m_free.empty(); due += gap)
                send(due < m_freeAgain ? due : now()); // else only we are late
            wait(m_free.empty() ? end : std::min(due, end));
        }
        for (const Nanoseconds patience = end + 2'000'000'000; m_free.size() < m_begun.size() && now() < patience;)
            wait(patience);
    }

    void tell()
    {
        std::ranges::sort(m_latencies);
        const auto percentile = [this](std::size_t percent) {
            return m_latencies.empty() ? 0 : m_latencies[(m_latencies.size() - 1) * percent / 100] / 1000;
        };
        std::printf("load %zu %zu %zu %lld %lld %zu\n", m_latencies.size(), m_refused, m_broken,
            static_cast<long long>(percentile(50)), static_cast<long long>(percentile(99)), m_bytes);
    }

private:
    void open(std::uint16_t port, std::uint32_t number)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const int on = 1;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        epoll_event event{EPOLLIN, {.u32 = number}};
        if (connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0
            || epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event) != 0)
            ++m_broken;
        m_sockets.push_back(descriptor);
        m_free.push_back(number);
    }

    void send(Nanoseconds begun)
    {
        const std::uint32_t number = m_free.back();
        m_free.pop_back();
        m_begun[number] = begun;
        if (::send(m_sockets[number], m_request.data(), m_request.size(), MSG_NOSIGNAL)
            != static_cast<ssize_t>(m_request.size()))
            ++m_broken;
    }

    void wait(Nanoseconds until)
    {
        const Nanoseconds left = std::max<Nanoseconds>(until - now(), 0);
        const timespec time{left / 1'000'000'000, left % 1'000'000'000};
        epoll_event events[64];
        const int count = epoll_pwait2(m_epoll, events, 64, &time, nullptr);
        for (int i = 0; i < count; ++i)
            read(events[i].data.u32);
    }

    // The answer of a push has no body and comes in one piece.
    void read(std::uint32_t number)
    {
        char buffer[4096];
        const ssize_t size = recv(m_sockets[number], buffer, sizeof buffer, MSG_DONTWAIT);
        const std::string_view answer(buffer, static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
        if (!answer.starts_with("HTTP/1.1 ") || !answer.ends_with("\r\n\r\n")) {
            ++m_broken;
            return;
        }
        m_refused += answer[9] == '2' ? 0 : 1;
        m_bytes += answer.size();
        m_latencies.push_back(now() - m_begun[number]);
        if (m_free.empty())
            m_freeAgain = now();
        m_free.push_back(number);
    }

    const std::string m_request;
    const int m_epoll;
    std::vector<int> m_sockets;
    std::vector<std::uint32_t> m_free; ///< connections that wait for no answer
    std::vector<Nanoseconds> m_begun; ///< by connection
    std::vector<Nanoseconds> m_latencies;
    std::size_t m_refused = 0;
    std::size_t m_broken = 0;
    std::size_t m_bytes = 0;
    Nanoseconds m_freeAgain = 0; ///< when there was a free one again, the last time there was none
};

} // namespace

int main(int argc, char** argv)
{
    if (argc != 7)
        return 2;
    prctl(PR_SET_TIMERSLACK, 1); // else each pause takes 50 µs more
    std::ifstream file(argv[3], std::ios::binary);
    const std::string body{std::istreambuf_iterator<char>(file), {}};
    if (body.empty())
        return 2;
    const std::string request = "POST " + std::string(argv[2]) + " HTTP/1.1\r\nHost: 127.0.0.1:" + argv[1]
        + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    Load load(static_cast<std::uint16_t>(std::atoi(argv[1])), request, std::atoi(argv[6]));
    load.run(std::atof(argv[4]), std::atof(argv[5]));
    load.tell();
    return 0;
}
