// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/aggregation/engine.h"
#include "core/aggregation/snapshot_writer.h"
#include "core/rules/rule_file.h"
#include "protobuf_text.h"

#include <map>

using namespace cairn;

namespace {

const LabelSet kJob{{"job", "a"}};

QByteArray exposition(Engine& engine)
{
    std::string out;
    SnapshotWriter text(engine.snapshot(Instant(0)), {});
    while (text.next(out, 1000)) { }
    return QByteArray::fromStdString(out);
}

/// "" where the push was merged, else the error in one line.
QByteArray push(Engine& engine, const std::string& body, ExpositionFormat format)
{
    PushOptions options;
    options.format = format;
    const auto result = engine.push(kJob, body, Instant(0), options);
    return result ? QByteArray() : QByteArray::fromStdString(result.error().toString());
}

QByteArray pushText(Engine& engine, const std::string& body)
{
    return push(engine, body, ExpositionFormat::Text);
}

QByteArray pushOpenMetrics(Engine& engine, const std::string& body)
{
    return push(engine, body, ExpositionFormat::OpenMetrics);
}

QByteArray pushProtobuf(Engine& engine, const std::string& body)
{
    return push(engine, body, ExpositionFormat::Protobuf);
}

std::map<std::string, SeriesExtras> extrasOf(Engine& engine)
{
    std::map<std::string, SeriesExtras> all;
    Snapshot snapshot = engine.snapshot(Instant(0), true);
    for (std::size_t i = 0; i < snapshot.families(); ++i) {
        snapshot.sort(i);
        const std::string name = snapshot.family(i).name;
        const auto note = [&](std::string_view labels, const SeriesExtras* extras) {
            if (extras)
                all[name + '{' + std::string(labels) + '}'] = *extras;
            return true;
        };
        snapshot.forEach(
            i, 0, [&](std::string_view labels, double, const SeriesExtras* extras) { return note(labels, extras); },
            [&](std::string_view labels, const CompoundRecord&, const BucketLayout&, const double*, double,
                const SeriesExtras* extras) { return note(labels, extras); });
    }
    return all;
}

const std::string kEverything
    = wire::family("c_total", wire::Counter, {wire::label("x", "1") + wire::counter(2), wire::counter(3)}, "Some help.")
    + wire::family("g", wire::Gauge, {wire::label("a", "b") + wire::label("c", "d\"\\\n") + wire::gauge(-1.5)})
    + wire::family("h", wire::Histogram,
        {wire::label("x", "1") + wire::histogram(5, 7.5, {{1, 2}, {2.5, 4}}), wire::histogram(1, 1, {})})
    + wire::family("s", wire::Summary,
        {wire::bytes(
            4, wire::number(1, 3) + wire::real(2, 6) + wire::bytes(3, wire::real(1, 0.5) + wire::real(2, 2)))});

constexpr const char* kEverythingOnce = "# HELP c_total Some help.\n"
                                        "# TYPE c_total counter\n"
                                        "c_total{job=\"a\"} 3\n"
                                        "c_total{job=\"a\",x=\"1\"} 2\n"
                                        "# TYPE g gauge\n"
                                        "g{a=\"b\",c=\"d\\\"\\\\\\n\",job=\"a\"} -1.5\n"
                                        "# TYPE h histogram\n"
                                        "h_bucket{job=\"a\",le=\"+Inf\"} 1\n"
                                        "h_sum{job=\"a\"} 1\n"
                                        "h_count{job=\"a\"} 1\n"
                                        "h_bucket{job=\"a\",x=\"1\",le=\"1\"} 2\n"
                                        "h_bucket{job=\"a\",x=\"1\",le=\"2.5\"} 4\n"
                                        "h_bucket{job=\"a\",x=\"1\",le=\"+Inf\"} 5\n"
                                        "h_sum{job=\"a\",x=\"1\"} 7.5\n"
                                        "h_count{job=\"a\",x=\"1\"} 5\n"
                                        "# TYPE s summary\n"
                                        "s_sum{job=\"a\"} 6\n"
                                        "s_count{job=\"a\"} 3\n";

} // namespace

class TestEngineFormats : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void protobufIsWhatTextWouldBe();
    void protobufIsKnownTheSecondTime();
    void whatIsKnownOfOneFormatSaysNothingOfAnother();
    void refusesProtobuf_data();
    void refusesProtobuf();
    void refusesKnownProtobuf_data();
    void refusesKnownProtobuf();
    void keepsTheEarliestBirth();
    void addsNativeHistograms();
    void dropsTheNativePartThatLacksCounts();
    void tellsThatTheNativePartIsDropped();
    void takesTheClassicPartBesideCustomBounds();
    void increaseCountsTheNativePartToo();
    void aFamilyMayComeInParts();
    void quotesNamesThatAreNotClassic();
    void keepsNamesThatAreNotInTheBody();
    void openMetricsIsWhatTextWouldBe();
    void openMetricsIsKnownTheSecondTime();
    void refusesKnownOpenMetrics_data();
    void refusesKnownOpenMetrics();
    void keepsTheNewestExemplars();
    void dropsExemplarsThatNoFormatCouldShow();
    void aBirthBeforeItsCounterIsOne_data();
    void aBirthBeforeItsCounterIsOne();
    void aFallOfOneBucketIsARestart();
    void birthsBelongToTheirSeries();
    void aKnownBirthOfARemovedSeriesIsNobodys();
    void aBirthOfNobodyIsTold();
    void whatIsDroppedIsInNobodysWay_data();
    void whatIsDroppedIsInNobodysWay();
    void aGaugeOfTextIsMergedAsOneBesideAnInfo();
    void infoAndStatesReplaceThoseOfTheirGroup();
    void gaugeOfTextAndInfoOfOpenMetricsAreOneFamily();
};

