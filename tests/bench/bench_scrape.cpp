// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Usage: bench_scrape BODY…   (files of tests/bench/bodies.py)
#include "core/aggregation/engine.h"
#include "core/aggregation/snapshot_writer.h"
#include "core/gateway/scrape/scrape_body.h"

#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>
#include <zlib.h>

using namespace cairn;

namespace {

struct Pushed {
    explicit Pushed(const std::string& body) : engine({})
    {
        if (const auto summary = engine.push({}, body, Instant(0)))
            samples = summary->samples;
    }
    Engine engine;
    std::uint64_t samples = 0;
};

std::string drain(ScrapeBody body)
{
    std::string out;
    while (body.next(out) == http::BodySource::Step::More) { }
    return out;
}

std::string scrape(Pushed& pushed, ContentCoding coding, ScrapeFormat format = {})
{
    SnapshotWriter writer(pushed.engine.snapshot(Instant(0), format.carriesExtras()), {}, format);
    const auto render = [&](std::string& out, std::size_t bytes) { return writer.next(out, bytes); };
    return drain(ScrapeBody(
        render, {}, coding, [] { return false; }, nullptr));
}

void report(benchmark::State& state, const Pushed& pushed, std::size_t plain, std::size_t sent)
{
    state.counters["per_sample"] = benchmark::Counter(static_cast<double>(pushed.samples),
        benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
    state.counters["ratio"] = static_cast<double>(plain) / static_cast<double>(sent);
}

void plainScrape(benchmark::State& state, const std::string& body, ScrapeFormat format)
{
    Pushed pushed(body);
    std::size_t size = 0;
    for (auto _ : state)
        size = scrape(pushed, ContentCoding::Identity, format).size();
    report(state, pushed, size, size);
}

void codedScrape(benchmark::State& state, const std::string& body, ContentCoding coding)
{
    Pushed pushed(body);
    const std::size_t plain = scrape(pushed, ContentCoding::Identity).size();
    std::size_t size = 0;
    for (auto _ : state)
        size = scrape(pushed, coding).size();
    report(state, pushed, plain, size);
}

// The same text by zlib at its fastest: what everybody has.
void zlibScrape(benchmark::State& state, const std::string& body)
{
    Pushed pushed(body);
    std::string plain;
    std::string out;
    uLongf size = 0;
    for (auto _ : state) {
        plain = scrape(pushed, ContentCoding::Identity);
        out.resize(compressBound(plain.size()));
        size = out.size();
        compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(plain.data()),
            plain.size(), Z_BEST_SPEED);
    }
    report(state, pushed, plain.size(), size);
}

} // namespace

int main(int argc, char** argv)
{
    benchmark::Initialize(&argc, argv);
    for (int i = 1; i < argc; ++i) {
        std::ifstream in(argv[i], std::ios::binary);
        const std::string body((std::istreambuf_iterator<char>(in)), {});
        const std::string name = argv[i];
        using Syntax = ScrapeFormat::Syntax;
        benchmark::RegisterBenchmark((name + "/plain").c_str(), plainScrape, body, ScrapeFormat());
        benchmark::RegisterBenchmark(
            (name + "/OpenMetrics").c_str(), plainScrape, body, ScrapeFormat{.syntax = Syntax::OpenMetrics100});
        benchmark::RegisterBenchmark(
            (name + "/protobuf").c_str(), plainScrape, body, ScrapeFormat{.syntax = Syntax::Protobuf});
        benchmark::RegisterBenchmark((name + "/gzip").c_str(), codedScrape, body, ContentCoding::Gzip);
        benchmark::RegisterBenchmark((name + "/zstd").c_str(), codedScrape, body, ContentCoding::Zstd);
        benchmark::RegisterBenchmark((name + "/gzip by zlib").c_str(), zlibScrape, body);
    }
    benchmark::RunSpecifiedBenchmarks();
}
