// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/scrape/scrape_negotiation.h"

#include "core/gateway/web/accept.h"
#include "core/http/chars.h"

#include <algorithm>
#include <optional>

namespace cairn {

namespace {

using Syntax = ScrapeFormat::Syntax;

constexpr std::string_view kMetricFamily = "io.prometheus.client.MetricFamily";

/// One entry of an Accept list: `type; name=value; …`.
struct MediaRange {
    std::string_view type;
    std::string_view parameters;

    /// The value of a parameter, without quotes; nothing if it is not there.
    [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const noexcept
    {
        for (std::string_view rest = parameters; !rest.empty();) {
            const std::string_view one = rest.substr(0, rest.find(';'));
            rest.remove_prefix(std::min(one.size() + 1, rest.size()));
            const std::size_t equals = std::min(one.find('='), one.size());
            if (!http::equalsIgnoreCase(http::trimBlanks(one.substr(0, equals)), name))
                continue;
            std::string_view value = http::trimBlanks(one.substr(std::min(equals + 1, one.size())));
            if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
                value = value.substr(1, value.size() - 2);
            return value;
        }
        return {};
    }
    [[nodiscard]] bool is(std::string_view name) const noexcept { return http::equalsIgnoreCase(type, name); }
};

MediaRange readRange(std::string_view member) noexcept
{
    const std::size_t semicolon = std::min(member.find(';'), member.size());
    return {http::trimBlanks(member.substr(0, semicolon)), member.substr(std::min(semicolon + 1, member.size()))};
}

std::optional<Syntax> syntaxOf(const MediaRange& range) noexcept
{
    const auto version = range.parameter("version");
    if (range.is("application/vnd.google.protobuf")) {
        const bool fits = range.parameter("proto") == kMetricFamily && range.parameter("encoding") == "delimited";
        return fits ? std::optional(Syntax::Protobuf) : std::nullopt;
    }
    if (range.is("application/openmetrics-text") && version.value_or("1.0.0") == "1.0.0")
        return Syntax::OpenMetrics100;
    if (range.is("text/plain") && version == "1.0.0")
        return Syntax::Text100;
    if ((range.is("text/plain") && version.value_or("0.0.4") == "0.0.4") || range.is("text/*") || range.is("*/*"))
        return Syntax::Text004;
    return {};
}

Escaping escapingOf(const MediaRange& range, Syntax syntax) noexcept
{
    const auto escaping = escapingFromString(range.parameter("escaping").value_or("")).value_or(Escaping::Underscores);
    return syntax == Syntax::Text004 && escaping == Escaping::AllowUtf8 ? Escaping::Underscores : escaping;
}

} // namespace

ScrapeFormat negotiatedFormat(std::string_view accept)
{
    ScrapeFormat best;
    double bestWeight = 0;
    while (!accept.empty()) {
        const std::string_view member = http::takeMember(accept);
        const MediaRange range = readRange(member);
        const auto syntax = syntaxOf(range);
        const double weight = syntax ? namedWeight(member, range.type).value_or(0) : 0;
        if (weight <= bestWeight)
            continue;
        bestWeight = weight;
        best = {*syntax, escapingOf(range, *syntax)};
    }
    return best;
}

ScrapeFormat negotiatedFormat(const http::RequestHead& head)
{
    return negotiatedFormat(listedHeader(head, "accept"));
}

std::string contentTypeOf(ScrapeFormat format)
{
    std::string type;
    switch (format.syntax) {
    case Syntax::Text004: type = "text/plain; version=0.0.4; charset=utf-8"; break;
    case Syntax::Text100: type = "text/plain; version=1.0.0; charset=utf-8"; break;
    case Syntax::OpenMetrics100: type = "application/openmetrics-text; version=1.0.0; charset=utf-8"; break;
    case Syntax::Protobuf:
        type = "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";
        break;
    }
    return type.append("; escaping=").append(toString(format.escaping));
}

} // namespace cairn
