// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/body_format.h"

#include "core/http/chars.h"

#include <algorithm>

namespace cairn {

namespace {

bool namesVersion004(std::string_view parameters) noexcept
{
    while (!parameters.empty()) {
        const std::size_t end = std::min(parameters.find(';'), parameters.size());
        const std::string_view one = http::trimBlanks(parameters.substr(0, end));
        if (http::equalsIgnoreCase(one, "version=0.0.4") || http::equalsIgnoreCase(one, "version=\"0.0.4\""))
            return true;
        parameters.remove_prefix(std::min(end + 1, parameters.size()));
    }
    return false;
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
    if (http::equalsIgnoreCase(type, "application/vnd.google.protobuf")
        || http::equalsIgnoreCase(type, "application/x-protobuf"))
        return BodyFormat::Protobuf;
    return namesVersion004(text.substr(std::min(end + 1, text.size()))) ? BodyFormat::Text004 : BodyFormat::Text;
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

} // namespace cairn
