// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/web/accept.h"

#include "core/http/chars.h"

#include <charconv>

namespace cairn {

namespace {

// RFC 9110 section 12.4.2
double weightOf(std::string_view parameters) noexcept
{
    while (!parameters.empty()) {
        const std::string_view one = http::trimBlanks(parameters.substr(0, parameters.find(';')));
        parameters.remove_prefix(std::min(parameters.find(';'), parameters.size() - 1) + 1);
        if (one.size() < 2 || http::toLower(one[0]) != 'q' || one[1] != '=')
            continue;
        double weight = 0;
        const char* end = one.data() + one.size();
        const auto result = std::from_chars(one.data() + 2, end, weight, std::chars_format::fixed);
        return result.ec == std::errc() && result.ptr == end && weight >= 0 && weight <= 1 ? weight : 0;
    }
    return 1;
}

} // namespace

std::string listedHeader(const http::RequestHead& head, std::string_view name)
{
    std::string list;
    for (const http::Header& field : head.headers) {
        if (field.name == name)
            list.append(list.empty() ? "" : ",").append(field.value);
    }
    return list;
}

std::optional<double> namedWeight(std::string_view list, std::string_view token) noexcept
{
    while (!list.empty()) {
        const std::string_view member = http::takeMember(list);
        const std::size_t semicolon = std::min(member.find(';'), member.size());
        if (http::equalsIgnoreCase(http::trimBlanks(member.substr(0, semicolon)), token))
            return weightOf(member.substr(std::min(semicolon + 1, member.size())));
    }
    return {};
}

double acceptedWeight(std::string_view list, std::string_view token) noexcept
{
    if (const auto named = namedWeight(list, token))
        return *named;
    return namedWeight(list, "*").value_or(0);
}

bool asksForJson(const http::RequestHead& head)
{
    const auto list = listedHeader(head, "accept");
    const auto json = namedWeight(list, "application/json").value_or(0);
    return json > 0 && json >= namedWeight(list, "text/plain").value_or(0); // named, it wins where weights are equal
}

} // namespace cairn
