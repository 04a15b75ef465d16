// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/load_window.h"

#include <QFile>
#include <QLibrary>
#include <QStringList>

#include <filesystem>

namespace cairn::app {

namespace {

// Relative to the program first: so a build folder, and an installation that was moved, use their own.
QStringList places()
{
    const QString name = QStringLiteral(CAIRN_WINDOW_FILE);
    QStringList found;
    std::error_code none;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", none);
    if (!none) {
        const QString folder = QFile::decodeName(program.parent_path().c_str());
        found << folder + u'/' + name << folder + QStringLiteral("/" CAIRN_WINDOW_FROM_PROGRAM "/") + name;
    }
    return found << QStringLiteral(CAIRN_WINDOW_FOLDER "/") + name;
}

Failure<std::string> why(const QString& text)
{
    return Failure{text.toStdString()};
}

} // namespace

Result<std::unique_ptr<WindowModule>, std::string> loadWindow(Process process)
{
    QLibrary library;
    for (const QString& place : places()) {
        library.setFileName(place);
        if (QFile::exists(place))
            break;
    }
    if (!QFile::exists(library.fileName()))
        return why(QStringLiteral("the window is not installed (there is no %1)").arg(library.fileName()));
    if (!library.load())
        return why(QStringLiteral("the window cannot be loaded: %1").arg(library.errorString()));
    const auto version = reinterpret_cast<WindowVersion>(library.resolve(kWindowVersion));
    const auto make = reinterpret_cast<MakeWindow>(library.resolve(kMakeWindow));
    const QString found = version == nullptr ? QStringLiteral("unknown") : QString::fromLatin1(version());
    if (make == nullptr || found != QStringLiteral(CAIRN_VERSION))
        return why(QStringLiteral("the window at %1 is of version %2, and this is " CAIRN_VERSION)
                       .arg(library.fileName(), found));
    return std::unique_ptr<WindowModule>(make(process.argc, process.argv));
}

} // namespace cairn::app