void TestEngineFormats::protobufIsWhatTextWouldBe()
{
    Engine engine({});
    QCOMPARE(pushProtobuf(engine, kEverything), QByteArray());
    QCOMPARE(exposition(engine), QByteArray(kEverythingOnce));
}

void TestEngineFormats::protobufIsKnownTheSecondTime()
{
    Engine engine({});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(pushProtobuf(engine, kEverything), QByteArray());
    QCOMPARE(engine.stats().knownLines, std::uint64_t(6));
    const QByteArray shown = exposition(engine);
    QVERIFY2(shown.contains("c_total{job=\"a\"} 9\n"), shown);
    QVERIFY2(shown.contains("h_bucket{job=\"a\",x=\"1\",le=\"2.5\"} 12\n"), shown);
    QVERIFY2(shown.contains("h_count{job=\"a\"} 3\n"), shown);
    QVERIFY2(shown.contains("s_sum{job=\"a\"} 18\n"), shown);
}

void TestEngineFormats::whatIsKnownOfOneFormatSaysNothingOfAnother()
{
    Engine engine({});
    const std::string text = "# HELP c_total Some help.\n# TYPE c_total counter\nc_total{x=\"1\"} 2\nc_total 3\n";
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(pushText(engine, text), QByteArray());
        QCOMPARE(pushProtobuf(engine, kEverything), QByteArray());
    }
    const QByteArray shown = exposition(engine);
    QVERIFY2(shown.contains("c_total{job=\"a\"} 12\nc_total{job=\"a\",x=\"1\"} 8\n"), shown);
    // The bytes of an encoded label set behind a name are no line of text.
    const std::string odd = "c_total" + wire::label("x", "1") + " 5\n";
    QVERIFY(!pushText(engine, odd).isEmpty());
}

void TestEngineFormats::refusesProtobuf_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("error");
    const auto row = [](const char* name, const std::string& body, const char* error) {
        QTest::newRow(name) << QByteArray::fromStdString(body) << QByteArray(error);
    };
    row("a negative counter",
        wire::family("c", wire::Counter, {wire::counter(1), wire::label("x", "y") + wire::counter(-1)}),
        "family \"c\", metric 2: expected a value of zero or more, found a negative one");
    row("the same series twice", wire::family("g", wire::Gauge, {wire::gauge(1), wire::gauge(2)}),
        "metric 2 of the body: found this series a second time");
    row("the same histogram twice",
        wire::family("h", wire::Histogram, {wire::histogram(1, 1, {}), wire::histogram(1, 1, {})}),
        "family \"h\", metric 2: found this series a second time");
    row("a label that is reserved", wire::family("g", wire::Gauge, {wire::label("__x", "y") + wire::gauge(1)}),
        "family \"g\", metric 1: label \"__x\" is reserved, as all that begin with '__' are");
    row("a bound as a label", wire::family("h", wire::Histogram, {wire::label("le", "1") + wire::histogram(1, 1, {})}),
        "family \"h\", metric 1: expected no label \"le\" on this sample");
    row("a name of the gateway's own", wire::family("cairn_x", wire::Gauge, {wire::gauge(1)}),
        "family \"cairn_x\": expected a name without the prefix 'cairn_', which is for the gateway's own metrics");
    row("falling buckets", wire::family("h", wire::Histogram, {wire::histogram(5, 1, {{1, 4}, {2, 3}})}),
        "metric 1 of the body: histogram h{job=\"a\"}: expected bucket le=\"2\" to be at least 4 as the one before it, "
        "found 3");
    row("samples of one family under the name of another",
        wire::family("h", wire::Histogram, {wire::histogram(1, 1, {})})
            + wire::family("h_count", wire::Gauge, {wire::gauge(1)}),
        "metric 2 of the body: the samples of gauge \"h_count\" would stand under the same names as those of family "
        "\"h\", here or in OpenMetrics");
    row("a family of two types",
        wire::family("x", wire::Gauge, {wire::gauge(1)}) + wire::family("x", wire::Counter, {wire::counter(1)}),
        "family \"x\": found family \"x\" a second time, as a counter");
}

void TestEngineFormats::refusesProtobuf()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, error);
    Engine engine({});
    QCOMPARE(pushProtobuf(engine, body.toStdString()), error);
    QCOMPARE(exposition(engine), QByteArray());
}

