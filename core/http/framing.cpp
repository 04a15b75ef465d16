// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/framing.h"

#include "core/http/chars.h"
#include "core/http/request_line.h"

#include <algorithm>
#include <string>

namespace cairn::http {

namespace {

/// The fields that frame a request, gathered in one pass.
struct FramingFields {
    const std::string* host = nullptr;
    const std::string* length = nullptr;
    int hosts = 0;
    int lengths = 0;
    bool transferEncoding = false;
    bool close = false;
    bool keepAlive = false;
    std::string_view lastCoding;
    int codings = 0;
    const std::string* expect = nullptr;
};

void gatherCodings(std::string_view list, FramingFields& fields)
{
    fields.transferEncoding = true;
    do {
        fields.lastCoding = takeMember(list);
        ++fields.codings;
    } while (!list.empty());
}

void gatherOptions(std::string_view list, FramingFields& fields)
{
    while (!list.empty()) {
        const std::string_view option = takeMember(list);
        fields.close = fields.close || equalsIgnoreCase(option, "close");
        fields.keepAlive = fields.keepAlive || equalsIgnoreCase(option, "keep-alive");
    }
}

FramingFields gather(const RequestHead& head)
{
    FramingFields fields;
    for (const Header& field : head.headers) {
        if (field.name == "host") {
            fields.host = &field.value;
            ++fields.hosts;
        } else if (field.name == "content-length") {
            fields.length = &field.value;
            ++fields.lengths;
        } else if (field.name == "transfer-encoding") {
            gatherCodings(field.value, fields);
        } else if (field.name == "connection") {
            gatherOptions(field.value, fields);
        } else if (field.name == "expect") {
            fields.expect = &field.value;
        }
    }
    return fields;
}

std::string_view withoutDefaultPort(std::string_view host) noexcept
{
    return host.ends_with(":80") ? host.substr(0, host.size() - 3) : host;
}

Result<void, Refusal> checkHost(const FramingFields& fields, int minorVersion, std::string_view authority)
{
    if (fields.hosts > 1)
        return Failure{badRequest("more than one Host")};
    if (fields.hosts == 0 && minorVersion > 0)
        return Failure{badRequest("no Host")};
    if (fields.host && !isValidHost(*fields.host))
        return Failure{badRequest("invalid Host")};
    if (fields.host && !authority.empty()
        && !equalsIgnoreCase(withoutDefaultPort(authority), withoutDefaultPort(*fields.host)))
        return Failure{badRequest("Host differs from the request target")};
    return {};
}

// RFC 9112 section 6.1: `chunked` is the one coding known here, and it must come last and once.
Result<void, Refusal> checkTransferEncoding(const FramingFields& fields, int minorVersion)
{
    if (minorVersion == 0)
        return Failure{badRequest("Transfer-Encoding in HTTP/1.0")};
    if (fields.lengths > 0)
        return Failure{badRequest("both Transfer-Encoding and Content-Length")};
    if (!equalsIgnoreCase(fields.lastCoding, "chunked"))
        return Failure{badRequest("Transfer-Encoding must end in chunked")};
    if (fields.codings > 1)
        return Failure{Refusal{501, Observer::Event::NotImplemented, "the one transfer coding known here is chunked"}};
    return {};
}

Result<std::uint64_t, Refusal> parseLength(const FramingFields& fields)
{
    const std::string& text = *fields.length;
    if (fields.lengths > 1)
        return Failure{badRequest("more than one Content-Length")};
    if (text.empty() || text.size() > 18 || !std::all_of(text.begin(), text.end(), isDigit))
        return Failure{badRequest("invalid Content-Length")};
    std::uint64_t value = 0;
    for (const char c : text)
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    return value;
}

} // namespace

Result<Header, Refusal> parseField(std::string_view line)
{
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos)
        return Failure{badRequest("header line without a colon")};
    const std::string_view name = line.substr(0, colon);
    if (!isToken(name)) // also a folded line, and a blank before the colon
        return Failure{badRequest("invalid header name")};
    const std::string_view value = trimBlanks(line.substr(colon + 1));
    if (std::any_of(value.begin(), value.end(), [](char c) { return isControl(c) && c != '\t'; }))
        return Failure{badRequest("control character in a header value")};
    Header field{std::string(name), std::string(value)};
    std::transform(field.name.begin(), field.name.end(), field.name.begin(), toLower);
    return field;
}

Result<Framing, Refusal> frame(
    const RequestHead& head, int minorVersion, std::string_view authority, const Limits& limits)
{
    const FramingFields fields = gather(head);
    if (const auto checked = checkHost(fields, minorVersion, authority); !checked)
        return Failure{checked.error()};
    Framing framing;
    framing.keepAlive = !fields.close && (minorVersion > 0 || fields.keepAlive);
    framing.chunked = fields.transferEncoding;
    if (framing.chunked) {
        if (const auto checked = checkTransferEncoding(fields, minorVersion); !checked)
            return Failure{checked.error()};
    } else if (fields.length) {
        const auto length = parseLength(fields);
        if (!length)
            return Failure{length.error()};
        if (*length > limits.bodyBytes)
            return Failure{Refusal{413, Observer::Event::BodyTooLarge,
                "body of " + *fields.length + " bytes: at most " + std::to_string(limits.bodyBytes) + " are taken"}};
        framing.length = *length;
    } else if (minorVersion == 0 && (head.method == "POST" || head.method == "PUT")) {
        // RFC 1945 section 8.3: its end could only be the end of the connection, which a cut looks like
        return Failure{Refusal{411, Observer::Event::LengthRequired, "HTTP/1.0 body without Content-Length"}};
    }
    if (minorVersion > 0 && fields.expect) {
        if (!equalsIgnoreCase(*fields.expect, "100-continue"))
            return Failure{Refusal{417, Observer::Event::ExpectationFailed, "unknown expectation"}};
        framing.expectsContinue = framing.chunked || framing.length.value_or(0) > 0;
    }
    return framing;
}

} // namespace cairn::http
