// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/api_reply.h"
#include "ui/window/page.h"

namespace cairn::ui {

/// What the gateway finds wrong with a selector that somebody typed, without the words of its API: what, and where.
[[nodiscard]] FilterState selectorProblem(const ApiError& error, const QString& typed);

} // namespace cairn::ui