void TestEngineFormats::refusesKnownProtobuf_data()
{
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<QByteArray>("bad");
    const auto row = [](const char* name, const std::string& good, const std::string& bad) {
        QTest::newRow(name) << QByteArray::fromStdString(good) << QByteArray::fromStdString(bad);
    };
    row("a negative counter", wire::family("c", wire::Counter, {wire::counter(1)}),
        wire::family("c", wire::Counter, {wire::counter(-1)}));
    row("a series twice", wire::family("g", wire::Gauge, {wire::gauge(1)}),
        wire::family("g", wire::Gauge, {wire::gauge(1), wire::gauge(1)}));
    row("falling buckets", wire::family("h", wire::Histogram, {wire::histogram(5, 1, {{1, 3}, {2, 4}})}),
        wire::family("h", wire::Histogram, {wire::histogram(5, 1, {{1, 4}, {2, 3}})}));
    row("another type", wire::family("c", wire::Counter, {wire::counter(1)}),
        wire::family("c", wire::Gauge, {wire::gauge(1)}));
    row("a native part that does not add up",
        wire::family("h", wire::Histogram, {wire::histogram(5, 1, {}, wire::native(0, 1, {2, 3}))}),
        wire::family("h", wire::Histogram, {wire::histogram(6, 1, {}, wire::native(0, 1, {2, 3}))}));
}

void TestEngineFormats::refusesKnownProtobuf()
{
    QFETCH(QByteArray, good);
    QFETCH(QByteArray, bad);
    Engine cold({});
    QCOMPARE(pushProtobuf(cold, good.toStdString()), QByteArray());
    const QByteArray before = exposition(cold);
    const QByteArray error = pushProtobuf(cold, bad.toStdString());
    QVERIFY(!error.isEmpty());
    QCOMPARE(exposition(cold), before);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(pushProtobuf(cold, good.toStdString()), QByteArray());
    QCOMPARE(pushProtobuf(cold, bad.toStdString()), error);
}

void TestEngineFormats::keepsTheEarliestBirth()
{
    Engine engine({});
    for (const std::uint64_t created : {2000u, 1000u, 3000u}) {
        QCOMPARE(pushProtobuf(engine, wire::family("c", wire::Counter, {wire::counter(1, created)})), QByteArray());
    }
    QVERIFY(extrasOf(engine)["c{job=\"a\"}"].created == 1000.0);
}

void TestEngineFormats::addsNativeHistograms()
{
    Engine engine({});
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(pushProtobuf(engine,
                     wire::family("h", wire::Histogram, {wire::histogram(5, 1, {}, wire::native(1, 3, {2, 3}))})),
            QByteArray());
    }
    QCOMPARE(
        pushProtobuf(engine, wire::family("h", wire::Histogram, {wire::histogram(4, 1, {}, wire::native(0, 2, {4}))})),
        QByteArray());
    const NativeHistogram native = extrasOf(engine)["h{job=\"a\"}"].native.value_or(NativeHistogram());
    QCOMPARE(native.schema, 0);
    QCOMPARE(native.positive.size(), std::size_t(1));
    QCOMPARE(native.positive.front().index, 2);
    QCOMPARE(native.positive.front().count, 19.0);
    QVERIFY(exposition(engine).contains("h_count{job=\"a\"} 19\n"));
}

void TestEngineFormats::dropsTheNativePartThatLacksCounts()
{
    Engine engine({});
    const std::string both = wire::family("h", wire::Histogram, {wire::histogram(5, 1, {}, wire::native(0, 1, {5}))});
    QCOMPARE(pushProtobuf(engine, both), QByteArray());
    QCOMPARE(pushText(engine, "# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n"), QByteArray());
    QVERIFY(extrasOf(engine).empty());
    QCOMPARE(pushProtobuf(engine, both), QByteArray());
    QVERIFY(extrasOf(engine).empty()); // it would lack the first two pushes
}

void TestEngineFormats::tellsThatTheNativePartIsDropped()
{
    Engine engine({});
    const std::string both = wire::family("h", wire::Histogram, {wire::histogram(5, 1, {}, wire::native(0, 1, {5}))});
    const std::string classic = wire::family("h", wire::Histogram, {wire::histogram(5, 1, {})});
    PushOptions options;
    options.format = ExpositionFormat::Protobuf;
    const auto noteOf = [&](const std::string& body) {
        const auto dry = engine.dryRun(kJob, body, Instant(0), options);
        const auto report = engine.pushExplained(kJob, body, Instant(0), options);
        if (!dry || !report || dry->entries != report->entries)
            return QByteArray("no such report");
        return QByteArray::fromStdString(report->entries[0].note);
    };
    QCOMPARE(noteOf(both), QByteArray());
    QCOMPARE(noteOf(both), QByteArray());
    QCOMPARE(noteOf(classic),
        QByteArray("the series lost its native histogram for good, for it would lack this push's counts"));
    QCOMPARE(noteOf(classic), QByteArray());
    QCOMPARE(noteOf(both),
        QByteArray("the native histogram of this push is left out, for it would lack the counts of earlier ones"));
}

