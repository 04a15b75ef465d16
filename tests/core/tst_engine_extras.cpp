// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/aggregation/engine.h"
#include "core/aggregation/snapshot_writer.h"

#include <random>

using namespace cairn;

namespace {

const LabelSet kJob{{"job", "a"}};

PushOptions optionsOf(ExpositionFormat format)
{
    PushOptions options;
    options.format = format;
    return options;
}

/// What a scrape shows that carries births and exemplars.
std::string written(Snapshot snapshot, ScrapeFormat::Syntax syntax = ScrapeFormat::Syntax::OpenMetrics100)
{
    ScrapeFormat format;
    format.syntax = syntax;
    SnapshotWriter writer(std::move(snapshot), {}, format);
    std::string out;
    while (writer.next(out, 1000)) { }
    return out;
}

std::string shown(Engine& engine)
{
    return written(engine.snapshot(Instant(0), true));
}

std::string pick(std::mt19937& random, std::initializer_list<const char*> choices)
{
    return choices.begin()[random() % choices.size()];
}

std::string exemplar(std::mt19937& random)
{
    return pick(random,
        {"", "", " # {} 0.5", " # {trace_id=\"4bf92f3577b34da6a3ce929d0e0e4736\"} 0.25 1700000000.123",
            " # {trace_id=\"00f067aa0ba902b7\",span_id=\"1\"} 0.125", " # {a=\"\\n\\\"\\\\\"} 0.0625 12345678.25",
            " # {b=\"\xC3\xA4\xC3\xB6\"} 1e-3 1.7e+09"});
}

std::string birth(std::mt19937& random)
{
    return pick(random,
        {" 1700000000.100002\n", " 1700000000\n", " 1.7e+09\n", " 1699999999.999\n", " 1234567890.12345678\n",
            " 1700000001.5\n"});
}

/// Two counters, a gauge and two histograms; lines with a birth or an exemplar come and go, and so does a bucket.
std::string randomBody(std::mt19937& random)
{
    std::string body = "# TYPE c_seconds counter\n# UNIT c_seconds seconds\n# HELP c_seconds Counts.\n";
    for (const char* labels : {"{x=\"1\"}", "{x=\"2\"}"}) {
        body += std::string("c_seconds_total") + labels + " 1" + exemplar(random) + '\n';
        body += random() % 3 == 0 ? "" : std::string("c_seconds_created") + labels + birth(random);
    }
    body += "# HELP g A gauge.\n# TYPE g gauge\ng 1700000000.100002\n# TYPE h histogram\n# HELP h Seconds.\n";
    for (const char* x : {"1", "2"}) {
        const std::string labels = std::string("{x=\"") + x + "\"";
        body += "h_bucket" + labels + ",le=\"0.5\"} 1" + exemplar(random) + '\n';
        if (random() % 8 != 0)
            body += "h_bucket" + labels + ",le=\"1.0\"} 2" + exemplar(random) + '\n';
        body += "h_bucket" + labels + ",le=\"+Inf\"} 3" + exemplar(random) + '\n';
        body += "h_count" + labels + "} 3\nh_sum" + labels + "} 2.5\n";
        body += random() % 3 == 0 ? "" : "h_created" + labels + '}' + birth(random);
    }
    return body + "# EOF\n";
}

} // namespace

class TestEngineExtras : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whoRecognisesMergesAsWhoReads_data();
    void whoRecognisesMergesAsWhoReads();
    void whatAScrapeHoldsDoesNotChange();
    void memoryOfExemplarsIsCounted();
    void exemplarsGoWhereMemoryIsShort();
    void exemplarsOfALongerHistogramAreKept();
    void refusesExemplarsOfOtherBucketsOfKnownHistograms();
};

void TestEngineExtras::whoRecognisesMergesAsWhoReads_data()
{
    QTest::addColumn<bool>("isProtobuf");
    QTest::addColumn<int>("profile");
    QTest::newRow("OpenMetrics that adds") << false << static_cast<int>(Profile::Gravel);
    QTest::newRow("OpenMetrics that replaces") << false << static_cast<int>(Profile::Pushgateway);
    QTest::newRow("protobuf that adds") << true << static_cast<int>(Profile::Gravel);
    QTest::newRow("protobuf that replaces") << true << static_cast<int>(Profile::Pushgateway);
}

