// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/start_lines.h"

#include "app/command.h"
#include "core/telemetry/build_info.h"

#include <QByteArray>
#include <QString>
#include <QtGlobal>

#include <array>
#include <atomic>

namespace cairn::app {

namespace {

std::atomic<Log*> qtTarget{nullptr}; // Qt's handler is a plain function

LogLevel levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg: return LogLevel::Debug;
    case QtInfoMsg: return LogLevel::Info;
    case QtWarningMsg: return LogLevel::Warn;
    default: return LogLevel::Error;
    }
}

void handleMessage(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    Log* log = qtTarget.load();
    if (log == nullptr)
        return;
    const std::string category = context.category == nullptr ? "default" : context.category;
    const QByteArray text = message.toUtf8();
    log->limited(levelOf(type), "qt", std::string_view(text.constData(), static_cast<std::size_t>(text.size())),
        {{"category", category}});
}

} // namespace

void logStart(Log& log, const Config& config)
{
    const BuildInfo& build = buildInfo();
    log.info("Starting cairn", {{"version", build.version}, {"revision", build.revision}, {"branch", build.branch}});
    log.info("Build context",
        {{"compiler", build.compiler}, {"qt", qVersion()}, {"platform", build.platform}, {"user", build.user},
            {"date", build.date}});
    for (const Setting& setting : config.settings) {
        if (setting.origin != Origin::Default)
            log.info("Setting",
                {{"name", setting.name}, {"value", setting.value}, {"origin", toString(setting.origin)},
                    {"where", setting.where}});
    }
    for (const std::string& warning : config.warnings)
        log.warn(warning);
    log.warn("State is in memory only: nothing survives a restart.");
}

void logStartFailure(Log& log, const Config& config, std::string_view why)
{
    if (logFormatFromString(config.log.format) == LogFormat::Json)
        log.error("Start failed", {{"err", why}});
    else
        fail(why, kFailed);
}

void logListening(Log& log, std::span<const std::string> addresses)
{
    for (const std::string& address : addresses) {
        log.info("Listening on", {{"address", address}});
        log.info("TLS is disabled.", {{"http2", false}, {"address", address}});
    }
}

QtMessages::QtMessages(Log& log)
{
    qtTarget = &log;
    qInstallMessageHandler(handleMessage);
}

QtMessages::~QtMessages()
{
    qInstallMessageHandler(nullptr);
    qtTarget = nullptr;
}

} // namespace cairn::app
