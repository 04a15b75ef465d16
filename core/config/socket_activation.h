// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/config_reader.h"
#include "core/model/result.h"

#include <string>
#include <vector>

namespace cairn {

/// The listening descriptors that systemd handed to this process: `LISTEN_FDS` of them from 3 on, if `LISTEN_PID` is
/// `process`. The error is one line: none were handed over, or what is there is no listening stream socket. Sets
/// close-on-exec on each.
[[nodiscard]] Result<std::vector<int>, std::string> systemdDescriptors(const Environment& environment, long process);

} // namespace cairn
