// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/web/if_match.h"

#include <algorithm>

namespace cairn {

namespace {

std::string_view trimmed(std::string_view text) noexcept
{
    constexpr std::string_view kBlanks = " \t";
    const std::size_t begin = text.find_first_not_of(kBlanks);
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

/// Cuts the first item off a list; a comma inside quotes belongs to the item.
std::string_view takeItem(std::string_view& list) noexcept
{
    bool isQuoted = false;
    const auto end = std::ranges::find_if(list, [&](char c) {
        isQuoted ^= c == '"';
        return c == ',' && !isQuoted;
    });
    const std::string_view item(list.begin(), end);
    list = end == list.end() ? std::string_view() : std::string_view(end + 1, list.end());
    return trimmed(item);
}

} // namespace

std::optional<std::string> ifMatchOf(const http::RequestHead& head)
{
    std::optional<std::string> field;
    for (const http::Header& header : head.headers) {
        if (header.name == "if-match")
            field = field ? *field + ',' + header.value : header.value;
    }
    return field;
}

bool matchesAnything(std::string_view field) noexcept
{
    return trimmed(field) == "*";
}

bool matchesEtag(std::string_view field, std::string_view etag) noexcept
{
    if (matchesAnything(field))
        return true;
    while (!field.empty()) {
        const std::string_view item = takeItem(field);
        if (item == etag || (!item.empty() && etag.size() == item.size() + 2 && etag.substr(1, item.size()) == item))
            return true;
    }
    return false;
}

} // namespace cairn
