// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/request.h"

#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// All fields of that (lower-case) name as one list, as if they were one field (RFC 9110 section 5.3).
[[nodiscard]] std::string listedHeader(const http::RequestHead& head, std::string_view name);

/// The weight that an `Accept-…` list gives to `token`, 0 to 1; `*` stands for what is not named. Nothing of either: 0.
/// A weight that is none counts as 0.
[[nodiscard]] double acceptedWeight(std::string_view list, std::string_view token) noexcept;
/// The same where `token` itself is named.
[[nodiscard]] std::optional<double> namedWeight(std::string_view list, std::string_view token) noexcept;

/// Whether Accept names JSON.
[[nodiscard]] bool asksForJson(const http::RequestHead& head);

} // namespace cairn
