// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/checks.h"

#include <re2/re2.h>

#include <algorithm>
#include <charconv>

namespace cairn {

namespace {

bool isPort(std::string_view text)
{
    unsigned port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc() && end == text.data() + text.size() && port <= 65535;
}

bool isHostByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-'
        || c == '_';
}

bool isHostName(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isHostByte);
}

// Whether resolvable shows when it is bound; here only what cannot be an address at all is caught.
bool isBracketed(std::string_view text)
{
    return text.size() > 3 && text.front() == '[' && text.back() == ']' && text.find(':') != std::string_view::npos
        && std::all_of(text.begin() + 1, text.end() - 1, [](char c) { return isHostByte(c) || c == ':' || c == '%'; });
}

bool isHost(std::string_view text)
{
    return isHostName(text) || isBracketed(text);
}

// `host` or `host:port`
bool isAuthority(std::string_view text)
{
    if (isHost(text))
        return true;
    const std::size_t colon = text.rfind(':');
    return colon != std::string_view::npos && isHost(text.substr(0, colon)) && isPort(text.substr(colon + 1));
}

std::string_view afterScheme(std::string_view text)
{
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (text.starts_with(scheme))
            return text.substr(scheme.size());
    }
    return {};
}

// `localhost:9091`, `127.0.0.1`, `[::1]:9091`, `:9091`: nobody listens in on the way to this computer itself.
bool isLoopback(std::string_view text)
{
    const std::string_view authority = text.substr(0, text.find('/'));
    const std::size_t end = authority.starts_with('[') ? authority.find(']') + 1 : authority.find(':');
    const std::string_view host = authority.substr(0, end);
    return host.empty() ? authority.size() > 1 : host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

} // namespace

std::string checkAddress(std::string_view text)
{
    constexpr std::string_view kUnix = "unix://";
    if (text.starts_with(kUnix))
        return text.substr(kUnix.size()).starts_with('/')
            ? ""
            : "the path of a Unix socket must be absolute: unix:///run/cairn.sock";
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos)
        return "no port; expected `:9091`, `127.0.0.1:9091`, `[::1]:9091` or `unix:///run/cairn.sock`";
    const std::string_view host = text.substr(0, colon);
    if (!isPort(text.substr(colon + 1)))
        return "the port must be a number from 0 to 65535";
    if (host.find(':') != std::string_view::npos && !isBracketed(host))
        return "an IPv6 address needs brackets: `[::1]:9091`";
    return host.empty() || isHost(host) ? "" : "the host is neither a name nor an address";
}

std::string checkPath(std::string_view text)
{
    if (!text.starts_with('/'))
        return "a path begins with `/`";
    const bool plain = std::all_of(
        text.begin(), text.end(), [](char c) { return c > ' ' && c < 127 && c != '?' && c != '#' && c != '%'; });
    return plain ? "" : "a path holds neither blanks, `%`, `?` nor `#`";
}

std::string checkUrl(std::string_view text)
{
    const std::string_view rest = afterScheme(text);
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    if (!isAuthority(rest.substr(0, slash)))
        return "expected `https://host[:port][/path]`";
    return slash == rest.size() ? "" : checkPath(rest.substr(slash));
}

std::string checkGatewayUrl(std::string_view text)
{
    const bool hasScheme = text.find("://") != std::string_view::npos;
    if (!hasScheme && isLoopback(text))
        return checkUrl(withScheme(text));
    if (!hasScheme && isAuthority(text.substr(0, text.find('/'))))
        return "no scheme; expected `https://" + std::string(text) + "`, or `http://" + std::string(text)
            + "` where the way there is trusted";
    return checkUrl(text);
}

std::string withScheme(std::string_view text)
{
    if (text.empty() || text.find("://") != std::string_view::npos)
        return std::string(text);
    return (text.starts_with(':') ? "http://127.0.0.1" : "http://") + std::string(text);
}

std::string checkOrigin(std::string_view text)
{
    if (text == "*" || text == "null" || isAuthority(afterScheme(text)))
        return "";
    return "expected `https://host[:port]` without a path, or `*`";
}

std::string checkHost(std::string_view text)
{
    return text == "*" || isHost(text) ? "" : "expected a host name without a port, or `*`";
}

std::string checkRegex(std::string_view text)
{
    re2::RE2::Options options;
    options.set_log_errors(false);
    const re2::RE2 regex(re2::StringPiece(text.data(), text.size()), options);
    return regex.ok() ? "" : "bad regular expression: " + regex.error();
}

} // namespace cairn
