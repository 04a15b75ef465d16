// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace cairn {

/// The known word that a mistyped one most likely means: at most two letters added, left out or changed, and fewer than
/// half of it. Empty if none is near.
[[nodiscard]] std::string_view nearestWord(std::string_view word, std::span<const std::string_view> known);

} // namespace cairn
