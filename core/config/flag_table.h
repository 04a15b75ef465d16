// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/flag.h"

namespace cairn {

/// The settings of the gateway, in the order of `--help`; behind them what start lines of other gateways may hold.
[[nodiscard]] FlagTable gatewayFlags();

} // namespace cairn
