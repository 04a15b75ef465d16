// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/clear_mode.h"

#include <QTest>

#include <random>

using cairn::ClearMode;
using cairn::MetricType;
using Kind = cairn::ClearMode::Kind;

class TestClearMode : public QObject {
    Q_OBJECT
private slots:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void cutsAndEscapesTheUnknown();
    void readsBackWhatItWrites();
    void fitsTypes_data();
    void fitsTypes();
};

void TestClearMode::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("window");
    QTest::addColumn<double>("quantile");
    QTest::addColumn<QByteArray>("canonical");

    const auto plain = [](const char* text, Kind kind, const char* canonical) {
        QTest::newRow(text) << QByteArray(text) << int(kind) << qint64(0) << 0.0 << QByteArray(canonical);
    };
    plain("aggregate", Kind::Aggregate, "aggregate");
    plain("sum", Kind::Aggregate, "aggregate");
    plain("replace", Kind::Replace, "replace");
    plain("last", Kind::Replace, "replace");
    plain("family", Kind::Family, "family");
    plain("info", Kind::Family, "family");
    plain("min", Kind::Min, "min");
    plain("max", Kind::Max, "max");
    plain("mean", Kind::Mean, "mean");
    plain("avg", Kind::Mean, "mean");
    plain("count", Kind::Count, "count");
    plain("increase", Kind::Increase, "increase");
    plain("cumulative", Kind::Increase, "increase");
    plain("drop", Kind::Drop, "drop");

    const auto window = [](const char* text, Kind kind, qint64 seconds, double quantile, const char* canonical) {
        QTest::newRow(text) << QByteArray(text) << int(kind) << seconds * 1000 << quantile << QByteArray(canonical);
    };
    window("sum5m", Kind::WindowSum, 300, 0, "sum5m");
    window("sum:5m", Kind::WindowSum, 300, 0, "sum5m");
    window("mean1h30m", Kind::WindowMean, 5400, 0, "mean1h30m");
    window("avg:90s", Kind::WindowMean, 90, 0, "mean1m30s");
    window("min60s", Kind::WindowMin, 60, 0, "min1m");
    window("max:1d", Kind::WindowMax, 86400, 0, "max1d");
    window("count1y", Kind::WindowCount, 31536000, 0, "count1y");
    window("median5m", Kind::WindowQuantile, 300, 0.5, "median5m");
    window("median:90s", Kind::WindowQuantile, 90, 0.5, "median1m30s");
    window("p50:5m", Kind::WindowQuantile, 300, 0.5, "median5m");
    window("p99:5m", Kind::WindowQuantile, 300, 0.99, "p99:5m");
    window("p99.9:1h30m", Kind::WindowQuantile, 5400, 0.999, "p99.9:1h30m");
    window("p0:1s", Kind::WindowQuantile, 1, 0, "p0:1s");
    window("p100:1s", Kind::WindowQuantile, 1, 1, "p100:1s");
    window("p5:1s", Kind::WindowQuantile, 1, 0.05, "p5:1s");
    window("p0.001:1s", Kind::WindowQuantile, 1, 0.00001, "p0.001:1s");
    window("p099.50:1s", Kind::WindowQuantile, 1, 0.995, "p99.5:1s");
}

void TestClearMode::reads()
{
    QFETCH(QByteArray, text);
    QFETCH(int, kind);
    QFETCH(qint64, window);
    QFETCH(double, quantile);
    QFETCH(QByteArray, canonical);
    const auto mode = cairn::parseClearMode(text.toStdString());
    QVERIFY2(mode, mode ? "" : mode.error().c_str());
    QVERIFY((*mode == ClearMode{Kind(kind), std::chrono::milliseconds(window), quantile}));
    QCOMPARE(cairn::toString(*mode), canonical.toStdString());
}

