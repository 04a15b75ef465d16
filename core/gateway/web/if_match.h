// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/request.h"

#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// The field If-Match; its lines are one list.
[[nodiscard]] std::optional<std::string> ifMatchOf(const http::RequestHead& head);

/// Whether `field`, an If-Match (RFC 9110, 13.1.1), lets pass what is there under any ETag: `*`.
[[nodiscard]] bool matchesAnything(std::string_view field) noexcept;
/// Whether it lets pass what has this ETag, which is strong: `*`, or one of a list is the same. Weak ones never are.
/// One that came without its quotes, as people type it, is taken for what was meant.
[[nodiscard]] bool matchesEtag(std::string_view field, std::string_view etag) noexcept;

} // namespace cairn