void TestEngineFormats::takesTheClassicPartBesideCustomBounds()
{
    Engine engine({});
    const auto pushed = [](int schema) {
        return wire::family("h", wire::Histogram, {wire::histogram(5, 1, {{0.5, 2}}, wire::native(schema, 0, {2, 3}))});
    };
    PushOptions options;
    options.format = ExpositionFormat::Protobuf;
    const auto report = engine.pushExplained(kJob, pushed(-53), Instant(0), options);
    QVERIFY(report);
    QCOMPARE(QByteArray::fromStdString(report->entries[0].note),
        QByteArray("the native histogram of this push is left out, for protobuf has no field for the bounds of "
                   "schema -53"));
    QVERIFY(engine.push(kJob, pushed(-53), Instant(0), options));
    QVERIFY(extrasOf(engine).empty());
    QVERIFY(engine.push(kJob, pushed(0), Instant(0), options));
    QVERIFY(extrasOf(engine).empty()); // it would lack the first two pushes
    QCOMPARE(exposition(engine),
        QByteArray("# TYPE h histogram\nh_bucket{job=\"a\",le=\"0.5\"} 6\nh_bucket{job=\"a\",le=\"+Inf\"} 15\n"
                   "h_sum{job=\"a\"} 3\nh_count{job=\"a\"} 15\n"));
}

void TestEngineFormats::increaseCountsTheNativePartToo()
{
    auto rules = readRules("rules:\n  - name: totals\n    match: h\n    mode: increase\n");
    QVERIFY(rules);
    Engine engine({}, std::make_shared<RuleSet>(std::move(*rules)));
    for (const std::int64_t count : {5, 8, 2}) {
        QCOMPARE(pushProtobuf(engine,
                     wire::family("h", wire::Histogram,
                         {wire::histogram(static_cast<std::uint64_t>(count), 1, {}, wire::native(0, 1, {count}))})),
            QByteArray());
    }
    const NativeHistogram native = extrasOf(engine)["h{job=\"a\"}"].native.value_or(NativeHistogram());
    QCOMPARE(native.positive.size(), std::size_t(1));
    QCOMPARE(native.positive.front().count, 10.0);
    QVERIFY(exposition(engine).contains("h_count{job=\"a\"} 10\n"));
}

void TestEngineFormats::aFamilyMayComeInParts()
{
    Engine engine({});
    const std::string body = wire::family("g", wire::Gauge, {wire::label("x", "1") + wire::gauge(1)})
        + wire::family("f", wire::Gauge, {wire::gauge(2)})
        + wire::family("g", wire::Gauge, {wire::label("x", "2") + wire::gauge(3)});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(pushProtobuf(engine, body), QByteArray());
    QCOMPARE(exposition(engine),
        QByteArray("# TYPE f gauge\nf{job=\"a\"} 2\n# TYPE g gauge\ng{job=\"a\",x=\"1\"} 1\ng{job=\"a\",x=\"2\"} 3\n"));
}

void TestEngineFormats::quotesNamesThatAreNotClassic()
{
    Engine engine({});
    QCOMPARE(
        pushProtobuf(engine,
            wire::family("g", wire::Gauge, {wire::label("my.label", "1") + wire::label("z", "2") + wire::gauge(1)})),
        QByteArray());
    Snapshot snapshot = engine.snapshot(Instant(0));
    snapshot.sort(0);
    snapshot.forEach(
        0, 0,
        [](std::string_view labels, double, const SeriesExtras*) {
            [&] {
                QCOMPARE(QByteArray(labels.data(), qsizetype(labels.size())),
                    QByteArray("job=\"a\",\"my.label\"=\"1\",z=\"2\""));
            }();
            return true;
        },
        [](auto&&...) { return true; });
}

namespace {

const std::string kOpenMetrics = "# HELP c Some help.\n"
                                 "# TYPE c counter\n"
                                 "c_total{x=\"1\"} 2\n"
                                 "c_created{x=\"1\"} 1000.5\n"
                                 "c_total 3\n"
                                 "# TYPE g_seconds gauge\n"
                                 "# UNIT g_seconds seconds\n"
                                 "g_seconds{a=\"b\"} -1.5\n"
                                 "# TYPE h histogram\n"
                                 "h_bucket{le=\"1.0\"} 2 # {trace=\"t1\"} 0.5 99.5\n"
                                 "h_bucket{le=\"+Inf\"} 5\n"
                                 "h_sum 7.5\n"
                                 "h_count 5\n"
                                 "h_created 2000\n"
                                 "# TYPE u unknown\n"
                                 "u 1\n"
                                 "# EOF\n";

} // namespace

/// An unescaped name lives with the reader; it was once looked at after it.
void TestEngineFormats::keepsNamesThatAreNotInTheBody()
{
    Engine engine({});
    const auto report = engine.pushExplained(kJob, "{\"a long name of \\\"two\\\" parts\"} 1\n", Instant(0));
    QVERIFY(report);
    QCOMPARE(report->entries.size(), std::size_t(1));
    QCOMPARE(report->entries[0].family, std::string("a long name of \"two\" parts"));
}

