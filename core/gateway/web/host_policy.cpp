// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/web/host_policy.h"

#include "core/http/chars.h"

#include <algorithm>
#include <arpa/inet.h>

namespace cairn {

namespace {

std::string_view withoutPort(std::string_view host) noexcept
{
    if (host.starts_with('['))
        return host.substr(0, std::min(host.find(']'), host.size() - 1) + 1);
    return host.substr(0, host.rfind(':'));
}

bool isAddress(std::string_view host)
{
    if (host.starts_with('[') && host.ends_with(']')) {
        in6_addr address{};
        return inet_pton(AF_INET6, std::string(host.substr(1, host.size() - 2)).c_str(), &address) == 1;
    }
    in_addr address{};
    return inet_pton(AF_INET, std::string(host).c_str(), &address) == 1;
}

bool isLocalhost(std::string_view host) noexcept
{
    return http::equalsIgnoreCase(host, "localhost") || http::equalsIgnoreCase(host, "localhost.");
}

} // namespace

HostPolicy::HostPolicy(std::vector<std::string> allowedHosts) : m_allowed(std::move(allowedHosts)) { }

bool HostPolicy::admits(const http::RequestHead& head) const
{
    const std::string* field = head.header("host");
    if (!head.peer.loopback || head.peer.address == "unix" || field == nullptr)
        return true;
    const std::string_view host = withoutPort(*field);
    const auto matches
        = [host](const std::string& allowed) { return allowed == "*" || http::equalsIgnoreCase(allowed, host); };
    return isLocalhost(host) || isAddress(host) || std::ranges::any_of(m_allowed, matches);
}

} // namespace cairn
