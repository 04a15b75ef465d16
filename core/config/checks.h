// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace cairn {

// What is wrong with one text of a setting, lower case and without a full stop; empty: nothing.
[[nodiscard]] std::string checkAddress(
    std::string_view text); ///< `:9091`, `host:9091`, `[::1]:0`, `unix:///run/x.sock`
[[nodiscard]] std::string checkPath(std::string_view text); ///< `/like/this`
[[nodiscard]] std::string checkUrl(std::string_view text); ///< `http://host[:port][/path]`, https too
/// As checkUrl(); without a scheme where withScheme() may choose one: for this computer itself.
[[nodiscard]] std::string checkGatewayUrl(std::string_view text);
[[nodiscard]] std::string checkOrigin(std::string_view text); ///< `https://host[:port]`, `null`, or `*`
[[nodiscard]] std::string checkHost(std::string_view text); ///< a host name without port, or `*`
[[nodiscard]] std::string checkRegex(std::string_view text); ///< RE2

/// What passed checkGatewayUrl(), as a URL: `localhost:9091` is `http://localhost:9091`; empty stays empty.
[[nodiscard]] std::string withScheme(std::string_view text);

} // namespace cairn
