// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coding/decode.h"
#include "core/gateway/api/api_answer.h"
#include "core/http/request.h"

#include <string>

namespace cairn {

/// The body of a request without its content coding, at most `limit` bytes; `flag` sets the limit, if one does.
[[nodiscard]] Result<std::string, ApiProblem> plainBody(
    const http::Request& request, std::size_t limit, std::string_view flag = {});

} // namespace cairn
