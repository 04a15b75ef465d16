// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/result.h"

#include <chrono>
#include <string>
#include <string_view>

namespace cairn::app {

/// What is asked, and of whom.
struct Target {
    std::string gateway; ///< `http://host:9091/prefix`, `unix:///run/cairn.sock`; no slash at its end, no query
    std::string path; ///< of the request, encoded, with its query

    [[nodiscard]] bool isUnix() const noexcept { return gateway.starts_with("unix:"); }
    /// For messages: without the user and password that the URL may hold.
    [[nodiscard]] std::string shown() const;
    bool operator==(const Target&) const = default;
};

/// `path` below the gateway that `url` names; without a scheme that is http. The URL's query goes behind the path, its
/// fragment is dropped.
[[nodiscard]] Target targetOf(std::string_view url, std::string_view path);

struct HttpAnswer {
    int status = 0;
    std::string body;
};

/// A client's one request and its answer, on the thread of the QCoreApplication; without a `body` it is a GET,
/// otherwise it is a POST of text 0.0.4. `timeout` is for all of it, from connecting to the answer's last byte. The
/// error is one line that names the URL.
[[nodiscard]] Result<HttpAnswer, std::string> exchange(
    const Target& target, const std::string* body, std::chrono::milliseconds timeout);

/// The value of `--timeout`: a millisecond to a day. The error is one line that names the flag.
[[nodiscard]] Result<std::chrono::milliseconds, std::string> readTimeout(std::string_view text);

} // namespace cairn::app
