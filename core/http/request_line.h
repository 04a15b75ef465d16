// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/refusal.h"
#include "core/model/result.h"

#include <string_view>

namespace cairn::http {

/// The first line of a request, as views into it.
struct RequestLine {
    std::string_view method;
    std::string_view path; ///< of an absolute target: its path, `/` if empty; `*` of OPTIONS; the authority of CONNECT
    std::string_view query; ///< behind the first `?`
    std::string_view authority; ///< of an absolute target, otherwise empty
    int minorVersion = 1; ///< 0, or 1 for every other minor version of HTTP/1
};

/// RFC 9112 section 3, strictly: one blank between the parts, no control characters, no fragment.
[[nodiscard]] Result<RequestLine, Refusal> parseRequestLine(std::string_view line);

/// RFC 9110 section 7.2: a name or address with an optional port of digits; no user, list or path.
[[nodiscard]] bool isValidHost(std::string_view host) noexcept;

} // namespace cairn::http
