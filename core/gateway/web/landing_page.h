// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/config.h"
#include "core/http/response.h"

namespace cairn {

/// What a person sees who opens the gateway in a browser: links, and how to push and scrape. Shows settings, never
/// what was pushed.
[[nodiscard]] http::Response landingPage(const WebConfig& web);

} // namespace cairn
