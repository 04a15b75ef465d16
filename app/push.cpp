// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command.h"
#include "app/http_exchange.h"
#include "app/push_request.h"
#include "core/config/help_text.h"
#include "core/model/clear_mode.h"

#include <algorithm>
#include <array>

namespace cairn::app {

namespace {

constexpr std::array kFlags{
    Flag{.name = "help", .help = "Show this help and exit. Also -h.", .field = NoField{.boolean = true}},
    Flag{.name = "url",
        .metavar = "<url>",
        .help = "The gateway: http, https, or unix:///path/of/its.sock (default: http://localhost:9091).",
        .field = NoField{}},
    Flag{.name = "job", .metavar = "<name>", .help = "The label `job` of all samples.", .field = NoField{}},
    Flag{.name = "label",
        .metavar = "<name>=<value>",
        .help = "One more label of all samples. Repeatable.",
        .field = NoField{.repeatable = true}},
    Flag{.name = "mode",
        .metavar = "<mode>",
        .help = "The clear mode of all samples that have none: replace, max, sum5m...",
        .field = NoField{}},
    Flag{.name = "timeout",
        .metavar = "<duration>",
        .help = "For the whole push, 1ms to 1d (default: 30s).",
        .field = NoField{}},
};
constexpr std::string_view kUsage = R"(usage: cairn push [<flags>] <file>|-

Sends one exposition in Prometheus' text format to a gateway. The exit code is 1
when it is refused. A query of the URL is kept: with ?dry_run=true the gateway
merges nothing and its report is printed.

)";

Result<std::vector<Label>, std::string> pathLabels(const Arguments& arguments)
{
    std::vector<Label> labels;
    if (const auto job = arguments.last("job"))
        labels.push_back({"job", *job});
    for (const std::string& text : arguments.all("label")) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos)
            return Failure{"--label: expected <name>=<value>, found '" + text + "'"};
        labels.push_back({text.substr(0, equals), text.substr(equals + 1)});
    }
    for (const Label& label : labels) {
        const auto same = [&](const Label& other) { return other.name == label.name; };
        if (!isLabelName(label.name))
            return Failure{"--label: '" + label.name + "' is no label name"};
        if (std::count_if(labels.begin(), labels.end(), same) > 1)
            return Failure{"--label: '" + label.name + "' is given twice"};
    }
    return labels;
}

/// What the command line says, understood.
struct Order {
    Target target;
    std::string mode;
    std::string file;
    std::chrono::milliseconds timeout{30'000};
};

Result<Order, std::string> readOrder(const Arguments& arguments)
{
    if (arguments.rest.size() != 1)
        return Failure{std::string("expected one file, or `-` for standard input, try cairn push --help")};
    const auto labels = pathLabels(arguments);
    if (!labels)
        return Failure{labels.error()};
    Order order;
    order.target = targetOf(arguments.last("url").value_or("http://localhost:9091"), pushPath(*labels));
    order.file = arguments.rest[0];
    order.mode = arguments.last("mode").value_or("");
    if (const auto mode = parseClearMode(order.mode); !order.mode.empty() && !mode)
        return Failure{"--mode: " + mode.error()};
    const auto timeout = readTimeout(arguments.last("timeout").value_or("30s"));
    if (!timeout)
        return Failure{timeout.error()};
    order.timeout = *timeout;
    return order;
}

int send(const Order& order, const std::string& body)
{
    const auto answer = exchange(order.target, &body, order.timeout);
    if (!answer)
        return fail(answer.error(), kFailed);
    if (answer->status / 100 == 2) {
        print(answer->body); // a report, where the URL's query asks for one
        return kFine;
    }
    std::string said = answer->body;
    while (said.ends_with('\n'))
        said.pop_back();
    return fail("the gateway refused the push (" + std::to_string(answer->status) + "): " + said, kFailed);
}

} // namespace

int push(Words words)
{
    const auto arguments = readArguments(kFlags, words, readFile);
    if (!arguments)
        return fail(arguments.error(), kWrongUsage);
    if (arguments->has("help")) {
        print(std::string(kUsage) + flagHelp(kFlags));
        return kFine;
    }
    const auto order = readOrder(*arguments);
    if (!order)
        return fail(order.error(), kWrongUsage);
    const auto body = readFile(order->file);
    if (!body)
        return fail(order->file + ": " + body.error(), kFailed);
    if (order->mode.empty())
        return send(*order, *body);
    const auto changed = withClearMode(*body, order->mode);
    if (changed)
        return send(*order, *changed);
    const ParseError& error = changed.error();
    return fail(order->file + ":" + std::to_string(error.line) + ": " + error.message + ": " + error.text, kFailed);
}

} // namespace cairn::app
