// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/self_metrics.h"
#include "core/gateway/web/error_answer.h"
#include "core/http/refusal.h"

namespace cairn {

/// What http does not let in, as a push is told and counted.
[[nodiscard]] EarlyRefusal reasonOf(http::Observer::Event event) noexcept;

/// The same as a problem; the message names the flag that sets the limit.
[[nodiscard]] Problem problemOf(const http::Refusal& refusal);

} // namespace cairn
