// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/open_window.h"

#include "app/embedded_gateway.h"
#include "app/signals.h"
#include "app/start_lines.h"
#include "core/telemetry/build_info.h"
#include "ui/window/control_room.h"

#include <QApplication>

namespace cairn::app {

namespace {

constexpr auto kNoDisplay = "there is no display to open the window on (neither WAYLAND_DISPLAY nor DISPLAY is set); "
                            "run the gateway alone by `cairn --no-gui`";

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

int runRemote(const QUrl& url)
{
    const Signals signalsOfProcess;
    ui::ControlRoom room(nullptr, url);
    QObject::connect(&room, &ui::ControlRoom::quitAsked, &room, [] { QCoreApplication::exit(kFine); });
    QObject::connect(&signalsOfProcess, &Signals::terminated, &room, [] { QCoreApplication::exit(kFine); });
    room.show();
    return QCoreApplication::exec();
}

int runWithGateway(const Config& config, Log& log)
{
    const Signals signalsOfProcess;
    EmbeddedGateway gateway(config, log);
    gateway.start(gateway.address());
    ui::ControlRoom room(&gateway, {});
    const auto end = [&gateway] { gateway.stopAnd([] { QCoreApplication::exit(kFine); }); };
    QObject::connect(&room, &ui::ControlRoom::quitAsked, &gateway, end);
    QObject::connect(&signalsOfProcess, &Signals::terminated, &gateway, end);
    QObject::connect(&signalsOfProcess, &Signals::hungUp, &gateway, &EmbeddedGateway::reload);
    QObject::connect(&gateway, &EmbeddedGateway::quitRequested, &gateway, end);
    room.show();
    const int code = QCoreApplication::exec();
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
        return fail(kNoDisplay, kWrongUsage);
    qInstallMessageHandler(sayWhyNoDisplay);
    QApplication application(process.argc, process.argv);
    QApplication::setApplicationName(QStringLiteral("cairn"));
    QApplication::setOrganizationName(QStringLiteral("cairn"));
    QApplication::setApplicationDisplayName(QStringLiteral("Cairn"));
    QApplication::setApplicationVersion(QString::fromStdString(std::string(buildInfo().version)));
    QApplication::setDesktopFileName(QStringLiteral("cairn"));
    QApplication::setQuitOnLastWindowClosed(false); // what is under way in the gateway is finished first
    const QtMessages messages(log);
    if (!config.connect.empty())
        return runRemote(QUrl(QString::fromStdString(config.connect)));
    logStart(log, config);
    return runWithGateway(config, log);
}

} // namespace cairn::app
