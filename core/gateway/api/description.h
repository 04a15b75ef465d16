// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/response.h"

#include <string_view>

namespace cairn {

/// `resources/openapi.yaml`, as it was at the build.
[[nodiscard]] std::string_view apiDescription() noexcept;
/// The answer that shows it, which takes no parameters.
[[nodiscard]] http::Response describeApi(std::string_view query);

} // namespace cairn
