// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// Appends a JSON string with its quotes; bytes that are no UTF-8 become U+FFFD.
void appendJsonString(std::string& out, std::string_view text);
/// Appends a number so that reading it gives the same double, without an exponent from 1e-6 to 2^53: people read times
/// and counts there.
void appendPlainNumber(std::string& out, double number);
/// The same; what JSON cannot hold becomes "NaN", "+Inf" or "-Inf".
void appendJsonNumber(std::string& out, double number);
/// Appends `"key":`, behind a comma where a member is in front of it.
void appendJsonKey(std::string& out, std::string_view key);

} // namespace cairn
