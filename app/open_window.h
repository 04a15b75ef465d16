// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"
#include "core/config/config.h"
#include "core/telemetry/log.h"

namespace cairn::app {

/// Whether this build has the window.
[[nodiscard]] bool hasWindow();

/// The control room over a gateway in this process, or over the one at `config.connect`. Makes its application itself.
/// Without a display: says so, and how to run without one. Returns the exit code.
int openWindow(Process process, const Config& config, Log& log);

} // namespace cairn::app
