// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a sample costs in each format: pushed again and again, and rendered, in one run. The bodies are those of
// bodies.py as our own scrape shows them in that format.
#include "core/aggregation/engine.h"
#include "core/aggregation/snapshot_writer.h"
#include "tests/bench/bodies.h"

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

using namespace cairn;

namespace {

using Syntax = ScrapeFormat::Syntax;

struct Format {
    const char* name;
    Syntax shown;
    ExpositionFormat pushed;
};
constexpr Format kFormatsOfBench[] = {
    {"text", Syntax::Text004, ExpositionFormat::Text},
    {"openmetrics", Syntax::OpenMetrics100, ExpositionFormat::OpenMetrics},
    {"protobuf", Syntax::Protobuf, ExpositionFormat::Protobuf},
};

void count(benchmark::State& state, std::int64_t samples)
{
    state.counters["per_sample"] = benchmark::Counter(
        static_cast<double>(samples), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

std::string rendered(const std::string& text, const Format& format)
{
    Engine engine({});
    benchmark::DoNotOptimize(engine.push({}, text, {}));
    ScrapeFormat asked;
    asked.syntax = format.shown;
    SnapshotWriter writer(engine.snapshot({}, asked.carriesExtras()), {}, asked);
    std::string out;
    while (writer.next(out, 1 << 20)) { }
    return out;
}

void warmPush(benchmark::State& state, const char* name, const Format& format)
{
    std::vector<std::string> bodies;
    for (const std::string& text : variants(body(name), 16))
        bodies.push_back(rendered(text, format));
    PushOptions options;
    options.format = format.pushed;
    Engine engine({});
    for (int i = 0; i < 3; ++i) {
        if (auto first = engine.push({}, bodies[0], {}, options); !first) {
            state.SkipWithError(first.error().toString().c_str());
            return;
        }
    }
    for (std::size_t i = 0; auto _ : state)
        benchmark::DoNotOptimize(engine.push({}, bodies[i++ % bodies.size()], {}, options));
    state.counters["bytes"] = static_cast<double>(bodies[0].size());
    count(state, samplesOf(body(name)));
}

void render(benchmark::State& state, const char* name, const Format& format)
{
    Engine engine({});
    benchmark::DoNotOptimize(engine.push({}, body(name), {}));
    ScrapeFormat asked;
    asked.syntax = format.shown;
    std::string out;
    for (auto _ : state) {
        SnapshotWriter writer(engine.snapshot({}, asked.carriesExtras()), {}, asked);
        do
            out.clear();
        while (writer.next(out, 64 * 1024));
    }
    count(state, samplesOf(body(name)));
}

const int registered = [] {
    for (const char* name : {"b", "c"}) {
        for (const Format& format : kFormatsOfBench) {
            const std::string suffix = std::string("/") + format.name + '/' + name;
            benchmark::RegisterBenchmark(("warm" + suffix).c_str(), warmPush, name, format);
            benchmark::RegisterBenchmark(("render" + suffix).c_str(), render, name, format);
        }
    }
    return 0;
}();

} // namespace

BENCHMARK_MAIN();
