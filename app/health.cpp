// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command.h"
#include "app/http_exchange.h"
#include "core/config/help_text.h"

#include <array>

namespace cairn::app {

namespace {

constexpr std::array kFlags{
    Flag{.name = "help", .help = "Show this help and exit. Also -h.", .field = NoField{.boolean = true}},
    Flag{.name = "url",
        .metavar = "<url>",
        .help = "The gateway: http, https, or unix:///path/of/its.sock (default: http://localhost:9091).",
        .field = NoField{}},
    Flag{.name = "timeout",
        .metavar = "<duration>",
        .help = "To wait for its whole answer, 1ms to 1d (default: 5s).",
        .field = NoField{}},
};
constexpr std::string_view kUsage = R"(usage: cairn health [<flags>]

Asks a gateway how it is. The exit code is 0 when it is well, otherwise 1.

)";

} // namespace

int health(Words words)
{
    const auto arguments = readArguments(kFlags, words, readFile);
    if (!arguments)
        return fail(arguments.error(), kWrongUsage);
    if (arguments->has("help")) {
        print(std::string(kUsage) + flagHelp(kFlags));
        return kFine;
    }
    if (!arguments->rest.empty())
        return fail("unexpected " + arguments->rest[0] + ", try cairn health --help", kWrongUsage);
    const auto timeout = readTimeout(arguments->last("timeout").value_or("5s"));
    if (!timeout)
        return fail(timeout.error(), kWrongUsage);
    const Target target = targetOf(arguments->last("url").value_or("http://localhost:9091"), "/-/healthy");
    const auto answer = exchange(target, nullptr, *timeout);
    if (!answer)
        return fail(answer.error(), kFailed);
    if (answer->status == 200)
        return kFine;
    return fail(target.shown() + ": " + std::to_string(answer->status) + " " + answer->body, kFailed);
}

} // namespace cairn::app