void TestEngineFormats::openMetricsIsWhatTextWouldBe()
{
    Engine engine({});
    QCOMPARE(pushOpenMetrics(engine, kOpenMetrics), QByteArray());
    QCOMPARE(exposition(engine),
        QByteArray(
            "# HELP c_total Some help.\n# TYPE c_total counter\nc_total{job=\"a\"} 3\nc_total{job=\"a\",x=\"1\"} 2\n"
            "# TYPE g_seconds gauge\ng_seconds{a=\"b\",job=\"a\"} -1.5\n"
            "# TYPE h histogram\nh_bucket{job=\"a\",le=\"1\"} 2\nh_bucket{job=\"a\",le=\"+Inf\"} 5\n"
            "h_sum{job=\"a\"} 7.5\nh_count{job=\"a\"} 5\nu{job=\"a\"} 1\n"));
}

void TestEngineFormats::openMetricsIsKnownTheSecondTime()
{
    Engine engine({});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(pushOpenMetrics(engine, kOpenMetrics), QByteArray());
    QCOMPARE(
        engine.stats().knownLines, std::uint64_t(7)); // two counters and one birth, a gauge, a histogram, its birth
    const QByteArray shown = exposition(engine);
    QVERIFY2(shown.contains("c_total{job=\"a\"} 9\n"), shown);
    QVERIFY2(shown.contains("h_bucket{job=\"a\",le=\"+Inf\"} 15\n"), shown);
    const auto extras = extrasOf(engine);
    QVERIFY(extras.at("c_total{job=\"a\",x=\"1\"}").created == 1000.5);
    QVERIFY(extras.at("h{job=\"a\"}").created == 2000.0);
}

void TestEngineFormats::refusesKnownOpenMetrics_data()
{
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<QByteArray>("bad");
    const auto row = [](const char* name, const char* good, const char* bad) {
        QTest::newRow(name) << QByteArray(good) << QByteArray(bad);
    };
    row("families that interleave", "# TYPE a gauge\na{x=\"1\"} 1\na{x=\"2\"} 1\n# TYPE b gauge\nb 1\n# EOF\n",
        "# TYPE a gauge\na{x=\"1\"} 1\n# TYPE b gauge\nb 1\na{x=\"2\"} 1\n# EOF\n");
    row("a comment behind its samples", "# HELP a Help.\n# TYPE a gauge\na 1\n# EOF\n",
        "# TYPE a gauge\na 1\n# HELP a Help.\n# EOF\n");
    row("a negative counter", "# TYPE a counter\na_total 1\n# EOF\n", "# TYPE a counter\na_total -1\n# EOF\n");
    row("a birth without its total", "# TYPE a counter\na_total 1\na_created 1\n# EOF\n",
        "# TYPE a counter\na_created 1\n# EOF\n");
    row("a birth behind the total of another",
        "# TYPE a counter\na_total{x=\"1\"} 1\na_created{x=\"1\"} 1\na_total 1\n",
        "# TYPE a counter\na_total{x=\"1\"} 1\na_total 1\na_created{x=\"1\"} 1\n");
    row("a birth twice", "# TYPE a counter\na_total 1\na_created 1\n",
        "# TYPE a counter\na_total 1\na_created 1\na_created 1\n");
    row("a birth before and behind its total", "# TYPE a counter\na_total 1\na_created 1\n",
        "# TYPE a counter\na_created 1\na_total 1\na_created 1\n");
    row("a birth that is none", "# TYPE a counter\na_total 1\na_created 1\n# EOF\n",
        "# TYPE a counter\na_total 1\na_created NaN\n# EOF\n");
    row("a line behind the end", "# TYPE a counter\na_total 1\n# EOF\n", "# TYPE a counter\n# EOF\na_total 1\n");
    row("an empty line", "# TYPE a counter\na_total 1\n# EOF\n", "# TYPE a counter\n\na_total 1\n# EOF\n");
}

void TestEngineFormats::refusesKnownOpenMetrics()
{
    QFETCH(QByteArray, good);
    QFETCH(QByteArray, bad);
    Engine cold({});
    const QByteArray error = pushOpenMetrics(cold, bad.toStdString());
    QVERIFY(!error.isEmpty());
    Engine warm({});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(pushOpenMetrics(warm, good.toStdString()), QByteArray());
    const QByteArray before = exposition(warm);
    QCOMPARE(pushOpenMetrics(warm, bad.toStdString()), error);
    QCOMPARE(exposition(warm), before);
}

void TestEngineFormats::keepsTheNewestExemplars()
{
    Engine engine({});
    const auto bodyWith = [](const std::string& counter, const std::string& bucket) {
        return "# TYPE c counter\nc_total 1" + counter + "\n# TYPE h histogram\nh_bucket{le=\"1.0\"} 1" + bucket
            + "\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n# EOF\n";
    };
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(pushOpenMetrics(engine, bodyWith(" # {t=\"1\"} 1", " # {t=\"2\"} 0.5 7")), QByteArray());
        QCOMPARE(pushOpenMetrics(engine, bodyWith("", "")), QByteArray());
        QCOMPARE(pushOpenMetrics(engine, bodyWith(" # {t=\"3\"} 2", "")), QByteArray());
    }
    const auto extras = extrasOf(engine);
    const std::vector<StoredExemplar>& ofCounter = extras.at("c_total{job=\"a\"}").exemplars;
    QCOMPARE(ofCounter.size(), std::size_t(1));
    QVERIFY((ofCounter[0].exemplar == Exemplar{{{"t", "3"}}, 2, std::nullopt}));
    const std::vector<StoredExemplar>& ofHistogram = extras.at("h{job=\"a\"}").exemplars;
    QCOMPARE(ofHistogram.size(), std::size_t(1));
    QCOMPARE(ofHistogram[0].bound, 1.0);
    QVERIFY((ofHistogram[0].exemplar == Exemplar{{{"t", "2"}}, 0.5, 7.0}));
    QVERIFY(exposition(engine).contains("h_count{job=\"a\"} 6\n"));
}

