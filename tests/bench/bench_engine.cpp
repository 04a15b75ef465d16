// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What merging and exposing cost per sample, beside a naive gateway and a newline count of the same bytes, in one run.
// Bodies come from bodies.py; the folder they are in is the environment variable CAIRN_BODIES.
#include "core/aggregation/engine.h"
#include "core/aggregation/snapshot_writer.h"
#include "tests/bench/bodies.h"
#include "tests/bench/naive_gateway.h"

#include <benchmark/benchmark.h>

#include <cstring>
#include <random>
#include <string>
#include <thread>

using namespace cairn;

namespace {

void count(benchmark::State& state, std::int64_t samples)
{
    state.SetItemsProcessed(state.iterations() * samples);
    // seconds; the library prints the unit: per_sample=19.2ns
    state.counters["per_sample"] = benchmark::Counter(
        static_cast<double>(samples), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void newlines(benchmark::State& state, const std::string& name)
{
    const std::string& text = body(name);
    for (auto _ : state) {
        int lines = 0;
        const char* end = text.data() + text.size();
        for (const char* at = text.data();
             at != end && (at = static_cast<const char*>(std::memchr(at, '\n', end - at))); ++at)
            ++lines;
        benchmark::DoNotOptimize(lines);
    }
    count(state, samplesOf(text));
}

void naivePush(benchmark::State& state, const std::string& name)
{
    const auto bodies = variants(body(name), body(name).size() > 1'000'000 ? 3 : 64);
    NaiveGateway gateway;
    for (std::size_t i = 0; auto _ : state)
        gateway.push(bodies[i++ % bodies.size()]);
    count(state, samplesOf(bodies[0]));
}

void warmPush(benchmark::State& state, const std::string& name)
{
    const auto bodies = variants(body(name), body(name).size() > 1'000'000 ? 3 : 64);
    Engine engine({});
    if (auto first = engine.push({}, bodies[0], {}); !first)
        state.SkipWithError(first.error().toString().c_str());
    for (std::size_t i = 0; auto _ : state) {
        if (!engine.push({}, bodies[i++ % bodies.size()], {}))
            state.SkipWithError("refused");
    }
    count(state, samplesOf(bodies[0]));
}

void coldPush(benchmark::State& state, const std::string& name)
{
    const std::string& text = body(name);
    for (auto _ : state) {
        auto engine = std::make_unique<Engine>(EngineOptions{});
        benchmark::DoNotOptimize(engine->push({}, text, {}));
        state.PauseTiming();
        engine.reset();
        state.ResumeTiming();
    }
    count(state, samplesOf(text));
}

/// Body b with a pod label, for ten thousand pods: 880 000 series, and pods that push in random order.
std::string podBody(int pod)
{
    const std::string& text = body("b");
    std::string out;
    const std::string label = "pod=\"pod-" + std::to_string(10000 + pod) + "\",";
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at) + 1;
        const std::string_view line = std::string_view(text).substr(at, end - at);
        const std::size_t brace = line[0] == '#' ? std::string_view::npos : line.find('{');
        if (brace == std::string_view::npos)
            out += line;
        else
            out.append(line.substr(0, brace + 1)).append(label).append(line.substr(brace + 1));
        at = end;
    }
    return out;
}

void fleetPush(benchmark::State& state)
{
    constexpr int kPods = 10'000;
    Engine engine({});
    for (int pod = 0; pod < kPods; ++pod)
        benchmark::DoNotOptimize(engine.push({}, podBody(pod), {}));
    std::mt19937 random(7);
    for (auto _ : state) {
        state.PauseTiming();
        std::vector<std::string> bodies;
        for (int i = 0; i < 100; ++i)
            bodies.push_back(podBody(static_cast<int>(random() % kPods)));
        state.ResumeTiming();
        for (const std::string& text : bodies)
            benchmark::DoNotOptimize(engine.push({}, text, {}));
    }
    count(state, samplesOf(podBody(0)) * 100);
}

void render(benchmark::State& state, const std::string& name)
{
    Engine engine({});
    benchmark::DoNotOptimize(engine.push({}, body(name), {}));
    std::string out;
    std::int64_t bytes = 0;
    for (auto _ : state) {
        SnapshotWriter text(engine.snapshot({}), {});
        bytes = 0;
        do {
            bytes += static_cast<std::int64_t>(out.size());
            out.clear();
        } while (text.next(out, 64 * 1024));
        bytes += static_cast<std::int64_t>(out.size());
    }
    state.SetBytesProcessed(state.iterations() * bytes);
    count(state, samplesOf(body(name)));
}

/// What rendering cannot be faster than: a copy of its text, into memory that was used before.
void copyRendered(benchmark::State& state, const std::string& name)
{
    Engine engine({});
    benchmark::DoNotOptimize(engine.push({}, body(name), {}));
    std::string rendered;
    SnapshotWriter text(engine.snapshot({}), {});
    while (text.next(rendered, 1 << 20)) { }
    std::string copy = rendered;
    for (auto _ : state) {
        std::memcpy(copy.data(), rendered.data(), rendered.size());
        benchmark::ClobberMemory();
    }
    count(state, samplesOf(body(name)));
}

/// How long a snapshot holds pushes up: the time to take it, which is more than the lock is held.
void takeSnapshot(benchmark::State& state)
{
    Engine engine({});
    benchmark::DoNotOptimize(engine.push({}, body("million"), {}));
    {
        SnapshotWriter text(engine.snapshot({}), {});
        std::string out;
        while (text.next(out, 1 << 20))
            out.clear();
    }
    for (auto _ : state)
        benchmark::DoNotOptimize(engine.snapshot({}));
}

void pushers(benchmark::State& state, bool same)
{
    static std::unique_ptr<Engine> engine;
    if (state.thread_index() == 0)
        engine = std::make_unique<Engine>(EngineOptions{});
    const std::string mine = same ? body("b") : podBody(state.thread_index());
    for (auto _ : state)
        benchmark::DoNotOptimize(engine->push({}, mine, {}));
    count(state, samplesOf(mine));
    if (state.thread_index() == 0)
        state.counters["series"] = static_cast<double>(engine->stats().series);
}

const int registered = [] {
    for (const char* name : {"small", "a", "page", "b", "c"}) {
        benchmark::RegisterBenchmark((std::string("newlines/") + name).c_str(), newlines, name);
        benchmark::RegisterBenchmark((std::string("warm/") + name).c_str(), warmPush, name);
        benchmark::RegisterBenchmark((std::string("naive/") + name).c_str(), naivePush, name);
    }
    for (const char* name : {"b", "c"}) {
        benchmark::RegisterBenchmark((std::string("cold/") + name).c_str(), coldPush, name);
        benchmark::RegisterBenchmark((std::string("render/") + name).c_str(), render, name);
        benchmark::RegisterBenchmark((std::string("copy/") + name).c_str(), copyRendered, name);
    }
    benchmark::RegisterBenchmark("copy/million", copyRendered, "million");
    benchmark::RegisterBenchmark("render/million", render, "million");
    benchmark::RegisterBenchmark("fleet/warm", fleetPush)->Iterations(1000);
    benchmark::RegisterBenchmark("snapshot/million", takeSnapshot);
    for (const bool same : {true, false}) {
        for (const int threads : {1, 2})
            benchmark::RegisterBenchmark(same ? "pushers/same" : "pushers/different", pushers, same)
                ->Threads(threads)
                ->UseRealTime();
    }
    return 0;
}();

} // namespace

BENCHMARK_MAIN();
