// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/telemetry/registry.h"

#include <string>
#include <string_view>

namespace cairn {

/// Where this program comes from. Texts are "unknown" where the build could not tell.
struct BuildInfo {
    std::string_view version;
    std::string_view revision;
    std::string_view branch;
    std::string_view user; ///< who built it, and where: `name@host`
    std::string_view date; ///< `20261120-08:04:42`, UTC
    std::string_view compiler; ///< `gcc 12.2.0`
    std::string_view platform; ///< `linux/x86_64`
};
[[nodiscard]] const BuildInfo& buildInfo();

/// The block of `--version`, laid out as Prometheus' programs do; `qtVersion` as it runs.
[[nodiscard]] std::string versionText(std::string_view qtVersion);
/// `cairn_build_info{version,revision,branch,qtversion,compiler} 1`.
void addBuildInfo(Registry& registry, std::string_view qtVersion);

} // namespace cairn
