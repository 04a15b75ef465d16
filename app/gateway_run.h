// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/config.h"
#include "core/telemetry/log.h"

#include <vector>

namespace cairn::app {

/// Runs the gateway until a signal or `/-/quit` ends it: starts it, logs its listeners, reloads on SIGHUP, drains on
/// SIGTERM and SIGINT. Returns the exit code. `descriptors` are listening sockets from systemd.
int runGateway(const Config& config, std::vector<int> descriptors, Log& log);

} // namespace cairn::app
