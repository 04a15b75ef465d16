// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/open_window.h"

#include "app/embedded_gateway.h"
#include "app/load_window.h"
#include "app/signals.h"
#include "app/start_lines.h"
#include "core/telemetry/build_info.h"

#include <QCoreApplication>
#include <QUrl>
#include <QVariant>

#include <memory>

namespace cairn::app {

namespace {

constexpr auto kAlone = "; run the gateway alone by `cairn --no-gui`";
constexpr auto kNoDisplay = "there is no display to open the window on (neither WAYLAND_DISPLAY nor DISPLAY is set)";

bool hasDisplay()
{
    for (const char* variable : {"WAYLAND_DISPLAY", "DISPLAY", "QT_QPA_PLATFORM"}) {
        if (!qEnvironmentVariableIsEmpty(variable))
            return true;
    }
    return false;
}

// Qt ends the process where the display that is named does not answer; not without a word on what to do.
void sayWhyNoDisplay(QtMsgType type, const QMessageLogContext&, const QString& message)
{
    if (type != QtFatalMsg) {
        complain(message.toStdString() + '\n');
        return;
    }
    fail("the display cannot be opened: " + message.section(u'\n', 0, 0).toStdString()
            + " Run the gateway alone by `cairn --no-gui`",
        kFailed);
    std::_Exit(kFailed);
}

void endProcess()
{
    QCoreApplication::exit(kFine);
}

int runRemote(WindowModule& window, const QUrl& url)
{
    const Signals signalsOfProcess;
    QObject::connect(&signalsOfProcess, &Signals::terminated, endProcess);
    window.open({nullptr, url, endProcess});
    return QCoreApplication::exec();
}

int runWithGateway(WindowModule& window, const Config& config, Log& log)
{
    const Signals signalsOfProcess;
    EmbeddedGateway gateway(config, log);
    gateway.start(gateway.address());
    const auto end = [&gateway] { gateway.stopAnd(endProcess); };
    QObject::connect(&signalsOfProcess, &Signals::terminated, &gateway, end);
    QObject::connect(&signalsOfProcess, &Signals::hungUp, &gateway, &EmbeddedGateway::reload);
    QObject::connect(&gateway, &EmbeddedGateway::quitRequested, &gateway, end);
    window.open({&gateway, {}, end});
    const int code = QCoreApplication::exec();
    window.close(); // before the gateway it commands
    log.info("Stopped");
    return code;
}

} // namespace

bool hasWindow()
{
    return true;
}

int openWindow(Process process, const Config& config, Log& log)
{
    if (!hasDisplay())
        return fail(std::string(kNoDisplay) + kAlone, kWrongUsage);
    qInstallMessageHandler(sayWhyNoDisplay);
    const auto window = loadWindow(process);
    if (!window)
        return fail(window.error() + kAlone, kFailed);
    QCoreApplication::setApplicationName(QStringLiteral("cairn"));
    QCoreApplication::setOrganizationName(QStringLiteral("cairn"));
    QCoreApplication::setApplicationVersion(QString::fromStdString(std::string(buildInfo().version)));
    QCoreApplication::instance()->setProperty("revision", QString::fromStdString(std::string(buildInfo().revision)));
    const QtMessages messages(log);
    if (!config.connect.empty())
        return runRemote(**window, QUrl(QString::fromStdString(config.connect)));
    logStart(log, config);
    return runWithGateway(**window, config, log);
}

} // namespace cairn::app
