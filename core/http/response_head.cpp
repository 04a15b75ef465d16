// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/response_head.h"

#include "core/http/chars.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace cairn::http {

namespace {

void appendNumber(std::string& out, std::uint64_t number)
{
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

void appendField(std::string& out, std::string_view name, std::string_view value)
{
    out.append(name).append(": ").append(value).append("\r\n");
}

bool isOurs(std::string_view name) noexcept
{
    static constexpr std::array<std::string_view, 6> kOurs{
        "content-length", "transfer-encoding", "connection", "date", "server", "x-content-type-options"};
    return std::any_of(
        kOurs.begin(), kOurs.end(), [name](std::string_view own) { return equalsIgnoreCase(own, name); });
}

// Values may carry text of a pusher (an error message, an origin): a line end in it would be a second answer.
bool isSafe(const Header& field) noexcept
{
    return isToken(field.name)
        && std::none_of(field.value.begin(), field.value.end(), [](char c) { return isControl(c) && c != '\t'; });
}

} // namespace

std::string_view reasonPhrase(int status) noexcept
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 411: return "Length Required";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 426: return "Upgrade Required";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 505: return "HTTP Version Not Supported";
    case 507: return "Insufficient Storage";
    default: return "Status";
    }
}

bool mayHaveBody(int status) noexcept
{
    return status >= 200 && status != 204 && status != 304;
}

void appendHead(std::string& out, const Response& response, const AnswerFraming& framing, std::string_view date,
    std::string_view server)
{
    out.append("HTTP/1.1 ");
    appendNumber(out, static_cast<std::uint64_t>(response.status));
    out.append(" ").append(reasonPhrase(response.status)).append("\r\n");
    if (!date.empty())
        appendField(out, "Date", date);
    if (!server.empty())
        appendField(out, "Server", server);
    for (const Header& field : response.headers) {
        if (!isOurs(field.name) && isSafe(field))
            appendField(out, field.name, field.value);
    }
    appendField(out, "X-Content-Type-Options", "nosniff");
    if (framing.chunked) {
        appendField(out, "Transfer-Encoding", "chunked");
    } else if (!framing.untilClose && mayHaveBody(response.status)) {
        out.append("Content-Length: ");
        appendNumber(out, framing.length);
        out.append("\r\n");
    }
    if (framing.close)
        appendField(out, "Connection", "close");
    else if (framing.keepAlive10)
        appendField(out, "Connection", "keep-alive");
    out.append("\r\n");
}

} // namespace cairn::http
