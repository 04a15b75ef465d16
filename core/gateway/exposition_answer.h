// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/response.h"

#include <string>
#include <string_view>

namespace cairn {

inline constexpr std::string_view kTextType = "text/plain; version=0.0.4; charset=utf-8";

/// The head of an answer with text 0.0.4.
[[nodiscard]] http::Response expositionHead();
/// A whole exposition, compressed where the scraper takes that.
[[nodiscard]] http::Response expositionAnswer(const http::RequestHead& head, std::string text);

} // namespace cairn
