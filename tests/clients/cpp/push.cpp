// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Runs one of the scenarios below against a gateway: push HOST PORT SCENARIO. Prints "done", or the last code.

#include <prometheus/counter.h>
#include <prometheus/gateway.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/summary.h>

#include <iostream>
#include <memory>
#include <string>

namespace {

std::string host;
std::string port;

using Registry = std::shared_ptr<prometheus::Registry>;

Registry one()
{
    auto registry = std::make_shared<prometheus::Registry>();
    prometheus::BuildCounter().Name("done_total").Help("Done.").Register(*registry).Add({}).Increment();
    return registry;
}

Registry gauge(const std::string& name)
{
    auto registry = std::make_shared<prometheus::Registry>();
    prometheus::BuildGauge().Name(name).Help("A gauge.").Register(*registry).Add({}).Set(1);
    return registry;
}

Registry everyType()
{
    auto registry = std::make_shared<prometheus::Registry>();
    auto& done = prometheus::BuildCounter().Name("done_total").Help("Done.").Register(*registry);
    done.Add({{"kind", "a \"b\""}}).Increment(2);
    prometheus::BuildGauge().Name("heat").Help("Heat \"of\" it.").Register(*registry).Add({}).Set(20.5);
    auto& took = prometheus::BuildHistogram().Name("took_seconds").Help("Took.").Register(*registry);
    auto& histogram = took.Add({}, prometheus::Histogram::BucketBoundaries{0.1, 1});
    for (const double value : {0.05, 0.5, 5.0})
        histogram.Observe(value);
    auto& size = prometheus::BuildSummary().Name("size_bytes").Help("Size.").Register(*registry);
    auto& summary = size.Add({}, prometheus::Summary::Quantiles{{0.5, 0.05}});
    for (const double value : {1.0, 3.0})
        summary.Observe(value);
    return registry;
}

Registry many()
{
    auto registry = std::make_shared<prometheus::Registry>();
    auto& done = prometheus::BuildCounter().Name("done_total").Help("Done.").Register(*registry);
    for (int n = 0; n < 60000; ++n)
        done.Add({{"n", std::to_string(n)}}).Increment();
    return registry;
}

int pushed(const Registry& registry, const std::string& job = "batch", const prometheus::Labels& labels = {})
{
    prometheus::Gateway gateway(host, port, job, labels);
    gateway.RegisterCollectable(registry);
    return gateway.Push();
}

int everyTypeTwice()
{
    const auto registry = everyType();
    prometheus::Gateway gateway(host, port, "batch");
    gateway.RegisterCollectable(registry);
    const int code = gateway.Push();
    return code == 200 ? gateway.PushAdd() : code;
}

int twoCollectables()
{
    const auto first = one();
    const auto second = gauge("heat");
    prometheus::Gateway gateway(host, port, "batch");
    const prometheus::Labels zone{{"zone", "a"}};
    gateway.RegisterCollectable(first);
    gateway.RegisterCollectable(second, &zone);
    return gateway.Push();
}

int deletion()
{
    const auto registry = one();
    const auto instance = prometheus::Gateway::GetInstanceLabel("host.example:80");
    prometheus::Gateway gateway(host, port, "batch", instance);
    gateway.RegisterCollectable(registry);
    gateway.Push();
    pushed(registry, "batch");
    pushed(registry, "kept");
    gateway.Delete();
    return gateway.DeleteForInstance();
}

int refused()
{
    pushed(gauge("done_total"));
    return pushed(one());
}

int play(const std::string& scenario)
{
    if (scenario == "everyTypeTwice")
        return everyTypeTwice();
    if (scenario == "lettersInGroup")
        return pushed(one(), "batch", {{"place", "Zürich"}, {"words", "a-b_c.d~e"}});
    if (scenario == "twoCollectables")
        return twoCollectables();
    if (scenario == "deletion")
        return deletion();
    if (scenario == "large")
        return pushed(many());
    if (scenario == "refused")
        return refused();
    return -2;
}

} // namespace

int main(int, char** arguments)
{
    host = arguments[1];
    port = arguments[2];
    const int code = play(arguments[3]);
    if (code / 100 == 2)
        std::cout << "done\n";
    else
        std::cout << code << '\n';
}
