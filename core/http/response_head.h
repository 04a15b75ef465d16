// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/response.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace cairn::http {

/// How an answer is framed, decided from the request and from what the handler gave.
struct AnswerFraming {
    bool close = false; ///< `Connection: close`
    bool keepAlive10 = false; ///< an HTTP/1.0 client asked to stay: tell it that it may
    bool chunked = false; ///< instead of a length
    bool untilClose = false; ///< neither: the end of the connection is the end of the body
    std::uint64_t length = 0; ///< of the body, also where a HEAD leaves it out
};

[[nodiscard]] std::string_view reasonPhrase(int status) noexcept;
[[nodiscard]] bool mayHaveBody(int status) noexcept; ///< not 1xx, 204, 304

/// Appends status line and header, with the empty line. Fields of the handler that http sets itself, and fields that
/// would break the framing (a line end inside), are left out. `date` and `server` may be empty: then they are left out.
void appendHead(std::string& out, const Response& response, const AnswerFraming& framing, std::string_view date,
    std::string_view server);

} // namespace cairn::http
