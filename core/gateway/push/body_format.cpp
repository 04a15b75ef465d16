// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/push/body_format.h"

#include "core/http/chars.h"

#include <algorithm>

namespace cairn {

namespace {

/// The value of a parameter, without quotes; empty where it is not there.
std::string_view parameterOf(std::string_view parameters, std::string_view name) noexcept
{
    while (!parameters.empty()) {
        const std::size_t end = std::min(parameters.find(';'), parameters.size());
        const std::string_view one = http::trimBlanks(parameters.substr(0, end));
        const std::size_t equals = std::min(one.find('='), one.size());
        if (equals < one.size() && http::equalsIgnoreCase(one.substr(0, equals), name)) {
            const std::string_view value = one.substr(equals + 1);
            const bool isQuoted = value.size() > 1 && value.starts_with('"') && value.ends_with('"');
            return isQuoted ? value.substr(1, value.size() - 2) : value;
        }
        parameters.remove_prefix(std::min(end + 1, parameters.size()));
    }
    return {};
}

bool isDelimitedFamilies(std::string_view parameters) noexcept
{
    const std::string_view message = parameterOf(parameters, "proto");
    const std::string_view encoding = parameterOf(parameters, "encoding");
    return (message.empty() || message == "io.prometheus.client.MetricFamily")
        && (encoding.empty() || http::equalsIgnoreCase(encoding, "delimited"));
}

} // namespace

BodyFormat bodyFormatOf(const http::RequestHead& head)
{
    const std::string* field = head.header("content-type");
    if (field == nullptr)
        return BodyFormat::Text;
    const std::string_view text = *field;
    const std::size_t end = std::min(text.find(';'), text.size());
    const std::string_view type = http::trimBlanks(text.substr(0, end));
    if (http::equalsIgnoreCase(type, "application/openmetrics-text"))
        return BodyFormat::OpenMetrics;
    const std::string_view parameters = text.substr(std::min(end + 1, text.size()));
    if (http::equalsIgnoreCase(type, "application/vnd.google.protobuf"))
        return isDelimitedFamilies(parameters) ? BodyFormat::Protobuf : BodyFormat::OtherProtobuf;
    if (http::equalsIgnoreCase(type, "application/x-protobuf"))
        return BodyFormat::OtherProtobuf;
    return parameterOf(parameters, "version") == "0.0.4" ? BodyFormat::Text004 : BodyFormat::Text;
}

bool endsAsOpenMetrics(std::string_view body) noexcept
{
    constexpr std::string_view kEnd = "# EOF";
    while (body.ends_with('\n') || body.ends_with('\r'))
        body.remove_suffix(1);
    if (!body.ends_with(kEnd))
        return false;
    body.remove_suffix(kEnd.size());
    return body.empty() || body.ends_with('\n');
}

ExpositionFormat expositionFormatOf(const http::RequestHead& head, std::string_view body)
{
    switch (bodyFormatOf(head)) {
    case BodyFormat::Protobuf: return ExpositionFormat::Protobuf;
    case BodyFormat::OpenMetrics: return ExpositionFormat::OpenMetrics;
    case BodyFormat::Text: return endsAsOpenMetrics(body) ? ExpositionFormat::OpenMetrics : ExpositionFormat::Text;
    default: return ExpositionFormat::Text;
    }
}

} // namespace cairn