void TestEngineFormats::dropsExemplarsThatNoFormatCouldShow()
{
    Engine engine({});
    const auto exemplar
        = [](double value, const std::string& labels) { return wire::bytes(3, labels + wire::real(2, value)); };
    const auto body = [&](const std::string& bucket) {
        return wire::family("h", wire::Histogram,
            {wire::bytes(7,
                wire::number(1, 1) + wire::real(2, 1)
                    + wire::bytes(3, wire::number(1, 1) + wire::real(2, 1) + bucket))});
    };
    PushOptions options;
    options.format = ExpositionFormat::Protobuf;
    const auto droppedOf = [&](const std::string& bucket) {
        const auto result = engine.push(kJob, body(bucket), Instant(0), options);
        return result ? result->droppedExemplars : 99;
    };
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(droppedOf(exemplar(50, wire::label("a", "1"))), std::uint64_t(1)); // in a bucket up to 1
        QCOMPARE(droppedOf(exemplar(0.5, wire::label("a", "1") + wire::label("a", "2"))), std::uint64_t(1));
        QVERIFY(extrasOf(engine).empty());
    }
    QCOMPARE(droppedOf(exemplar(0.5, wire::label("a", "1"))), std::uint64_t(0));
    QCOMPARE(extrasOf(engine).size(), std::size_t(1));
}

void TestEngineFormats::aBirthBeforeItsCounterIsOne_data()
{
    QTest::addColumn<int>("profile");
    QTest::addColumn<double>("shown");
    QTest::newRow("gravel") << static_cast<int>(Profile::Gravel) << 40.0;
    QTest::newRow("zapier, which adds gauges up") << static_cast<int>(Profile::Zapier) << 40.0;
    QTest::newRow("pushgateway, which replaces") << static_cast<int>(Profile::Pushgateway) << 60.0;
}

/// Names are sorted in many bodies, and `q_created` then comes before `q_total`.
void TestEngineFormats::aBirthBeforeItsCounterIsOne()
{
    QFETCH(int, profile);
    QFETCH(double, shown);
    EngineOptions options;
    options.profile = static_cast<Profile>(profile);
    Engine engine(options);
    for (const char* created : {"50", "90", "40", "60"}) {
        const std::string body
            = std::string("# TYPE q_created gauge\nq_created ") + created + "\n# TYPE q_total counter\nq_total 1\n";
        const auto report = engine.dryRun(kJob, body, Instant(0));
        QVERIFY(report);
        QCOMPARE(pushText(engine, body), QByteArray());
        const QByteArray line = exposition(engine).split('\n')[1];
        QCOMPARE(line.mid(line.lastIndexOf(' ') + 1).toDouble(), *report->entries[0].after.number);
    }
    const QByteArray line = exposition(engine).split('\n')[1];
    QCOMPARE(line.mid(line.lastIndexOf(' ') + 1).toDouble(), shown);
}

/// The cumulative counts do not fall, but what they are made of does: no client that counts up does so.
void TestEngineFormats::aFallOfOneBucketIsARestart()
{
    Engine engine({});
    const auto body = [](const char* low, const char* sum) {
        return std::string("# TYPE h histogram\nh_bucket{clearmode=\"increase\",le=\"1\"} ") + low
            + "\nh_bucket{clearmode=\"increase\",le=\"2\"} 2\nh_bucket{clearmode=\"increase\",le=\"+Inf\"} 2\n"
            + "h_sum{clearmode=\"increase\"} " + sum + "\nh_count{clearmode=\"increase\"} 2\n";
    };
    QCOMPARE(pushText(engine, body("0", "3")), QByteArray());
    Removal all;
    engine.remove(all, Instant(0)); // baselines survive
    QCOMPARE(pushText(engine, body("2", "1")), QByteArray());
    QCOMPARE(exposition(engine),
        QByteArray("# TYPE h histogram\nh_bucket{job=\"a\",le=\"1\"} 2\nh_bucket{job=\"a\",le=\"2\"} 2\n"
                   "h_bucket{job=\"a\",le=\"+Inf\"} 2\nh_sum{job=\"a\"} 1\nh_count{job=\"a\"} 2\n"));
}

void TestEngineFormats::birthsBelongToTheirSeries()
{
    Engine engine({});
    // Before its counter, and beside another's.
    QCOMPARE(pushOpenMetrics(
                 engine, "# TYPE c counter\nc_created{x=\"1\"} 5\nc_total{x=\"1\"} 1\nc_total{x=\"2\"} 1\n# EOF\n"),
        QByteArray());
    QCOMPARE(
        pushOpenMetrics(engine, "# TYPE c counter\nc_total{x=\"1\"} 1\nc_created{x=\"1\"} 3\n# EOF\n"), QByteArray());
    const auto extras = extrasOf(engine);
    QCOMPARE(extras.size(), std::size_t(1));
    QVERIFY(extras.at("c_total{job=\"a\",x=\"1\"}").created == 3.0);
}

