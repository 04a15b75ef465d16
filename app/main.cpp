// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command.h"

#include <QCoreApplication>

using namespace cairn::app;

namespace {

int run(const std::string& command, Words rest, Words all)
{
    if (command == "check")
        return check(rest);
    if (command == "push")
        return push(rest);
    if (command == "health")
        return health(rest);
    if (command == "serve" || command == "start") // `start` is what prom-aggregation-gateway's images say
        return serve(rest, true);
    if (command == "help" || command == "version")
        return serve(std::vector{"--" + command}, false);
    return serve(all, false);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const std::vector<std::string> words(argv + 1, argv + argc);
    return run(words.empty() ? "" : words[0], Words(words).subspan(words.empty() ? 0 : 1), words);
}
