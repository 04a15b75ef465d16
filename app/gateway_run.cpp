// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gateway_run.h"

#include "app/command.h"
#include "app/signals.h"
#include "app/start_lines.h"
#include "core/gateway/gateway.h"

#include <QCoreApplication>

namespace cairn::app {

namespace {

int refuseStart(const StartError& error, const Config& config, Log& log)
{
    for (const std::string& line : error.lines)
        logStartFailure(log, config, line);
    return error.kind == StartError::Kind::Rules ? kWrongUsage : kFailed;
}

} // namespace

int runGateway(const Config& config, std::vector<int> descriptors, Log& log)
{
    const Signals signalsOfProcess;
    Gateway gateway(config, std::move(descriptors), log);
    if (const auto started = gateway.start(); !started)
        return refuseStart(started.error(), config, log);
    logListening(log, gateway.boundAddresses());

    const auto end = [&](const char* why) {
        log.info("Shutting down", {{"reason", why}});
        gateway.shutdown([] { QCoreApplication::exit(kFine); });
    };
    QObject::connect(&signalsOfProcess, &Signals::terminated, &gateway, [end] { end("signal"); });
    QObject::connect(&signalsOfProcess, &Signals::hungUp, &gateway, [&gateway] { gateway.reload(); });
    QObject::connect(&signalsOfProcess, &Signals::reportAsked, &gateway, &Gateway::logStatus);
    QObject::connect(&gateway, &Gateway::quitRequested, &gateway, [end] { end("/-/quit"); });
    const int code = QCoreApplication::exec();
    log.info("Stopped");
    return code;
}

} // namespace cairn::app
