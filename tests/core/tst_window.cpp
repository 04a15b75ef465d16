// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/aggregation/compensated_sum.h"
#include "core/aggregation/quantile_sketch.h"
#include "core/aggregation/window.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace cairn;
using std::chrono::seconds;

namespace {

Window windowOf(const char* mode)
{
    return Window(parseClearMode(mode).value());
}

} // namespace

class TestWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void quantilesAreWithinOnePercent_data();
    void quantilesAreWithinOnePercent();
    void sketchesMerge();
    void slidesByAHundredth();
    void showsNothingWhenEmpty();
    void mergesSlotBySlot();
    void staysSmall();
    void sumsHistograms();
    void sumsLoseNothing();
    void sumsStopAtTheLargest();
};

void TestWindow::quantilesAreWithinOnePercent_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("latencies") << 1e-4 << 10.0;
    QTest::newRow("the tiniest") << std::numeric_limits<double>::min() << 1e-300;
    QTest::newRow("the largest") << 1e290 << std::numeric_limits<double>::max();
    QTest::newRow("both signs") << -100.0 << 100.0;
    QTest::newRow("all negative") << -5.0 << -0.1;
}

void TestWindow::quantilesAreWithinOnePercent()
{
    QFETCH(double, low);
    QFETCH(double, high);
    std::mt19937_64 random(7);
    QuantileSketch sketch;
    std::vector<double> values;
    for (int i = 0; i < 5000; ++i) {
        const double part = static_cast<double>(random() % 1'000'000) / 1e6;
        values.push_back(low < 0 ? low + (high - low) * part : low * std::pow(high / low, part));
        sketch.add(values.back());
    }
    std::ranges::sort(values);
    for (const double q : {0.0, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1.0}) {
        const double rank = std::max(1.0, std::ceil(q * 5000));
        const double exact = values[static_cast<std::size_t>(rank) - 1];
        const double found = sketch.quantile(q);
        QVERIFY2(std::fabs(found - exact) <= 0.01 * std::fabs(exact),
            qPrintable(QString("%1: %2 instead of %3").arg(q).arg(found).arg(exact)));
    }
}

void TestWindow::sketchesMerge()
{
    QuantileSketch all;
    QuantileSketch even;
    QuantileSketch odd;
    for (int i = -500; i < 500; ++i) {
        all.add(i);
        (i % 2 == 0 ? even : odd).add(i);
    }
    even.merge(odd);
    QCOMPARE(even.count(), all.count());
    for (const double q : {0.0, 0.3, 0.5, 0.7, 1.0})
        QCOMPARE(even.quantile(q), all.quantile(q));
}

void TestWindow::slidesByAHundredth()
{
    Window window = windowOf("sum100s");
    window.add(1, seconds(0));
    window.add(2, seconds(50));
    QCOMPARE(window.evaluate(seconds(99)), 3.0);
    QCOMPARE(window.evaluate(seconds(100)), 2.0);
    QCOMPARE(window.evaluate(seconds(149)), 2.0);
    QCOMPARE(window.evaluate(seconds(150)), 0.0);
    QCOMPARE(window.evaluate(seconds(100'000'000)), 0.0);
}

void TestWindow::showsNothingWhenEmpty()
{
    for (const char* mode : {"mean10s", "min10s", "max10s", "p50:10s"}) {
        Window window = windowOf(mode);
        window.add(3, seconds(0));
        QVERIFY2(std::fabs(window.evaluate(seconds(1)) - 3) <= 0.03, mode);
        QVERIFY2(isAbsent(window.evaluate(seconds(11))), mode);
    }
    Window count = windowOf("count10s");
    count.add(3, seconds(0));
    QCOMPARE(count.evaluate(seconds(11)), 0.0);
}

void TestWindow::mergesSlotBySlot()
{
    Window removed = windowOf("sum100s");
    removed.add(1, seconds(0));
    removed.add(10, seconds(60));
    Window since = windowOf("sum100s");
    since.add(100, seconds(70));
    since.merge(removed);
    QCOMPARE(since.evaluate(seconds(70)), 111.0);
    QCOMPARE(since.evaluate(seconds(110)), 110.0);
    QCOMPARE(since.evaluate(seconds(165)), 100.0);
}

void TestWindow::staysSmall()
{
    Window window = windowOf("sum100s");
    for (int i = 0; i < 100; ++i)
        window.add(1, seconds(i));
    const std::size_t full = window.bytes();
    for (int i = 100; i < 10'000; ++i)
        window.add(1, seconds(i));
    QVERIFY(window.bytes() <= 2 * full);
    QCOMPARE(window.evaluate(seconds(9'999)), 100.0);
}

void TestWindow::sumsHistograms()
{
    CompoundWindow window(parseClearMode("sum100s").value());
    window.add({false, {1}, {2, 3}, 7, 5, true, true}, seconds(0));
    window.add({false, {2}, {1, 1}, 3, 2, true, true}, seconds(50));
    QCOMPARE(window.evaluate(seconds(60)), (CompoundValue{false, {1, 2}, {2, 1, 4}, 10, 7, true, true}));
    QCOMPARE(window.evaluate(seconds(120)), (CompoundValue{false, {1, 2}, {0, 1, 1}, 3, 2, true, true}));
    QCOMPARE(window.evaluate(seconds(500)), (CompoundValue{false, {1, 2}, {0, 0, 0}, 0, 0, true, true}));
}

void TestWindow::sumsLoseNothing()
{
    CompensatedSum sum;
    for (int i = 0; i < 10'000'000; ++i)
        sum.add(0.1);
    QVERIFY(sum.high == 1e6 || std::nextafter(sum.high, 1e6) == 1e6);
    CompensatedSum small;
    small.add(1);
    for (int i = 0; i < 1000; ++i)
        small.add(1e-18);
    small.add(-1);
    QVERIFY(std::fabs(small.high - 1e-15) < 1e-20);
}

void TestWindow::sumsStopAtTheLargest()
{
    CompensatedSum sum;
    for (int i = 0; i < 3; ++i)
        sum.add(-1.7e308);
    QCOMPARE(sum.high, std::numeric_limits<double>::lowest());
    sum.add(1.7e308);
    QVERIFY(std::isfinite(sum.high));
    CompensatedSum infinite{std::numeric_limits<double>::infinity(), 0};
    infinite.add(-5);
    QVERIFY(std::isinf(infinite.high));
}

QTEST_GUILESS_MAIN(TestWindow)
#include "tst_window.moc"
