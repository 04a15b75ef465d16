// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http_exchange.h"

namespace cairn::app {

inline constexpr std::string_view kPushedType = "text/plain; version=0.0.4; charset=utf-8";

/// exchange() with a gateway on a Unix socket, in HTTP/1.0, whose answers need no dechunking. The error does not name
/// the target.
[[nodiscard]] Result<HttpAnswer, std::string> exchangeOverUnix(
    const Target& target, const std::string* body, std::chrono::milliseconds timeout);

[[nodiscard]] std::string noAnswerWithin(std::chrono::milliseconds timeout); ///< as an error

} // namespace cairn::app
