// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rules/yaml_tree.h"

#include <optional>
#include <string_view>

namespace cairn {

/// The column (1-based byte) of the file at which byte `index` (0-based) of a scalar's value stands. Nothing where that
/// cannot be told simply: a scalar over several lines, or an escape that is more than one letter before that byte.
/// `yaml` is without byte order mark.
[[nodiscard]] std::optional<int> columnInFile(std::string_view yaml, const YamlNode& scalar, std::size_t index);

} // namespace cairn
