// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/socket_activation.h"

#include <charconv>
#include <fcntl.h>
#include <optional>
#include <sys/socket.h>

namespace cairn {

namespace {

constexpr int kFirst = 3;
constexpr int kMost = 1024;

std::optional<long> number(const Environment& environment, const char* name)
{
    const auto it = environment.find(name);
    if (it == environment.end())
        return {};
    long value = 0;
    const char* last = it->second.data() + it->second.size();
    const auto [end, error] = std::from_chars(it->second.data(), last, value);
    return error == std::errc() && end == last ? std::optional(value) : std::nullopt;
}

bool hasOption(int descriptor, int option, int expected)
{
    int value = 0;
    socklen_t size = sizeof value;
    return getsockopt(descriptor, SOL_SOCKET, option, &value, &size) == 0 && value == expected;
}

} // namespace

Result<std::vector<int>, std::string> systemdDescriptors(const Environment& environment, long process)
{
    const auto count = number(environment, "LISTEN_FDS");
    // Variables inherited from a parent that was activated are not meant for us.
    if (number(environment, "LISTEN_PID") != process || !count || *count < 1)
        return Failure{std::string("systemd handed over no sockets (LISTEN_FDS, LISTEN_PID)")};
    if (*count > kMost)
        return Failure{std::string("LISTEN_FDS is out of range")};
    std::vector<int> descriptors;
    for (int descriptor = kFirst; descriptor < kFirst + static_cast<int>(*count); ++descriptor) {
        if (!hasOption(descriptor, SO_TYPE, SOCK_STREAM) || !hasOption(descriptor, SO_ACCEPTCONN, 1))
            return Failure{"descriptor " + std::to_string(descriptor) + " from systemd is no listening stream socket"};
        fcntl(descriptor, F_SETFD, FD_CLOEXEC);
        descriptors.push_back(descriptor);
    }
    return descriptors;
}

} // namespace cairn