void TestEngineFormats::aKnownBirthOfARemovedSeriesIsNobodys()
{
    Engine engine({});
    const std::string body = "# TYPE c counter\nc_total{x=\"1\"} 1\nc_created{x=\"1\"} 5\nc_total 1\n# EOF\n";
    for (int i = 0; i < 2; ++i)
        QCOMPARE(pushOpenMetrics(engine, body), QByteArray());
    Removal one;
    one.selectors.push_back(*Selector::parse("{x=\"1\"}"));
    engine.remove(one, Instant(0));
    pushOpenMetrics(engine, "# TYPE c counter\nc_created{x=\"1\"} 5\nc_total 1\n# EOF\n");
    QCOMPARE(engine.stats().sideBytes, std::uint64_t(0));
}

/// OpenMetrics lets a summary consist of nothing else.
void TestEngineFormats::aBirthOfNobodyIsTold()
{
    auto rules = readRules("rules:\n  - name: noise\n    match: c_total\n    mode: drop\n");
    QVERIFY(rules);
    Engine engine({}, std::make_shared<RuleSet>(std::move(*rules)));
    const std::string body
        = "# TYPE s summary\ns_created{x=\"1\"} 5\n# TYPE c counter\nc_total 1\nc_created 6\n# EOF\n";
    PushOptions options;
    options.format = ExpositionFormat::OpenMetrics;
    const auto report = engine.pushExplained(kJob, body, Instant(0), options);
    QVERIFY(report);
    QCOMPARE(report->dropped, std::uint64_t(3));
    QCOMPARE(report->entries.size(), std::size_t(3));
    QCOMPARE(report->entries[0].labels, std::string("job=\"a\",x=\"1\""));
    QCOMPARE(report->entries[0].line, 2);
    for (const MergeEntry& entry : report->entries)
        QVERIFY(entry.outcome == Outcome::Dropped);
    for (int i = 0; i < 3; ++i) {
        const auto summary = engine.push(kJob, body, Instant(0), options);
        QVERIFY(summary);
        QCOMPARE(summary->dropped, std::uint64_t(3));
    }
    QCOMPARE(exposition(engine), QByteArray());
}

void TestEngineFormats::whatIsDroppedIsInNobodysWay_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("dropped");
    QTest::addColumn<QByteArray>("kept");
    const auto row = [](const char* name, const char* before, ExpositionFormat format, const std::string& dropped,
                         const std::string& kept) {
        QTest::newRow(name) << QByteArray(before) << static_cast<int>(format) << QByteArray::fromStdString(dropped)
                            << QByteArray::fromStdString(kept);
    };
    const char* histogram = "# TYPE x histogram\nx_bucket{le=\"+Inf\"} 1\nx_sum 1\nx_count 1\n";
    row("a counter beside a gauge", "# TYPE x gauge\nx 1\n", ExpositionFormat::Text,
        "# TYPE x counter\nx{noise=\"1\"} 5\n", "# TYPE x counter\nx{noise=\"1\"} 5\nx 5\n");
    row("a histogram beside a gauge", "# TYPE x gauge\nx 1\n", ExpositionFormat::Text,
        "# TYPE x histogram\nx_count{noise=\"1\"} 5\n", "# TYPE x histogram\nx_count{noise=\"1\"} 5\nx_count 5\n");
    row("a sample without type beside a histogram", histogram, ExpositionFormat::Text, "x{noise=\"1\"} 5\n",
        "x{noise=\"1\"} 5\nx 5\n");
    row("a total beside a gauge", "# TYPE x_total gauge\nx_total 1\n", ExpositionFormat::OpenMetrics,
        "# TYPE x counter\nx_total{noise=\"1\"} 5\nx_created{noise=\"1\"} 5\n# EOF\n",
        "# TYPE x counter\nx_total{noise=\"1\"} 5\nx_total 5\n# EOF\n");
    row("a count beside a histogram", histogram, ExpositionFormat::Text,
        "# TYPE x_count counter\nx_count{noise=\"1\"} 5\n",
        "# TYPE x_count counter\nx_count{noise=\"1\"} 5\nx_count 5\n");
    row("a type for an untyped family, and a name that it would stand in the way of",
        "x 1\nx_total_count -1\nx_total -1\n", ExpositionFormat::Text,
        "# TYPE x_total counter\nx_total{noise=\"1\"} 5\n",
        "# TYPE x_total counter\nx_total{noise=\"1\"} 5\nx_total 5\n");
    const auto noisy = [](const std::string& metric) { return wire::label("noise", "1") + metric; };
    row("a counter beside a gauge, as protobuf", "# TYPE x gauge\nx 1\n", ExpositionFormat::Protobuf,
        wire::family("x", wire::Counter, {noisy(wire::counter(5))}),
        wire::family("x", wire::Counter, {noisy(wire::counter(5)), wire::counter(5)}));
    row("a histogram beside a gauge, as protobuf", "# TYPE x gauge\nx 1\n", ExpositionFormat::Protobuf,
        wire::family("x", wire::Histogram, {noisy(wire::histogram(1, 1, {}))}),
        wire::family("x", wire::Histogram, {noisy(wire::histogram(1, 1, {})), wire::histogram(1, 1, {})}));
    row("a count beside its histogram, as protobuf", "y 1\n", ExpositionFormat::Protobuf,
        wire::family("x", wire::Histogram, {noisy(wire::histogram(1, 1, {}))})
            + wire::family("x_count", wire::Gauge, {noisy(wire::gauge(1))}),
        wire::family("x", wire::Histogram, {wire::histogram(1, 1, {})})
            + wire::family("x_count", wire::Gauge, {wire::gauge(1)}));
}

