// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>

#include <string>
#include <string_view>
#include <vector>

namespace cairn::testing {

/// What is wrong with an answer of the admin API, by the description that the gateway serves: a status or path that it
/// does not name, a member that is missing, of another type, or not described. `path` is as the description has it.
[[nodiscard]] std::vector<std::string> complaints(
    const std::string& method, const std::string& path, int status, std::string_view body);

/// `GET /api/v2/status` for each operation that is not marked as planned.
[[nodiscard]] std::vector<std::string> describedOperations();

} // namespace cairn::testing
