// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/label.h"
#include "core/model/result.h"

#include <string>
#include <string_view>

namespace cairn {

/// The group that a push's path names: `path` is what stands behind `/metrics`, as sent: ``, `/`, `/job/a/b%2Fc/d`,
/// `/job@base64/L2E/`. Split at `/`, then percent-decoded; `name@base64` takes base64url, padded or not, `=` alone is
/// the empty value. A name is any UTF-8; one that begins with `U__` is read by the escaping `values`, and taken as it
/// is where that fails. A final `/` is an empty value where a name waits for one, otherwise ignored. The labels come
/// sorted by name; an empty value stays, for it takes a body's label away. The error is one line and names the segment.
/// Pure.
[[nodiscard]] Result<LabelSet, std::string> readGroupPath(std::string_view path);

/// Whether the first label of that path is a `job` that is not empty, as Pushgateway demands it.
[[nodiscard]] bool beginsWithJob(std::string_view path);

/// The value of that label, or empty.
[[nodiscard]] std::string_view valueOf(const LabelSet& labels, std::string_view name) noexcept;

} // namespace cairn
