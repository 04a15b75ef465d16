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
    void increaseCountsTheNativePartToo();
    void aFamilyMayComeInParts();
    void quotesNamesThatAreNotClassic();
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
        "family \"h_count\": the samples of family \"h_count\" would stand under the same names as those of family "
        "\"h\"");
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

QTEST_APPLESS_MAIN(TestEngineFormats)
#include "tst_engine_formats.moc"
