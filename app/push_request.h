// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/text_error.h"
#include "core/model/label.h"
#include "core/model/result.h"

#include <span>
#include <string>
#include <string_view>

namespace cairn::app {

/// The path of a push, `/metrics/job/a/instance/b`: values that a path segment cannot hold everywhere (a slash, nothing
/// at all) as base64url, the rest percent-encoded.
[[nodiscard]] std::string pushPath(std::span<const Label> labels);

/// `body` with the label `clearmode="<mode>"` on each sample line that has none.
[[nodiscard]] Result<std::string, ParseError> withClearMode(std::string_view body, std::string_view mode);

} // namespace cairn::app
