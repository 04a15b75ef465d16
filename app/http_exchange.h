// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/result.h"

#include <chrono>
#include <string>
#include <string_view>

namespace cairn::app {

struct HttpAnswer {
    int status = 0;
    std::string body;
};

/// A client's one request and its answer, on the thread of the QCoreApplication; without a `body` it is a GET,
/// otherwise it is a POST of text 0.0.4. The error is one line that names the URL.
[[nodiscard]] Result<HttpAnswer, std::string> exchange(
    const std::string& url, const std::string* body, std::chrono::milliseconds timeout);

/// `base` without final slashes and with `path` behind it; `base` without a scheme is http.
[[nodiscard]] std::string joinUrl(std::string_view base, std::string_view path);

} // namespace cairn::app
