// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/admin_gate.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace cairn {

namespace {

constexpr std::array<std::string_view, 9> kProxyFields{"forwarded", "via", "x-real-ip", "x-client-ip",
    "x-cluster-client-ip", "x-original-forwarded-for", "true-client-ip", "cf-connecting-ip", "fly-client-ip"};

} // namespace

bool cameByProxy(const http::RequestHead& head)
{
    return std::ranges::any_of(head.headers, [](const http::Header& field) {
        return field.name.starts_with("x-forwarded")
            || std::ranges::find(kProxyFields, field.name) != kProxyFields.end();
    });
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
