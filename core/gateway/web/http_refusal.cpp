// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/web/http_refusal.h"

namespace cairn {

namespace {

using Event = http::Observer::Event;

std::string_view flagOf(Event event) noexcept
{
    switch (event) {
    case Event::UriTooLong: return "--web.max-request-line-bytes";
    case Event::HeaderTooLarge: return "--web.max-header-bytes";
    case Event::TooManyFields: return "--web.max-header-fields";
    case Event::BodyTooLarge: return "--push.max-body-bytes";
    case Event::HeaderTimeout: return "--web.header-timeout";
    case Event::RequestTimeout: return "--web.read-timeout";
    case Event::TooManyConnections: return "--web.max-connections";
    case Event::TooManyFromAddress: return "--web.max-connections-per-address";
    default: return {};
    }
}

} // namespace

EarlyRefusal reasonOf(Event event) noexcept
{
    switch (event) {
    case Event::BodyTooLarge: return EarlyRefusal::Size;
    case Event::HeaderTimeout:
    case Event::RequestTimeout: return EarlyRefusal::Timeout;
    case Event::TooManyConnections:
    case Event::TooManyFromAddress:
    case Event::DescriptorsExhausted: return EarlyRefusal::Busy;
    default: return EarlyRefusal::Framing;
    }
}

Problem problemOf(const http::Refusal& refusal)
{
    std::string message = refusal.detail;
    if (const std::string_view flag = flagOf(refusal.event); !flag.empty())
        message.append(" (").append(flag).append(")");
    return {refusal.status, toString(reasonOf(refusal.event)), std::move(message), 0};
}

} // namespace cairn