void TestClearMode::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const char* text, const char* says) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(says);
    };
    row("nothing", "", "unknown clear mode \"\"");
    row("an unknown word", "total", "known are aggregate (sum), replace (last)");
    row("a capital letter", "Sum", "unknown clear mode");
    row("a blank at the end", "sum ", "unknown clear mode");
    row("a word with a known beginning", "summary", "unknown clear mode");
    row("a mode that has no window", "replace5m", "unknown clear mode");
    row("aggregate with a window", "aggregate5m", "unknown clear mode");
    row("a window without unit", "sum5", "lacks a unit");
    row("an empty window", "sum:", "is empty");
    row("a window of zero", "sum0s", "longer than zero");
    row("a window of a bare zero", "sum:0", "longer than zero");
    row("a window over a year", "sum1y1ms", "at most 1y");
    row("a negative window", "sum:-5m", "is negative");
    row("units out of order", "mean30m1h", "out of order");
    row("two colons", "sum::5m", "must begin with a number");
    row("median without window", "median", "needs a window");
    row("quantile without window", "p99", "needs a window");
    row("quantile without colon", "p995m", "after a colon");
    row("quantile with an empty window", "p99:", "is empty");
    row("quantile above 100", "p100.1:5m", "from 0 to 100");
    row("quantile that ends in a point", "p99.:5m", "from 0 to 100");
    row("quantile with two points", "p9.9.9:5m", "from 0 to 100");
    row("quantile with an exponent", "p1e1:5m", "from 0 to 100");
    row("negative quantile", "p-1:5m", "unknown clear mode");
    row("not a number", "pnan:5m", "unknown clear mode");
}

void TestClearMode::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, says);
    const auto mode = cairn::parseClearMode(text.toStdString());
    QVERIFY(!mode);
    QVERIFY2(mode.error().find(says.toStdString()) != std::string::npos, mode.error().c_str());
    QVERIFY(mode.error().find('\n') == std::string::npos);
}

void TestClearMode::cutsAndEscapesTheUnknown()
{
    const auto escaped = cairn::parseClearMode("a\n\"\x1b[31m\xff\xc2\x85");
    QVERIFY(!escaped);
    QVERIFY2(
        escaped.error().find("\"a\\n\\\"\\x1b[31m\\xff\\xc2\\x85\"") != std::string::npos, escaped.error().c_str());

    const auto cut = cairn::parseClearMode(std::string(119, 'x') + "é and more");
    QVERIFY(!cut);
    QVERIFY2(cut.error().find('"' + std::string(119, 'x') + "\"…") != std::string::npos, cut.error().c_str());
}

void TestClearMode::readsBackWhatItWrites()
{
    std::mt19937_64 random(20240711);
    std::uniform_real_distribution<double> quantiles(0, 1);
    std::uniform_int_distribution<std::int64_t> windows(1, 365LL * 86'400'000);
    std::uniform_int_distribution<int> kinds(0, int(Kind::WindowQuantile));
    std::uniform_int_distribution<int> shifts(0, 34);
    for (int i = 0; i < 20'000; ++i) {
        ClearMode mode{Kind(kinds(random)), {}, 0};
        if (mode.isWindow())
            mode.window = std::chrono::milliseconds(std::max<std::int64_t>(1, windows(random) >> shifts(random)));
        if (mode.kind == Kind::WindowQuantile)
            mode.quantile = i % 2 == 0 ? quantiles(random) : double(random() % 10'001) / 10'000;
        const std::string text = cairn::toString(mode);
        const auto again = cairn::parseClearMode(text);
        QVERIFY2(again, text.c_str());
        QVERIFY2(*again == mode, text.c_str());
    }
}

void TestClearMode::fitsTypes_data()
{
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<bool>("histogram");
    for (const char* mode : {"aggregate", "replace", "family", "increase", "sum5m", "drop"})
        QTest::newRow(mode) << QByteArray(mode) << true;
    for (const char* mode : {"min", "max", "mean", "count", "mean5m", "min5m", "max5m", "count5m", "median5m"})
        QTest::newRow(mode) << QByteArray(mode) << false;
}

void TestClearMode::fitsTypes()
{
    QFETCH(QByteArray, mode);
    QFETCH(bool, histogram);
    const ClearMode parsed = *cairn::parseClearMode(mode.toStdString());
    QCOMPARE(cairn::fits(parsed, MetricType::Histogram), histogram);
    QCOMPARE(cairn::fits(parsed, MetricType::Summary), histogram);
    QVERIFY(cairn::fits(parsed, MetricType::Counter));
    QVERIFY(cairn::fits(parsed, MetricType::Gauge));
    QVERIFY(cairn::fits(parsed, MetricType::Untyped));
}

QTEST_APPLESS_MAIN(TestClearMode)
#include "tst_clear_mode.moc"
