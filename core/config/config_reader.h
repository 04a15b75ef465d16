// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/arguments.h"
#include "core/config/config.h"
#include "core/model/result.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace cairn {

using Environment = std::map<std::string, std::string>;

/// Where settings come from. Reading is pure: the world is handed in.
struct ConfigSources {
    std::span<const std::string> arguments; ///< without the program's name
    Environment environment; ///< all of it; only `CAIRN_…` and the names of the flag table are looked at
    FileReader readFile;
};

/// Reads every setting: flag before environment before `--config.file` before default. The errors are one line each,
/// say where the wrong value stands (flag, variable, file:line:column), and are all there are, but for errors of the
/// command line's form, where the first ends the reading.
[[nodiscard]] Result<Config, std::vector<std::string>> readConfig(const ConfigSources& sources);

/// Prefix of all routes: `prefix` or else the path of `externalUrl`; empty, or `/like/this` without a final slash.
[[nodiscard]] std::string effectiveRoutePrefix(std::string_view externalUrl, std::string_view prefix);

} // namespace cairn
