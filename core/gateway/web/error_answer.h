// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/response.h"

#include <string>
#include <string_view>

namespace cairn {

/// Why a request is refused.
struct Problem {
    int status = 400;
    std::string_view type; ///< a stable word: a label value of the refusals' counter, `errorType` in JSON
    std::string message; ///< one line, lower case, no full stop
    int line = 0; ///< of the body, where one is to blame
};

/// The answer to it: one line of text, or the JSON of Prometheus' APIs where Accept asks for that.
[[nodiscard]] http::Response answerTo(const http::RequestHead& head, const Problem& problem);

/// The same as JSON, whatever Accept says.
[[nodiscard]] http::Response jsonAnswer(const Problem& problem);

[[nodiscard]] http::Response jsonResponse(int status, std::string body);

} // namespace cairn
