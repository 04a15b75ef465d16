// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What reading and writing protobuf cost per sample, in the shapes of bench_text_reader. Bodies are made here; items
// per second are samples, a histogram of eleven bounds being fourteen.
#include "core/exposition/protobuf_reader.h"
#include "core/exposition/protobuf_writer.h"

#include <benchmark/benchmark.h>

#include <cstring>
#include <random>

using namespace cairn;

namespace {

const std::vector<double> kBounds{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
const std::vector<double> kCounts{1, 0, 5, 17, 120, 44, 3, 2, 0, 1, 0, 0};
constexpr std::int64_t kHistogramSamples = 14;

/// Takes everything; with `knows` it knows the labels that came at this place of the body before.
struct Sink {
    bool knows = false;
    std::vector<std::string> texts;
    std::size_t next = 0;
    double sum = 0;
    std::int64_t samples = 0;

    bool recogniseFamily(const FamilyText&) { return true; }
    bool family(const FamilyText&) { return true; }
    bool recogniseLabels(std::string_view encoded)
    {
        if (!knows)
            return false;
        if (next == texts.size()) {
            texts.emplace_back(encoded);
            return false;
        }
        return texts[next++] == encoded;
    }
    bool labels(std::string_view, std::span<const LabelView> labels)
    {
        sum += static_cast<double>(labels.size());
        next += knows ? 1 : 0;
        return true;
    }
    void created(double) { }
    void exemplar(const ExemplarView&) { }
    bool number(double value, int)
    {
        sum += value;
        ++samples;
        return true;
    }
    bool compound(const CompoundText& compound, int)
    {
        sum += compound.sum;
        samples += static_cast<std::int64_t>(compound.bounds.size()) + 2;
        return true;
    }
    std::string refusal() { return {}; }
};

/// 100 000 counters of five labels.
std::string fleetBody()
{
    std::mt19937 random(3);
    std::string body;
    ProtobufWriter writer(body);
    for (int i = 0; i < 100; ++i) {
        const std::string family = "service_" + std::to_string(i) + "_operation_total";
        writer.beginFamily(family, MetricType::Counter, "");
        for (int j = 0; j < 1000; ++j) {
            const std::string labels = "cluster=\"eu-" + std::to_string(j % 3)
                + "\",code=\"200\",method=\"GET\",path=\"/v1/items/" + std::to_string(j % 50) + "\",pod=\"pod-"
                + std::to_string(10000 + j) + "-" + std::to_string(i) + "\"";
            writer.sample(labels.c_str(), static_cast<double>(random() % 1'000'000));
        }
    }
    writer.close();
    return body;
}

/// 5 000 histograms.
std::string histogramBody()
{
    std::string body;
    ProtobufWriter writer(body);
    writer.beginFamily("service_operation_seconds", MetricType::Histogram, "");
    const double sum = 12.375;
    for (int i = 0; i < 5000; ++i) {
        const std::string labels
            = "cluster=\"eu-1\",code=\"200\",method=\"GET\",pod=\"pod-" + std::to_string(10000 + i) + "\"";
        writer.histogram(labels.c_str(), kBounds, kCounts, &sum);
    }
    writer.close();
    return body;
}

void read(benchmark::State& state, std::string (*make)(), bool knows)
{
    const std::string body = make();
    ProtobufReader reader;
    Sink sink;
    sink.knows = knows;
    for (auto _ : state) {
        sink.next = 0;
        if (!reader.read(body, {}, sink))
            state.SkipWithError("refused");
    }
    benchmark::DoNotOptimize(sink.sum);
    state.SetItemsProcessed(sink.samples);
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * body.size()));
}

void writeSamples(benchmark::State& state)
{
    const std::string_view labels
        = "cluster=\"eu-1\",code=\"200\",method=\"GET\",path=\"/v1/items/17\",pod=\"pod-00042-07\"";
    std::vector<double> values(4096);
    std::mt19937 random(1);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<double>(random() % 100'000) / (i % 4 == 0 ? 8 : 1);
    std::string out;
    for (auto _ : state) {
        out.clear();
        ProtobufWriter writer(out);
        writer.beginFamily("service_operations_total", MetricType::Counter, "");
        for (const double value : values)
            writer.sample(labels, value);
        writer.close();
        benchmark::DoNotOptimize(out.data());
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * values.size()));
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * out.size()));
}

void writeHistograms(benchmark::State& state)
{
    const std::string_view labels = "cluster=\"eu-1\",code=\"200\",method=\"GET\",pod=\"pod-00042-07\"";
    const double sum = 12.375;
    std::string out;
    for (auto _ : state) {
        out.clear();
        ProtobufWriter writer(out);
        writer.beginFamily("service_operation_seconds", MetricType::Histogram, "");
        for (int i = 0; i < 256; ++i)
            writer.histogram(labels, kBounds, kCounts, &sum);
        writer.close();
        benchmark::DoNotOptimize(out.data());
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * 256 * kHistogramSamples);
}

BENCHMARK_CAPTURE(read, coldFleet, fleetBody, false);
BENCHMARK_CAPTURE(read, knownFleet, fleetBody, true);
BENCHMARK_CAPTURE(read, coldHistograms, histogramBody, false);
BENCHMARK_CAPTURE(read, knownHistograms, histogramBody, true);
BENCHMARK(writeSamples);
BENCHMARK(writeHistograms);

} // namespace

BENCHMARK_MAIN();
