// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What reading and writing cost per sample, next to a newline count of the same bytes. Bodies are made here, in the
// shapes that client libraries send; items per second are samples.
#include "core/exposition/openmetrics_reader.h"
#include "core/exposition/text_reader.h"
#include "core/exposition/text_writer.h"

#include <benchmark/benchmark.h>

#include <cstring>
#include <random>

using namespace cairn;

namespace {

/// Takes everything, knows nothing: each line is parsed in full.
struct Discard {
    double sum = 0;
    std::size_t labels = 0;
    std::int64_t samples = 0;

    std::size_t recogniseComment(const char*, const char*) { return 0; }
    std::size_t recogniseSeries(const char*, const char*) { return 0; }
    bool type(std::string_view, MetricType, std::string_view) { return true; }
    bool help(std::string_view, std::string_view, std::string_view) { return true; }
    bool series(const SeriesText& series)
    {
        labels += series.labels.size();
        return true;
    }
    bool value(double value, int)
    {
        sum += value;
        ++samples;
        return true;
    }
    bool unit(std::string_view, std::string_view, std::string_view) { return true; }
    bool created(std::string_view, const SeriesText&, double, int) { return true; }
    void exemplar(const ExemplarView&) { }
    std::string refusal() { return {}; }
};

/// Knows every line of the body it was made from, as the store's guess does when nothing changes.
struct Known {
    explicit Known(std::string_view body)
    {
        for (std::size_t at = 0; at < body.size();) {
            const std::size_t end = body.find('\n', at) + 1;
            const std::string_view line = body.substr(at, end - at);
            texts.emplace_back(line.starts_with('#') ? line : line.substr(0, line.rfind(' ')));
            at = end;
        }
    }
    std::vector<std::string> texts;
    std::size_t next = 0;
    double sum = 0;
    std::int64_t samples = 0;

    std::size_t recogniseComment(const char* at, const char* end) { return recogniseSeries(at, end); }
    std::size_t recogniseSeries(const char* at, const char* end)
    {
        const std::string& text = texts[next++];
        const bool fits = static_cast<std::size_t>(end - at) > text.size();
        return fits && std::memcmp(at, text.data(), text.size()) == 0 ? text.size() : 0;
    }
    bool type(std::string_view, MetricType, std::string_view) { return true; }
    bool help(std::string_view, std::string_view, std::string_view) { return true; }
    bool series(const SeriesText&) { return true; }
    bool value(double value, int)
    {
        sum += value;
        ++samples;
        return true;
    }
    bool unit(std::string_view, std::string_view, std::string_view) { return true; }
    bool created(std::string_view, const SeriesText&, double, int) { return true; }
    void exemplar(const ExemplarView&) { }
    std::string refusal() { return {}; }
};

void appendHistogram(std::string& body, std::mt19937& random, const std::string& name, const std::string& labels)
{
    std::uint_fast32_t total = 0;
    for (const char* le : {"0.005", "0.01", "0.025", "0.05", "0.075", "0.1", "0.25", "0.5", "0.75", "1.0", "2.5", "5.0",
             "7.5", "10.0", "+Inf"}) {
        total += random() % 10;
        body += name + "_bucket{" + labels + ",le=\"" + le + "\"} " + std::to_string(total) + ".0\n";
    }
    body += name + "_sum{" + labels + "} " + std::to_string(total / 4) + ".375\n";
    body += name + "_count{" + labels + "} " + std::to_string(total) + ".0\n";
}

/// 88 samples with HELP and TYPE everywhere and values as `17.0`.
std::string pageBody(unsigned seed)
{
    std::mt19937 random(seed);
    std::string body;
    for (int i = 0; i < 20; ++i) {
        const std::string n = std::to_string(i);
        body += "# HELP app_requests_" + n + "_total Requests of kind " + n + " that were served.\n# TYPE app_requests_"
            + n + "_total counter\napp_requests_" + n + "_total{method=\"GET\",endpoint=\"/api/v1/items/" + n
            + "\",status=\"200\"} " + std::to_string(random() % 1000) + ".0\n";
    }
    for (const char* what : {"request", "db", "render", "queue"}) {
        const std::string name = std::string("app_") + what + "_duration_seconds";
        body += "# HELP " + name + " Time spent in this part of a request.\n# TYPE " + name + " histogram\n";
        appendHistogram(body, random, name, "method=\"GET\",endpoint=\"/api/v1/items\"");
    }
    return body;
}

/// 100 000 series of five labels, values of one to seventeen digits.
std::string fleetBody()
{
    std::mt19937 random(3);
    std::string body;
    for (int i = 0; i < 100'000; ++i) {
        const std::string family = std::to_string(i / 1000);
        const std::string pod = std::to_string(10000 + i % 1000);
        body += "service_" + family + "_operation_total{cluster=\"eu-" + std::to_string(i % 3) + "\",pod=\"pod-" + pod
            + "-" + family + "\",method=\"GET\",code=\"200\",path=\"/v1/items/" + std::to_string(i % 50) + "\"} ";
        const auto value = static_cast<double>(random() % 1'000'000);
        std::string text = std::to_string(static_cast<int>(value));
        if (i % 3 == 1)
            text = std::to_string(static_cast<int>(value) % 100) + '.' + std::to_string(100 + random() % 900);
        else if (i % 3 == 2)
            text = "0.8" + std::to_string(1'000'000 + random() % 9'000'000)
                + std::to_string(10'000'000 + random() % 90'000'000);
        body += text + '\n';
    }
    return body;
}

const std::vector<std::string>& pageBodies() // many, so that branches do not learn the digits of one
{
    static const std::vector<std::string> bodies = [] {
        std::vector<std::string> made;
        for (unsigned seed = 0; seed < 64; ++seed)
            made.push_back(pageBody(seed));
        return made;
    }();
    return bodies;
}

/// The same page as OpenMetrics writes it: counters are typed without `_total`; `# EOF` may be missing.
const std::vector<std::string>& openMetricsPageBodies()
{
    static const std::vector<std::string> bodies = [] {
        std::vector<std::string> made = pageBodies();
        for (std::string& body : made) {
            for (const std::string_view before : {"_total Requests", "_total counter"}) {
                for (std::size_t at = 0; (at = body.find(before, at)) != std::string::npos; ++at)
                    body.erase(at, 6);
            }
        }
        return made;
    }();
    return bodies;
}

const std::vector<std::string>& fleetBodies()
{
    static const std::vector<std::string> bodies{fleetBody()};
    return bodies;
}

using Bodies = const std::vector<std::string>& (*)();

void countNewlines(benchmark::State& state, Bodies bodies)
{
    std::size_t round = 0;
    for (auto _ : state) {
        const std::string& body = bodies()[round++ % bodies().size()];
        const char* at = body.data();
        const char* const end = at + body.size();
        std::int64_t lines = 0;
        for (; (at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)))) != nullptr;
             ++at)
            ++lines;
        benchmark::DoNotOptimize(lines);
        state.SetItemsProcessed(state.items_processed() + lines);
    }
}

