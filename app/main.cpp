// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command.h"

#include <QCoreApplication>

using namespace cairn::app;

namespace {

using Command = int (*)(Words);

Command commandNamed(const std::string& name)
{
    if (name == "check")
        return check;
    if (name == "push")
        return push;
    return name == "health" ? health : nullptr;
}

int runServer(Process process, const std::string& command, Words rest, Words all)
{
    if (command == "serve" || command == "start") // `start` is what prom-aggregation-gateway's images say
        return serve(process, rest, true);
    if (command == "help" || command == "version")
        return serve(process, std::vector{"--" + command}, false);
    return serve(process, all, false);
}

} // namespace

int main(int argc, char** argv)
{
    const std::vector<std::string> words(argv + 1, argv + argc);
    const std::string first = words.empty() ? "" : words[0];
    const Words rest = Words(words).subspan(words.empty() ? 0 : 1);
    if (const Command command = commandNamed(first)) {
        const QCoreApplication application(argc, argv);
        return command(rest);
    }
    return runServer({argc, argv}, first, rest, words);
}