/// A push that is explained is read as a whole, however well its lines are known.
void TestEngineExtras::whoRecognisesMergesAsWhoReads()
{
    QFETCH(bool, isProtobuf);
    QFETCH(int, profile);
    EngineOptions options;
    options.profile = static_cast<Profile>(profile);
    const PushOptions openMetrics = optionsOf(ExpositionFormat::OpenMetrics);
    const PushOptions how = isProtobuf ? optionsOf(ExpositionFormat::Protobuf) : openMetrics;
    Engine recognising(options);
    Engine reading(options);
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        std::string body = randomBody(random);
        if (isProtobuf) {
            Engine client({});
            QVERIFY(client.push({}, body, Instant(0), openMetrics));
            body = written(client.snapshot(Instant(0), true), ScrapeFormat::Syntax::Protobuf);
        }
        const auto pushed = recognising.push(kJob, body, Instant(round), how);
        QVERIFY2(pushed, pushed ? "" : pushed.error().toString().c_str());
        QVERIFY(reading.pushExplained(kJob, body, Instant(round), how));
        QCOMPARE(shown(recognising), shown(reading));
    }
    QCOMPARE(recognising.stats().sideBytes, reading.stats().sideBytes);
}

void TestEngineExtras::whatAScrapeHoldsDoesNotChange()
{
    Engine engine({});
    std::mt19937 random(11);
    const auto push = [&] {
        return engine.push(kJob, randomBody(random), Instant(0), optionsOf(ExpositionFormat::OpenMetrics)).has_value();
    };
    for (int i = 0; i < 30; ++i) {
        QVERIFY(push());
        Snapshot held = engine.snapshot(Instant(0), true);
        const std::string before = shown(engine);
        for (int more = 0; more < 3; ++more)
            QVERIFY(push());
        QCOMPARE(written(std::move(held)), before);
    }
}

void TestEngineExtras::memoryOfExemplarsIsCounted()
{
    Engine engine({});
    const auto bytesWith = [&](const std::string& value) {
        const std::string body = "# TYPE c counter\nc_total 1 # {t=\"" + value + "\"} 1\n# EOF\n";
        return engine.push(kJob, body, Instant(0), optionsOf(ExpositionFormat::OpenMetrics)).has_value()
            ? engine.stats().sideBytes
            : 0;
    };
    const std::uint64_t small = bytesWith("1");
    QVERIFY(small > 0);
    QCOMPARE(bytesWith(std::string(61, 'x')), small + 60);
    QCOMPARE(bytesWith("2"), small);
}

void TestEngineExtras::exemplarsGoWhereMemoryIsShort()
{
    EngineOptions options;
    options.limits.sideBytes = 1;
    Engine engine(options);
    const std::string body = "# TYPE c counter\nc_total 1 # {t=\"1\"} 1\nc_created 5\n# EOF\n";
    for (int i = 0; i < 4; ++i)
        QVERIFY(engine.push(kJob, body, Instant(0), optionsOf(ExpositionFormat::OpenMetrics)));
    QVERIFY(shown(engine).find("c_total{job=\"a\"} 4") != std::string::npos);
    QVERIFY(shown(engine).find("c_created{job=\"a\"} 5\n") != std::string::npos);
}

/// What was recognised of a histogram is read after all where it goes on otherwise: with its exemplars.
void TestEngineExtras::exemplarsOfALongerHistogramAreKept()
{
    const auto body = [](const std::string& trace, const std::string& more) {
        return "# TYPE h histogram\nh_bucket{le=\"1.0\"} 1 # {t=\"" + trace + "\"} 1\n" + more
            + "h_bucket{le=\"+Inf\"} 1\nh_count 1\nh_sum 1\n# EOF\n";
    };
    Engine engine({});
    for (int i = 0; i < 3; ++i)
        QVERIFY(engine.push(kJob, body("old", ""), Instant(0), optionsOf(ExpositionFormat::OpenMetrics)));
    QVERIFY(engine.push(
        kJob, body("new", "h_bucket{le=\"2.0\"} 1\n"), Instant(0), optionsOf(ExpositionFormat::OpenMetrics)));
    QVERIFY2(shown(engine).find("t=\"new\"") != std::string::npos, shown(engine).c_str());
    QVERIFY(shown(engine).find("le=\"2.0\"") != std::string::npos);
}

void TestEngineExtras::refusesExemplarsOfOtherBucketsOfKnownHistograms()
{
    const auto push = [](Engine& engine, const std::string& value) {
        const std::string body = "# TYPE h histogram\nh_bucket{le=\"1.0\"} 1 # {t=\"1\"} " + value
            + "\nh_bucket{le=\"+Inf\"} 1\nh_count 1\nh_sum 1\n# EOF\n";
        const auto pushed = engine.push(kJob, body, Instant(0), optionsOf(ExpositionFormat::OpenMetrics));
        return pushed ? std::string() : pushed.error().toString();
    };
    Engine cold({});
    const std::string refusal = push(cold, "2");
    QVERIFY(!refusal.empty());
    Engine warm({});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(push(warm, "0.5"), std::string());
    const std::string before = shown(warm);
    QCOMPARE(push(warm, "2"), refusal);
    QCOMPARE(shown(warm), before);
}

QTEST_APPLESS_MAIN(TestEngineExtras)
#include "tst_engine_extras.moc"
