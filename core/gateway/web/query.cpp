// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/web/query.h"

#include "core/gateway/web/percent.h"
#include "core/model/quote.h"
#include "core/rules/nearest_word.h"

#include <algorithm>

namespace cairn {

namespace {

std::optional<std::string> decode(std::string_view text)
{
    std::string blanks(text);
    std::ranges::replace(blanks, '+', ' ');
    return percentDecode(blanks);
}

} // namespace

Result<std::vector<QueryParameter>, std::string> readQuery(std::string_view query)
{
    std::vector<QueryParameter> parameters;
    while (!query.empty()) {
        const std::string_view one = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(one.size() + 1, query.size()));
        if (one.empty())
            continue;
        const std::size_t equals = std::min(one.find('='), one.size());
        auto name = decode(one.substr(0, equals));
        auto value = decode(one.substr(std::min(equals + 1, one.size())));
        if (!name || !value)
            return Failure{"expected two hexadecimal digits behind '%' in the query, found " + quote(one)};
        parameters.push_back({std::move(*name), std::move(*value)});
    }
    return parameters;
}

std::string unknownParameter(std::string_view name, std::span<const std::string_view> known)
{
    std::string complaint = "unknown parameter " + quote(name) + " in the query: ";
    if (const std::string_view nearest = nearestWord(name, known); !nearest.empty())
        return complaint.append("did you mean ").append(nearest).append("?");
    complaint += known.empty() ? "expected none" : "expected ";
    for (std::size_t i = 0; i < known.size(); ++i)
        complaint.append(i == 0 ? "" : i + 1 == known.size() ? " or " : ", ").append(known[i]);
    return complaint;
}

Result<bool, std::string> readSwitch(const std::vector<QueryParameter>& parameters, std::string_view name)
{
    bool on = false;
    for (const auto& [key, value] : parameters) {
        if (key != name)
            continue;
        if (value != "true" && value != "1" && !value.empty() && value != "false" && value != "0")
            return Failure{"expected true or false for " + std::string(name) + ", found " + quote(value)};
        on = value != "false" && value != "0";
    }
    return on;
}

} // namespace cairn
