// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// Appends a JSON string with its quotes; bytes that are no UTF-8 become U+FFFD.
void appendJsonString(std::string& out, std::string_view text);
/// Appends `"key":`, behind a comma where a member is in front of it.
void appendJsonKey(std::string& out, std::string_view key);

} // namespace cairn
