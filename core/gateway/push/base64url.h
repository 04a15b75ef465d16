// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// Reads base64 in the URL alphabet (RFC 4648 section 5), with or without its padding. Nothing where it is none.
[[nodiscard]] std::optional<std::string> decodeBase64Url(std::string_view text);

} // namespace cairn