struct Text {
    template <typename Sink>
    static bool read(std::string_view body, Sink& sink)
    {
        return readText(body, {}, sink).has_value();
    }
};

struct OpenMetrics {
    template <typename Sink>
    static bool read(std::string_view body, Sink& sink)
    {
        return readOpenMetrics(body, {}, sink).has_value();
    }
};

template <typename Format>
void readCold(benchmark::State& state, Bodies bodies)
{
    std::size_t round = 0;
    Discard sink;
    for (auto _ : state) {
        if (!Format::read(bodies()[round++ % bodies().size()], sink))
            state.SkipWithError("refused");
    }
    benchmark::DoNotOptimize(sink.sum);
    state.SetItemsProcessed(sink.samples);
}

template <typename Format>
void readKnown(benchmark::State& state, Bodies bodies)
{
    std::size_t round = 0;
    Known sink(bodies()[0]);
    for (auto _ : state) {
        sink.next = 0;
        if (!Format::read(bodies()[round++ % bodies().size()], sink))
            state.SkipWithError("refused");
    }
    benchmark::DoNotOptimize(sink.sum);
    state.SetItemsProcessed(sink.samples);
}

constexpr auto readTextCold = readCold<Text>;
constexpr auto readTextKnown = readKnown<Text>;
constexpr auto readOpenMetricsCold = readCold<OpenMetrics>;
constexpr auto readOpenMetricsKnown = readKnown<OpenMetrics>;

void writeSamples(benchmark::State& state)
{
    const std::string labels
        = "cluster=\"eu-1\",code=\"200\",method=\"GET\",path=\"/v1/items/17\",pod=\"pod-00042-07\"";
    std::vector<double> values(4096);
    std::mt19937 random(1);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<double>(random() % 100'000) / (i % 4 == 0 ? 8 : 1);
    std::string out;
    for (auto _ : state) {
        out.clear();
        TextWriter writer(out);
        writer.beginFamily("service_operations_total", MetricType::Counter, "");
        for (const double value : values)
            writer.sample(labels, value);
        benchmark::DoNotOptimize(out.data());
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * values.size()));
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * out.size()));
}

void writeHistograms(benchmark::State& state)
{
    const std::vector<double> bounds{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
    const std::vector<std::string> texts = boundTexts(bounds);
    const std::string labels = "cluster=\"eu-1\",code=\"200\",method=\"GET\",pod=\"pod-00042-07\"";
    const std::vector<double> counts{1, 0, 5, 17, 120, 44, 3, 2, 0, 1, 0, 0};
    const double sum = 12.375;
    std::string out;
    for (auto _ : state) {
        out.clear();
        TextWriter writer(out);
        writer.beginFamily("service_operation_seconds", MetricType::Histogram, "");
        for (int i = 0; i < 256; ++i)
            writer.histogram(labels, texts, counts, &sum);
        benchmark::DoNotOptimize(out.data());
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * 256 * 14);
}

BENCHMARK_CAPTURE(countNewlines, page, pageBodies);
BENCHMARK_CAPTURE(readTextCold, page, pageBodies);
BENCHMARK_CAPTURE(readTextKnown, page, pageBodies);
BENCHMARK_CAPTURE(readOpenMetricsCold, page, openMetricsPageBodies);
BENCHMARK_CAPTURE(readOpenMetricsKnown, page, openMetricsPageBodies);
BENCHMARK_CAPTURE(countNewlines, fleet, fleetBodies);
BENCHMARK_CAPTURE(readTextCold, fleet, fleetBodies);
BENCHMARK_CAPTURE(readTextKnown, fleet, fleetBodies);
BENCHMARK_CAPTURE(readOpenMetricsCold, fleet, fleetBodies);
BENCHMARK_CAPTURE(readOpenMetricsKnown, fleet, fleetBodies);
BENCHMARK(writeSamples);
BENCHMARK(writeHistograms);

} // namespace

BENCHMARK_MAIN();
