// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/push/content_coding.h"

#include "core/gateway/web/accept.h"
#include "core/http/chars.h"

#include <algorithm>

namespace cairn {

std::optional<ContentCoding> contentCodingOf(const http::RequestHead& head)
{
    std::string list = listedHeader(head, "content-encoding");
    std::ranges::transform(list, list.begin(), http::toLower);
    std::string_view rest = list;
    ContentCoding coding = ContentCoding::Identity;
    while (!rest.empty()) {
        const std::string_view member = http::takeMember(rest);
        const auto named = member.empty() ? ContentCoding::Identity : contentCodingNamed(member);
        if (!named || (*named != ContentCoding::Identity && coding != ContentCoding::Identity))
            return {};
        if (*named != ContentCoding::Identity)
            coding = *named;
    }
    return coding;
}

} // namespace cairn
