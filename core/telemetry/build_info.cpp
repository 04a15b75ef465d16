// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/telemetry/build_info.h"

#include "revision.h" // made by the build: see revision.cmake

namespace cairn {

namespace {

#if defined(__clang__)
constexpr std::string_view kCompiler = "clang " __clang_version__;
#else
constexpr std::string_view kCompiler = "gcc " __VERSION__;
#endif

} // namespace

const BuildInfo& buildInfo()
{
    static constexpr BuildInfo info{
        CAIRN_VERSION, CAIRN_REVISION, CAIRN_BRANCH, CAIRN_BUILD_USER, CAIRN_BUILD_DATE, kCompiler, CAIRN_PLATFORM};
    return info;
}

std::string versionText(std::string_view qtVersion)
{
    const BuildInfo& info = buildInfo();
    std::string text = "cairn, version ";
    text.append(info.version).append(" (branch: ").append(info.branch).append(", revision: ").append(info.revision);
    text.append(")\n  build user:       ").append(info.user);
    text.append("\n  build date:       ").append(info.date);
    text.append("\n  compiler:         ").append(info.compiler).append(", Qt ").append(qtVersion);
    text.append("\n  platform:         ").append(info.platform).append("\n");
    return text;
}

void addBuildInfo(Registry& registry, std::string_view qtVersion)
{
    const BuildInfo& info = buildInfo();
    registry
        .gauge("cairn_build_info", "Constantly 1; the labels say what runs.",
            {{"version", info.version}, {"revision", info.revision}, {"branch", info.branch}, {"qtversion", qtVersion},
                {"compiler", info.compiler}})
        .set(1);
}

} // namespace cairn
