// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command.h"
#include "app/gateway_run.h"
#include "app/open_window.h"
#include "app/start_lines.h"
#include "core/config/flag_table.h"
#include "core/config/help_text.h"
#include "core/config/socket_activation.h"
#include "core/telemetry/build_info.h"

#include <QCoreApplication>

#include <unistd.h>

namespace cairn::app {

namespace {

constexpr std::string_view kUsage = R"(usage: cairn [<flags>]                 the control room, with a gateway inside
       cairn --connect=<url>           the control room of a gateway elsewhere
       cairn --no-gui [<flags>]        the gateway alone; `cairn serve` is the same
       cairn check <rules.yml>...      what a rule file says, or what is wrong in it
       cairn push [<flags>] <file>|-   sends an exposition to a gateway
       cairn health [--url=<url>]      whether a gateway is well: exit code 0 or 1

An aggregating push gateway for Prometheus.

Each flag is also a variable in the environment (--web.listen-address:
CAIRN_WEB_LISTEN_ADDRESS) and a key of --config.file. A flag goes before the
environment, the environment before the file. Lists may be given with commas.

)";

int refuse(const std::vector<std::string>& errors)
{
    for (const std::string& error : errors)
        fail(error, kWrongUsage);
    return kWrongUsage;
}

int checkSettings(const Config& config)
{
    print(settingsTable(config.settings));
    for (const std::string& warning : config.warnings)
        complain("warning: " + warning + "\n");
    return config.rulesFile.empty() ? kFine : check(std::vector{config.rulesFile});
}

Log::Options logOptions(const Config& config)
{
    Log::Options options;
    options.level = *logLevelFromString(config.log.level);
    options.format = *logFormatFromString(config.log.format);
    return options;
}

int serveHeadless(Process process, const Config& config)
{
    const QCoreApplication application(process.argc, process.argv);
    Log log(logOptions(config));
    std::vector<int> descriptors;
    if (config.web.systemdSocket) {
        auto taken = systemdDescriptors(processEnvironment(), getpid());
        if (!taken) {
            logStartFailure(log, config, "--web.systemd-socket: " + taken.error());
            return kFailed;
        }
        descriptors = std::move(*taken);
    }
    const QtMessages messages(log);
    logStart(log, config);
    return runGateway(config, std::move(descriptors), log);
}

} // namespace

int serve(Process process, Words words, bool headless)
{
    const auto config = readConfig({words, processEnvironment(), readFile});
    if (!config)
        return refuse(config.error());
    switch (config->action) {
    case Config::Action::Help: print(std::string(kUsage) + flagHelp(gatewayFlags())); return kFine;
    case Config::Action::Version: print(versionText(qVersion())); return kFine;
    case Config::Action::Check: return checkSettings(*config);
    case Config::Action::Run: break;
    }
    if (headless && !config->connect.empty())
        return fail(
            "--connect opens a window and `cairn serve` runs the gateway alone: leave one of them", kWrongUsage);
    const bool wantsWindow = !config->connect.empty() || (config->gui && hasWindow());
    if (wantsWindow && !headless) {
        Log log(logOptions(*config));
        return openWindow(process, *config, log);
    }
    return serveHeadless(process, *config);
}

} // namespace cairn::app
