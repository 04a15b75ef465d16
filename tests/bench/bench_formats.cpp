// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a sample costs in each format: pushed again and again, and rendered, in one run. The bodies are those of
// bodies.py as our own scrape shows them in that format; `+births` and `+exemplars` are the same with a birth at each
// series, or an exemplar at each counter and bucket, which text has no room for. A birth that has a line of its own
// counts as a sample more.
#include "core/aggregation/engine.h"
#include "core/aggregation/snapshot_writer.h"
#include "tests/bench/bodies.h"
#include "tests/bench/extras_bodies.h"

#include <benchmark/benchmark.h>

#include <map>
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

/// A body and what it has beside its numbers.
struct Body {
    const char* name;
    BodyExtras extras;

    [[nodiscard]] std::string title() const
    {
        constexpr const char* kTitles[] = {"", "+births", "+exemplars"};
        return std::string(name) + kTitles[static_cast<int>(extras)];
    }
};

std::string scraped(Engine& engine, Syntax syntax)
{
    ScrapeFormat asked;
    asked.syntax = syntax;
    SnapshotWriter writer(engine.snapshot({}, asked.carriesExtras()), {}, asked);
    std::string out;
    while (writer.next(out, 1 << 20)) { }
    return out;
}

/// Pushes a text with what is to be added to it; `push` tells exemplars of one push from those of another.
bool pushWith(Engine& engine, const std::string& text, BodyExtras extras, unsigned push)
{
    if (extras == BodyExtras::None)
        return engine.push({}, text, {}).has_value();
    Engine plain({});
    benchmark::DoNotOptimize(plain.push({}, text, {}));
    PushOptions options;
    options.format = ExpositionFormat::OpenMetrics;
    const std::string body = ExtrasAdder(push).add(scraped(plain, Syntax::OpenMetrics100), extras);
    return engine.push({}, body, {}, options).has_value();
}

std::vector<std::string> makeBodies(const Body& which, const Format& format)
{
    constexpr std::size_t kMuch = 1 << 20; // two of them are more than any cache holds
    std::vector<std::string> bodies;
    const std::string& text = body(which.name);
    for (const std::string& variant : variants(text, text.size() > kMuch ? 4 : 16)) {
        Engine engine({});
        if (pushWith(engine, variant, which.extras, static_cast<unsigned>(bodies.size())))
            bodies.push_back(scraped(engine, format.shown));
    }
    return bodies;
}

/// Made once: a benchmark is called again and again until it lasts long enough.
const std::vector<std::string>& bodiesOf(const Body& which, const Format& format)
{
    static std::map<std::string, std::vector<std::string>> all;
    std::vector<std::string>& bodies = all[which.title() + format.name];
    if (bodies.empty())
        bodies = makeBodies(which, format);
    return bodies;
}

void warmPush(benchmark::State& state, const Body& which, const Format& format)
{
    const std::vector<std::string>& bodies = bodiesOf(which, format);
    if (bodies.empty())
        return state.SkipWithError("the body is refused");
    PushOptions options;
    options.format = format.pushed;
    Engine engine({});
    for (int i = 0; i < 3; ++i) {
        if (auto first = engine.push({}, bodies[0], {}, options); !first)
            return state.SkipWithError(first.error().toString().c_str());
    }
    std::int64_t samples = 0;
    for (std::size_t i = 0; auto _ : state)
        samples = static_cast<std::int64_t>(engine.push({}, bodies[i++ % bodies.size()], {}, options)->samples);
    state.counters["bytes"] = static_cast<double>(bodies[0].size());
    count(state, samples);
}

void render(benchmark::State& state, const Body& which, const Format& format)
{
    Engine engine({});
    if (!pushWith(engine, body(which.name), which.extras, 1))
        return state.SkipWithError("the body is refused");
    ScrapeFormat asked;
    asked.syntax = format.shown;
    std::string out;
    for (auto _ : state) {
        SnapshotWriter writer(engine.snapshot({}, asked.carriesExtras()), {}, asked);
        do
            out.clear();
        while (writer.next(out, 64 * 1024));
    }
    count(state, samplesOf(body(which.name)));
}

const int registered = [] {
    for (const BodyExtras extras : {BodyExtras::None, BodyExtras::Births, BodyExtras::Exemplars}) {
        for (const char* name : {"b", "c"}) {
            for (const Format& format : kFormatsOfBench) {
                if (extras != BodyExtras::None && format.pushed == ExpositionFormat::Text)
                    continue;
                const Body which{name, extras};
                const std::string suffix = std::string("/") + format.name + '/' + which.title();
                benchmark::RegisterBenchmark(("warm" + suffix).c_str(), warmPush, which, format);
                benchmark::RegisterBenchmark(("render" + suffix).c_str(), render, which, format);
            }
        }
    }
    return 0;
}();

} // namespace

BENCHMARK_MAIN();