void TestEngineFormats::whatIsDroppedIsInNobodysWay()
{
    QFETCH(QByteArray, before);
    QFETCH(int, format);
    QFETCH(QByteArray, dropped);
    QFETCH(QByteArray, kept);
    auto rules = readRules("rules:\n  - name: noise\n    match: '{noise=\"1\"}'\n    mode: drop\n");
    QVERIFY(rules);
    Engine engine({}, std::make_shared<RuleSet>(std::move(*rules)));
    for (int i = 0; i < 2; ++i)
        QCOMPARE(pushText(engine, before.toStdString()), QByteArray());
    const QByteArray shown = exposition(engine);
    const auto as = static_cast<ExpositionFormat>(format);
    QByteArray error = push(engine, kept.toStdString(), as);
    QVERIFY(!error.isEmpty());
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(push(engine, dropped.toStdString(), as), QByteArray());
        QCOMPARE(push(engine, kept.toStdString(), as), error);
        QCOMPARE(exposition(engine), shown);
    }
    QCOMPARE(pushText(engine, before.toStdString()), QByteArray()); // as what it was known it is known still
}

void TestEngineFormats::infoAndStatesReplaceThoseOfTheirGroup()
{
    Engine engine({});
    QCOMPARE(pushOpenMetrics(engine,
                 "# TYPE v info\nv_info{version=\"1\"} 1\n# TYPE s stateset\ns{s=\"on\"} 1\ns{s=\"off\"} 0\n# EOF\n"),
        QByteArray());
    QCOMPARE(pushOpenMetrics(engine, "# TYPE v info\nv_info{version=\"2\"} 1\n# EOF\n"), QByteArray());
    QCOMPARE(exposition(engine),
        QByteArray("# TYPE s gauge\ns{job=\"a\",s=\"off\"} 0\ns{job=\"a\",s=\"on\"} 1\n"
                   "# TYPE v_info gauge\nv_info{job=\"a\",version=\"2\"} 1\n"));
}

void TestEngineFormats::gaugeOfTextAndInfoOfOpenMetricsAreOneFamily()
{
    Engine engine({});
    QCOMPARE(pushOpenMetrics(engine, "# TYPE v info\nv_info{version=\"1\"} 1\n# EOF\n"), QByteArray());
    QCOMPARE(pushText(engine, "# TYPE v_info gauge\nv_info{version=\"2\"} 1\n"), QByteArray());
    QCOMPARE(pushOpenMetrics(engine, "# TYPE v info\nv_info{version=\"3\"} 1\n# EOF\n"), QByteArray());
    QCOMPARE(exposition(engine), QByteArray("# TYPE v_info gauge\nv_info{job=\"a\",version=\"3\"} 1\n"));
}

/// The family keeps its type, but what text calls a gauge is one: nothing is taken away for it.
void TestEngineFormats::aGaugeOfTextIsMergedAsOneBesideAnInfo()
{
    Engine engine({});
    QCOMPARE(pushOpenMetrics(engine, "# TYPE v info\nv_info{version=\"1\"} 1\n# EOF\n"), QByteArray());
    const std::string gauge = "# TYPE v_info gauge\nv_info{version=\"2\"} 1\n";
    const auto report = engine.dryRun(kJob, gauge, Instant(0));
    QVERIFY(report);
    QCOMPARE(report->entries.size(), std::size_t(1));
    QVERIFY(report->entries[0].mode == ClearMode{ClearMode::Kind::Replace});
    for (int i = 0; i < 3; ++i) // read, and recognised
        QCOMPARE(pushText(engine, gauge), QByteArray());
    QCOMPARE(pushText(engine, "# TYPE v_info gauge\nv_info{version=\"2\"} 1\nv_info{version=\"3\"} 1\n"), QByteArray());
    const QByteArray shown = exposition(engine);
    QCOMPARE(shown,
        QByteArray("# TYPE v_info gauge\nv_info{job=\"a\",version=\"1\"} 1\n"
                   "v_info{job=\"a\",version=\"2\"} 1\nv_info{job=\"a\",version=\"3\"} 1\n"));
    QCOMPARE(pushProtobuf(engine, wire::family("v_info", wire::Gauge, {wire::label("version", "4") + wire::gauge(1)})),
        QByteArray());
    QVERIFY(exposition(engine).startsWith(shown));
}

QTEST_APPLESS_MAIN(TestEngineFormats)
#include "tst_engine_formats.moc"
