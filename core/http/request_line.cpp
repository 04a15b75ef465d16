// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/request_line.h"

#include "core/http/chars.h"

#include <algorithm>
#include <array>

namespace cairn::http {

namespace {

bool isKnownMethod(std::string_view method) noexcept
{
    static constexpr std::array<std::string_view, 9> kKnown{
        "POST", "GET", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"};
    return std::find(kKnown.begin(), kKnown.end(), method) != kKnown.end();
}

// RFC 9112 section 2.3: exactly HTTP/DIGIT.DIGIT, in capitals.
Result<int, Refusal> parseVersion(std::string_view version)
{
    if (version.size() != 8 || !version.starts_with("HTTP/") || !isDigit(version[5]) || version[6] != '.'
        || !isDigit(version[7]))
        return Failure{badRequest("malformed HTTP version")};
    if (version[5] != '1')
        return Failure{
            Refusal{505, Observer::Event::VersionNotSupported, "only HTTP/1.0 and HTTP/1.1 are spoken here"}};
    return version[7] == '0' ? 0 : 1;
}

void splitQuery(std::string_view target, RequestLine& line)
{
    const std::size_t mark = target.find('?');
    line.path = target.substr(0, mark);
    if (mark != std::string_view::npos)
        line.query = target.substr(mark + 1);
}

bool takeScheme(std::string_view& target) noexcept
{
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (equalsIgnoreCase(target.substr(0, scheme.size()), scheme)) {
            target.remove_prefix(scheme.size());
            return true;
        }
    }
    return false;
}

Result<void, Refusal> parseAbsolute(std::string_view rest, RequestLine& line)
{
    const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
    line.authority = rest.substr(0, end);
    if (!isValidHost(line.authority))
        return Failure{badRequest("invalid host in the request target")};
    splitQuery(rest.substr(end), line);
    if (line.path.empty())
        line.path = "/";
    return {};
}

Result<void, Refusal> parseTarget(std::string_view target, RequestLine& line)
{
    // Octets above 127 are let through: clients send raw UTF-8, and the gateway checks each label it becomes.
    if (target.empty() || std::any_of(target.begin(), target.end(), isControl))
        return Failure{badRequest("invalid request target")};
    if (target.find('#') != std::string_view::npos)
        return Failure{badRequest("request target with a fragment: write '#' as %23")};
    if (target.front() == '/') {
        splitQuery(target, line);
        return {};
    }
    if (line.method == "CONNECT" || (line.method == "OPTIONS" && target == "*")) {
        line.path = target;
        return {};
    }
    if (takeScheme(target))
        return parseAbsolute(target, line);
    return Failure{badRequest("request target must begin with '/'")};
}

bool isRegNameChar(char c) noexcept
{
    return isDigit(c) || (toLower(c) >= 'a' && toLower(c) <= 'z')
        || std::string_view("-._~!$&'()*+;=%").find(c) != std::string_view::npos;
}

bool isAddressChar(char c) noexcept
{
    return hexDigit(c) >= 0 || std::string_view(":.").find(c) != std::string_view::npos;
}

} // namespace

Result<RequestLine, Refusal> parseRequestLine(std::string_view text)
{
    const std::size_t first = text.find(' ');
    const std::size_t last = text.rfind(' ');
    if (first == std::string_view::npos || first == last)
        return Failure{badRequest("malformed request line: expected method, target and version")};
    RequestLine line;
    line.method = text.substr(0, first);
    const std::string_view target = text.substr(first + 1, last - first - 1);
    if (!isToken(line.method) || target.find(' ') != std::string_view::npos)
        return Failure{badRequest("malformed request line: expected one blank between method, target and version")};
    const auto minor = parseVersion(text.substr(last + 1));
    if (!minor)
        return Failure{minor.error()};
    line.minorVersion = *minor;
    if (!isKnownMethod(line.method))
        return Failure{Refusal{501, Observer::Event::NotImplemented, "unknown method"}};
    const auto parsed = parseTarget(target, line);
    if (!parsed)
        return Failure{parsed.error()};
    return line;
}

bool isValidHost(std::string_view host) noexcept
{
    std::size_t end = 0;
    if (host.starts_with('[')) {
        end = host.find(']');
        if (end == std::string_view::npos || end == 1)
            return false;
        const std::string_view address = host.substr(1, end - 1);
        if (!std::all_of(address.begin(), address.end(), isAddressChar))
            return false;
        ++end;
    } else {
        end = std::min(host.find(':'), host.size());
        const std::string_view name = host.substr(0, end);
        if (name.empty() || !std::all_of(name.begin(), name.end(), isRegNameChar))
            return false;
    }
    std::string_view port = host.substr(end);
    if (port.empty())
        return true;
    if (port.front() != ':' || port.size() > 6)
        return false;
    port.remove_prefix(1);
    return std::all_of(port.begin(), port.end(), isDigit);
}

} // namespace cairn::http
