// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coding/content_coding.h"
#include "core/http/request.h"

#include <optional>

namespace cairn {

/// The coding of a request's body; nothing for one that cannot be read, and for more than one on top of each other.
[[nodiscard]] std::optional<ContentCoding> contentCodingOf(const http::RequestHead& head);

} // namespace cairn
