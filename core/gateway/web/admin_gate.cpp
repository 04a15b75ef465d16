// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/web/admin_gate.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace cairn {

namespace {

// What proxies, load balancers and delivery networks are known to tell of who asked them; those that begin with a
// prefix below are not repeated.
constexpr std::array<std::string_view, 28> kProxyFields{"akamai-origin-hop", "cdn-loop", "cf-connecting-ip",
    "cf-connecting-ipv6", "cf-ray", "client-ip", "cloudfront-viewer-address", "fastly-client-ip", "fly-client-ip",
    "forwarded", "forwarded-for", "incap-client-ip", "proxy-client-ip", "remote-addr", "true-client-ip", "via",
    "wl-proxy-client-ip", "x-amz-cf-id", "x-appengine-user-ip", "x-client-ip", "x-cluster-client-ip", "x-coming-from",
    "x-proxyuser-ip", "x-real-ip", "x-remote-addr", "x-remote-ip", "x-scheme", "x-varnish"};
static_assert(std::ranges::is_sorted(kProxyFields));
constexpr std::array<std::string_view, 7> kProxyPrefixes{
    "x-amzn-trace", "x-arr-", "x-azure-", "x-envoy-", "x-forwarded", "x-nf-client-", "x-original-"};

bool isProxyField(std::string_view name)
{
    return std::ranges::binary_search(kProxyFields, name)
        || std::ranges::any_of(kProxyPrefixes, [&](std::string_view prefix) { return name.starts_with(prefix); });
}

} // namespace

bool cameByProxy(const http::RequestHead& head)
{
    return std::ranges::any_of(head.headers, [](const http::Header& field) { return isProxyField(field.name); });
}

bool AdminGate::admits(const http::RequestHead& head) const
{
    return m_isOpen || (head.peer.loopback && !cameByProxy(head));
}

std::string senderOf(const http::RequestHead& head)
{
    std::string sender = head.peer.address;
    for (const char* name : {"forwarded", "x-forwarded-for", "x-real-ip"}) {
        if (const std::string* behind = head.header(name))
            return sender + " for " + *behind;
    }
    return sender;
}

} // namespace cairn
