// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/config.h"
#include "core/config/flag.h"

#include <string>
#include <vector>

namespace cairn {

/// The flags of a table for `--help`: one each with its default, wrapped at 80 columns; what is only known from other
/// gateways comes last.
[[nodiscard]] std::string flagHelp(FlagTable table);
/// The settings of `--config.check`: name, value and origin in columns.
[[nodiscard]] std::string settingsTable(const std::vector<Setting>& settings);

} // namespace cairn
