// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command.h"
#include "core/config/flag_table.h"
#include "core/config/help_text.h"
#include "core/rules/rule_file.h"
#include "core/rules/rule_text.h"

#include <array>

namespace cairn::app {

namespace {

constexpr std::array kFlags{
    Flag{.name = "help", .help = "Show this help and exit. Also -h.", .field = NoField{.boolean = true}},
    Flag{.name = "config.file", .metavar = "<file>", .help = "Check this config file too.", .field = NoField{}},
};
constexpr std::string_view kUsage = R"(usage: cairn check [<flags>] [<rules.yml>...]

Reads rule files, `-` from standard input, and prints what was understood. The
exit code is 2 when one is wrong.

)";

bool checkRules(const std::string& path)
{
    const auto text = readFile(path);
    const std::string name = path == "-" ? "standard input" : path;
    if (!text) {
        fail(name + ": " + text.error(), kWrongUsage);
        return false;
    }
    const auto rules = readRules(*text);
    if (rules) {
        print(name + ": " + describe(*rules));
        return true;
    }
    for (const RuleError& error : rules.error()) {
        const std::string place = name + ":" + std::to_string(error.line) + ":" + std::to_string(error.column);
        complain(place + ": " + error.message + "\n");
    }
    return false;
}

bool checkConfig(const std::string& path)
{
    const auto config = readConfig({std::vector{"--config.file=" + path}, {}, readFile});
    if (!config) {
        for (const std::string& error : config.error())
            complain(error + "\n");
        return false;
    }
    print(path + ":\n" + settingsTable(config->settings));
    for (const std::string& warning : config->warnings)
        complain("warning: " + warning + "\n");
    return config->rulesFile.empty() || checkRules(config->rulesFile);
}

} // namespace

int check(Words words)
{
    const auto arguments = readArguments(kFlags, words, readFile);
    if (!arguments)
        return fail(arguments.error(), kWrongUsage);
    if (arguments->has("help")) {
        print(std::string(kUsage) + flagHelp(kFlags));
        return kFine;
    }
    const auto configFile = arguments->last("config.file");
    if (!configFile && arguments->rest.empty())
        return fail("expected a rule file, try cairn check --help", kWrongUsage);
    bool fine = !configFile || checkConfig(*configFile);
    for (const std::string& path : arguments->rest)
        fine = checkRules(path) && fine;
    return fine ? kFine : kWrongUsage;
}

} // namespace cairn::app
