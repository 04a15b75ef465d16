// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/native_merge.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <map>
#include <random>

using namespace cairn;

class TestNativeHistogram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void boundsAreThoseOfPrometheus_data();
    void boundsAreThoseOfPrometheus();
    void boundsAscendInEverySchema();
    void coarserBoundsAreAmongTheFiner();
    void reduces_data();
    void reduces();
    void widens_data();
    void widens();
    void adds_data();
    void adds();
    void tellsIncreaseFromRestart_data();
    void tellsIncreaseFromRestart();
    void checks_data();
    void checks();
    void limitsBuckets();
    void giantCountsStayFinite();
    void randomOnesAddLikeTheirObservations();
    void randomOnesAddInAnyOrder();
    void randomOnesReduceBeforeOrAfterAdding();
    void randomIncreasesAreWhatWasAdded();
};

namespace {

using Buckets = std::vector<NativeBucket>;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kLargest = std::numeric_limits<double>::max();

NativeHistogram make(int schema, Buckets positive, Buckets negative = {}, double threshold = 0, double zeroCount = 0)
{
    return {schema, threshold, zeroCount, std::move(positive), std::move(negative), false};
}

/// What is known of observations without buckets: how many are at most `bound` away from zero, on either side.
using Model = std::map<double, double>;

Model modelOf(const NativeHistogram& histogram, const Buckets& side)
{
    Model model;
    for (const NativeBucket& bucket : side)
        model[nativeUpperBound(histogram.schema, bucket.index)] += bucket.count;
    return model;
}

/// Moves each count to the first bound of `schema` that is not below its own; what is within `threshold` is left out.
Model coarsened(const Model& model, int schema, double threshold)
{
    Model result;
    for (const auto& [bound, count] : model) {
        if (bound <= threshold)
            continue;
        std::int32_t index = (std::isinf(bound) ? 1026 : static_cast<int>(std::floor(std::log2(bound))) - 1);
        index = schema >= 0 ? index * (1 << schema) : (index >> -schema) - 1;
        while (nativeUpperBound(schema, index) < bound)
            ++index;
        while (nativeUpperBound(schema, index - 1) >= bound)
            --index;
        result[nativeUpperBound(schema, index)] += count;
    }
    return result;
}

class Dice {
public:
    int upTo(int most) { return std::uniform_int_distribution<int>(0, most)(m_engine); }

    Buckets buckets(int schema)
    {
        Buckets result;
        std::int32_t index = upTo(8) - 4;
        for (int i = upTo(12); i > 0; --i) {
            index += 1 + upTo(schema > 0 ? 1 << (schema / 2) : 1);
            result.push_back({index, static_cast<double>(1 + upTo(9))});
        }
        return result;
    }

    NativeHistogram histogram()
    {
        const int schema = upTo(NativeHistogram::kFinest - NativeHistogram::kCoarsest) + NativeHistogram::kCoarsest;
        NativeHistogram result = make(schema, buckets(schema), buckets(schema));
        const double thresholds[] = {0, 0x1p-128, 0.3, 1, 1.5, 4};
        widenZeroBucket(result, thresholds[upTo(5)]);
        result.zeroCount += upTo(3);
        result.isFloat = upTo(3) == 0;
        return result;
    }

private:
    std::mt19937 m_engine{20231121};
};

NativeHistogram sum(NativeHistogram a, const NativeHistogram& b)
{
    addNative(a, b);
    return a;
}

NativeHistogram inShapeOf(NativeHistogram histogram, const NativeHistogram& shape)
{
    widenZeroBucket(histogram, shape.zeroThreshold);
    reduceTo(histogram, shape.schema);
    return histogram;
}

constexpr int kRounds = 3000;

} // namespace

void TestNativeHistogram::boundsAreThoseOfPrometheus_data()
{
    QTest::addColumn<int>("schema");
    QTest::addColumn<int>("index");
    QTest::addColumn<double>("bound");

    QTest::newRow("index 0 ends at 1") << 0 << 0 << 1.0;
    QTest::newRow("index 1 of schema 0 ends at 2") << 0 << 1 << 2.0;
    QTest::newRow("index -1 of schema 0 ends at a half") << 0 << -1 << 0.5;
    QTest::newRow("the root of 2 is a bit below the nearest double") << 1 << 1 << 2 * 0.7071067811865475;
    QTest::newRow("its half is a bit below, too") << 1 << -1 << 0.7071067811865475;
    QTest::newRow("the third quarter of schema 2") << 2 << -1 << 0.8408964152537144;
    QTest::newRow("the first step of schema 8") << 8 << 1 << 2 * 0.5013556375251013;
    QTest::newRow("a step in the middle of schema 8") << 8 << -38 << 0.9022270839033115;
    QTest::newRow("the last step of schema 8") << 8 << -1 << 0.9972960560854698;
    QTest::newRow("schema -1 squares") << -1 << 2 << 16.0;
    QTest::newRow("schema -4 below one") << -4 << -1 << 0x1p-16;
    QTest::newRow("the last bucket of schema 0 ends at the largest double") << 0 << 1024 << kLargest;
    QTest::newRow("the last bucket of schema 8 ends at the largest double") << 8 << 1024 * 256 << kLargest;
    QTest::newRow("the last bucket of schema -4 ends at the largest double") << -4 << 64 << kLargest;
    QTest::newRow("infinity has a bucket in schema 0") << 0 << 1025 << kInfinity;
    QTest::newRow("infinity has a bucket in schema 8") << 8 << 1024 * 256 + 1 << kInfinity;
    QTest::newRow("infinity has a bucket in schema -4") << -4 << 65 << kInfinity;
    QTest::newRow("the smallest double is a bound") << 0 << -1074 << 0x1p-1074;
    QTest::newRow("an index below all doubles ends at zero") << -4 << std::numeric_limits<int>::min() << 0.0;
    QTest::newRow("an index above all doubles is infinite") << -4 << std::numeric_limits<int>::max() << kInfinity;
}

void TestNativeHistogram::boundsAreThoseOfPrometheus()
{
    QFETCH(int, schema);
    QFETCH(int, index);
    QFETCH(double, bound);
    QVERIFY2(nativeUpperBound(schema, index) == bound, qPrintable(QString::number(nativeUpperBound(schema, index))));
}

void TestNativeHistogram::boundsAscendInEverySchema()
{
    for (int schema = NativeHistogram::kCoarsest; schema <= NativeHistogram::kFinest; ++schema) {
        for (int index = -600; index < 600; ++index) {
            const double lower = nativeUpperBound(schema, index - 1);
            QVERIFY(lower < nativeUpperBound(schema, index) || lower == 0 || std::isinf(lower));
            if (schema > 0 && index % (1 << schema) != 0) // as the specification writes it
                QVERIFY(std::abs(nativeUpperBound(schema, index) / std::exp2(std::ldexp(index, -schema)) - 1) < 1e-15);
        }
    }
}

void TestNativeHistogram::coarserBoundsAreAmongTheFiner()
{
    for (int schema = NativeHistogram::kCoarsest; schema < NativeHistogram::kFinest; ++schema) {
        for (int index = -300; index < 300; ++index)
            QVERIFY(nativeUpperBound(schema, index) == nativeUpperBound(schema + 1, 2 * index));
    }
}

void TestNativeHistogram::reduces_data()
{
    QTest::addColumn<NativeHistogram>("from");
    QTest::addColumn<int>("schema");
    QTest::addColumn<NativeHistogram>("to");

    const Buckets four{{1, 1}, {2, 2}, {3, 4}, {4, 8}};
    QTest::newRow("two neighbours become one") << make(0, four) << -1 << make(-1, {{1, 3}, {2, 12}});
    QTest::newRow("several steps at once") << make(0, four) << -2 << make(-2, {{1, 15}});
    QTest::newRow("indexes below zero round towards the bound above")
        << make(0, {{-3, 1}, {-2, 2}, {-1, 4}, {0, 8}}) << -1 << make(-1, {{-1, 3}, {0, 12}});
    QTest::newRow("both sides") << make(1, {{1, 1}}, four) << 0 << make(0, {{1, 1}}, {{1, 3}, {2, 12}});
    QTest::newRow("the same schema changes nothing") << make(3, four) << 3 << make(3, four);
    QTest::newRow("a finer schema changes nothing") << make(3, four) << 8 << make(3, four);
    QTest::newRow("buckets that counted nothing go") << make(0, {{1, 0}, {2, 0}, {3, 1}}) << -1 << make(-1, {{2, 1}});
    QTest::newRow("infinity keeps its own bucket")
        << make(0, {{1024, 1}, {1025, 2}}) << -4 << make(-4, {{64, 1}, {65, 2}});
    QTest::newRow("the zero bucket stays") << make(0, four, {}, 0.5, 7) << -2 << make(-2, {{1, 15}}, {}, 0.5, 7);
}

void TestNativeHistogram::reduces()
{
    QFETCH(NativeHistogram, from);
    QFETCH(int, schema);
    QFETCH(NativeHistogram, to);
    reduceTo(from, schema);
    QVERIFY(from == to);
}

void TestNativeHistogram::widens_data()
{
    QTest::addColumn<NativeHistogram>("from");
    QTest::addColumn<double>("threshold");
    QTest::addColumn<NativeHistogram>("to");

    const NativeHistogram plain = make(0, {{1, 1}, {2, 2}, {3, 4}}, {{1, 8}, {3, 16}}, 0.5, 100); // (1,2] (2,4] (4,8]
    QTest::newRow("below all buckets only the threshold moves")
        << plain << 0.75 << make(0, plain.positive, plain.negative, 0.75, 100);
    QTest::newRow("a bound swallows what ends there") << plain << 2.0 << make(0, {{2, 2}, {3, 4}}, {{3, 16}}, 2, 109);
    QTest::newRow("a threshold within a bucket grows to its end")
        << plain << 1.25 << make(0, {{2, 2}, {3, 4}}, {{3, 16}}, 2, 109);
    QTest::newRow("a bucket cut on one side alone counts for both")
        << plain << 3.0 << make(0, {{3, 4}}, {{3, 16}}, 4, 111);
    QTest::newRow("the negative side is cut, too")
        << make(0, {{1, 1}}, {{2, 2}, {3, 4}}) << 3.0 << make(0, {}, {{3, 4}}, 4, 3);
    QTest::newRow("a narrower threshold changes nothing") << plain << 0.25 << plain;
    QTest::newRow("no threshold changes nothing") << plain << 0.0 << plain;
    QTest::newRow("an empty bucket is not cut")
        << make(0, {{2, 0}, {3, 1}}) << 3.0 << make(0, {{2, 0}, {3, 1}}, {}, 3, 0);
    QTest::newRow("infinity is never swallowed")
        << make(0, {{1024, 1}, {1025, 2}}) << kLargest << make(0, {{1025, 2}}, {}, kLargest, 1);
}

void TestNativeHistogram::widens()
{
    QFETCH(NativeHistogram, from);
    QFETCH(double, threshold);
    QFETCH(NativeHistogram, to);
    widenZeroBucket(from, threshold);
    QVERIFY(from == to);
}

void TestNativeHistogram::adds_data()
{
    QTest::addColumn<NativeHistogram>("a");
    QTest::addColumn<NativeHistogram>("b");
    QTest::addColumn<NativeHistogram>("expected");

    QTest::newRow("the same buckets add") << make(0, {{1, 1}}, {{2, 3}}, 0.1, 5) << make(0, {{1, 2}}, {{2, 4}}, 0.1, 6)
                                          << make(0, {{1, 3}}, {{2, 7}}, 0.1, 11);
    QTest::newRow("other buckets stand side by side")
        << make(0, {{1, 1}, {5, 2}}) << make(0, {{3, 4}, {7, 8}}) << make(0, {{1, 1}, {3, 4}, {5, 2}, {7, 8}});
    QTest::newRow("the coarser schema holds")
        << make(1, {{1, 1}, {2, 2}, {3, 4}}) << make(0, {{1, 8}}) << make(0, {{1, 11}, {2, 4}});
    QTest::newRow("the wider zero bucket holds")
        << make(0, {{1, 1}, {2, 2}}, {}, 0.5, 1) << make(0, {{2, 4}}, {}, 2, 8) << make(0, {{2, 6}}, {}, 2, 10);
    QTest::newRow("what the zero bucket cuts makes it wider for both")
        << make(0, {{1, 1}, {2, 2}}) << make(0, {{2, 4}, {3, 8}}, {}, 1.5, 16) << make(0, {{2, 6}, {3, 8}}, {}, 2, 17);
    QTest::newRow("zero buckets meet before schemas do") << make(1, {{3, 1}, {4, 2}}) << make(0, {{3, 4}}, {}, 2.5, 8)
                                                         << make(0, {{2, 2}, {3, 4}}, {}, nativeUpperBound(1, 3), 9);
    QTest::newRow("nothing added to something") << make(2, {{1, 1}}) << make(2, {}) << make(2, {{1, 1}});
    QTest::newRow("buckets that counted nothing do not come along")
        << make(2, {{1, 1}}) << make(2, {{1, 0}, {4, 0}}) << make(2, {{1, 1}});
}

void TestNativeHistogram::adds()
{
    QFETCH(NativeHistogram, a);
    QFETCH(NativeHistogram, b);
    QFETCH(NativeHistogram, expected);
    QVERIFY(sum(a, b) == expected);
    QVERIFY(sum(b, a) == expected);
}

void TestNativeHistogram::tellsIncreaseFromRestart_data()
{
    QTest::addColumn<NativeHistogram>("before");
    QTest::addColumn<NativeHistogram>("now");
    QTest::addColumn<bool>("restarted");
    QTest::addColumn<NativeHistogram>("increase");

    const NativeHistogram before = make(1, {{1, 1}, {2, 2}}, {{3, 3}}, 0.5, 4);
    const NativeHistogram none{};
    QTest::newRow("nothing new is an increase of nothing") << before << before << false << make(1, {}, {}, 0.5, 0);
    QTest::newRow("growth is what came since") << before << make(1, {{1, 1}, {2, 5}, {3, 1}}, {{3, 4}}, 0.5, 6) << false
                                               << make(1, {{2, 3}, {3, 1}}, {{3, 1}}, 0.5, 2);
    QTest::newRow("the client made its schema coarser")
        << before << make(0, {{1, 4}}, {{2, 3}}, 0.5, 4) << false << make(0, {{1, 1}}, {}, 0.5, 0);
    QTest::newRow("the client made its zero bucket wider")
        << before << make(1, {}, {{3, 3}}, 2, 9) << false << make(1, {}, {}, 2, 2);
    QTest::newRow("a bucket fell") << before << make(1, {{1, 1}, {2, 1}}, {{3, 9}}, 0.5, 9) << true << none;
    QTest::newRow("a bucket is gone") << before << make(1, {{2, 9}}, {{3, 9}}, 0.5, 9) << true << none;
    QTest::newRow("a negative bucket is gone") << before << make(1, {{1, 9}, {2, 9}}, {}, 0.5, 9) << true << none;
    QTest::newRow("the zero bucket fell") << before << make(1, {{1, 9}, {2, 9}}, {{3, 9}}, 0.5, 3) << true << none;
    QTest::newRow("a bucket fell after the schema became coarser")
        << before << make(0, {{1, 2}}, {{2, 3}}, 0.5, 4) << true << none;
    QTest::newRow("a finer schema is that of a new beginning")
        << before << make(2, {{2, 9}, {4, 9}}, {{6, 9}}, 0.5, 9) << true << none;
    QTest::newRow("a narrower zero bucket is that of a new beginning")
        << before << make(1, {{1, 9}, {2, 9}}, {{3, 9}}, 0.25, 9) << true << none;
    QTest::newRow("a threshold within a bucket that was filled is a new beginning")
        << before << make(1, {{2, 9}}, {{3, 9}}, 1.2, 9) << true << none;
    QTest::newRow("a bucket that counted nothing may go")
        << make(1, {{1, 0}, {2, 1}}) << make(1, {{2, 1}}) << false << make(1, {});
}

void TestNativeHistogram::tellsIncreaseFromRestart()
{
    QFETCH(NativeHistogram, before);
    QFETCH(NativeHistogram, now);
    QFETCH(bool, restarted);
    QFETCH(NativeHistogram, increase);
    const auto found = nativeIncrease(before, now);
    QCOMPARE(!found, restarted);
    QVERIFY(restarted || *found == increase);
}

void TestNativeHistogram::checks_data()
{
    QTest::addColumn<NativeHistogram>("histogram");
    QTest::addColumn<double>("count");
    QTest::addColumn<QString>("error");

    const NativeHistogram good = make(3, {{-4, 1}, {9, 2}}, {{0, 3}}, 1e-9, 4);
    const auto with = [&](auto change) {
        NativeHistogram histogram = good;
        change(histogram);
        return histogram;
    };
    using N = NativeHistogram;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("a sound one") << good << 10.0 << "";
    QTest::newRow("nothing at all") << N{} << 0.0 << "";
    QTest::newRow("buckets that counted nothing are sound") << with([](N& h) {
        h.negative = {{-1, 0}, {0, 3}};
    }) << 10.0 << "";
    QTest::newRow("fractions of a float histogram")
        << with([](N& h) { h.isFloat = true, h.zeroCount = 0.5; }) << 6.5 << "";
    QTest::newRow("a float histogram's count is its own") << with([](N& h) { h.isFloat = true; }) << 11.0 << "";
    QTest::newRow("infinity's bucket") << with([](N& h) { h.positive = {{8193, 3}}; }) << 10.0 << "";
    QTest::newRow("the bucket of the smallest double") << with([](N& h) { h.positive = {{-8592, 3}}; }) << 10.0 << "";
    QTest::newRow("counts above 2^53 need not be exact") << make(0, {{1, 0x1p60}, {2, 1}}) << 0x1p60 + 256 << "";
    QTest::newRow("counts above 2^53 that differ")
        << make(0, {{1, 0x1p60}, {2, 1}}) << 0x1p61 << "the native buckets do not make up the count of the histogram";
    QTest::newRow("schema above 8") << with([](N& h) { h.schema = 9; }) << 10.0
                                    << "expected a native schema from -4 to 8, found 9";
    QTest::newRow("schema below -4") << with([](N& h) { h.schema = -53; }) << 10.0
                                     << "expected a native schema from -4 to 8, found -53";
    QTest::newRow("threshold below zero")
        << with([](N& h) { h.zeroThreshold = -1; }) << 10.0 << "expected a finite zero threshold not below zero";
    QTest::newRow("infinite threshold") << with([](N& h) { h.zeroThreshold = kInfinity; }) << 10.0
                                        << "expected a finite zero threshold not below zero";
    QTest::newRow("threshold that is no number")
        << with([=](N& h) { h.zeroThreshold = nan; }) << 10.0 << "expected a finite zero threshold not below zero";
    QTest::newRow("index below all numbers") << with([](N& h) {
        h.positive = {{-8593, 3}};
    }) << 10.0 << "positive bucket -8593 is beyond all numbers in schema 3";
    QTest::newRow("index above infinity's") << with([](N& h) {
        h.negative = {{8194, 3}};
    }) << 10.0 << "negative bucket 8194 is beyond all numbers in schema 3";
    QTest::newRow("index twice") << with([](N& h) {
        h.positive = {{1, 1}, {1, 2}};
    }) << 10.0 << "positive bucket 1 does not follow bucket 1";
    QTest::newRow("indexes that fall") << with([](N& h) {
        h.negative = {{1, 1}, {0, 2}};
    }) << 10.0 << "negative bucket 0 does not follow bucket 1";
    QTest::newRow("a negative count") << with([](N& h) { h.negative[0].count = -3; }) << 10.0
                                      << "expected a whole count not below zero in negative bucket 0";
    QTest::newRow("half an observation") << with([](N& h) { h.zeroCount = 0.5; }) << 6.5
                                         << "expected a whole count not below zero in the zero bucket";
    QTest::newRow("an infinite count") << with([](N& h) { h.isFloat = true, h.positive[1].count = kInfinity; }) << 10.0
                                       << "expected a finite count not below zero in positive bucket 9";
    QTest::newRow("a count that is no number")
        << good << nan << "expected a whole count not below zero in the histogram";
    QTest::newRow("buckets and count differ")
        << good << 11.0 << "the native buckets do not make up the count of the histogram";
}

void TestNativeHistogram::checks()
{
    QFETCH(NativeHistogram, histogram);
    QFETCH(double, count);
    QFETCH(QString, error);
    QCOMPARE(QString::fromStdString(checkNative(histogram, count)), error);
}

void TestNativeHistogram::limitsBuckets()
{
    NativeHistogram histogram = make(8, {}, {}, 0, 1);
    for (int i = 0; i < 400; ++i)
        (i % 2 == 0 ? histogram.positive : histogram.negative).push_back({i, 1});
    QVERIFY(limitBuckets(histogram, 400));
    QCOMPARE(histogram.schema, 8);
    QVERIFY(limitBuckets(histogram, 60));
    QCOMPARE(histogram.schema, 4); // 51 or 50 a side in schema 5, 26 in schema 4
    QVERIFY(bucketsOf(histogram) <= 60);
    QCOMPARE(observationsOf(histogram), 401.0);
    QVERIFY(!limitBuckets(histogram, 1)); // two sides
    QCOMPARE(histogram.schema, NativeHistogram::kCoarsest);
    QCOMPARE(observationsOf(histogram), 401.0);
}

void TestNativeHistogram::giantCountsStayFinite()
{
    NativeHistogram histogram = make(0, {{1, kLargest}}, {}, 0.5, kLargest);
    histogram.isFloat = true;
    addNative(histogram, histogram);
    QVERIFY(histogram.positive[0].count == kLargest && histogram.zeroCount == kLargest);
}

// Against counts by bound, which know nothing of indexes.
void TestNativeHistogram::randomOnesAddLikeTheirObservations()
{
    Dice dice;
    for (int round = 0; round < kRounds; ++round) {
        const NativeHistogram a = dice.histogram();
        const NativeHistogram b = dice.histogram();
        const NativeHistogram c = sum(a, b);
        QVERIFY(checkNative(c, observationsOf(c)).empty());
        QCOMPARE(c.schema, std::min(a.schema, b.schema));
        QVERIFY(c.zeroThreshold >= std::max(a.zeroThreshold, b.zeroThreshold));
        QCOMPARE(c.isFloat, a.isFloat || b.isFloat);
        QCOMPARE(observationsOf(c), observationsOf(a) + observationsOf(b));
        for (const auto side : {&NativeHistogram::positive, &NativeHistogram::negative}) {
            Model expected = coarsened(modelOf(a, a.*side), c.schema, c.zeroThreshold);
            for (const auto& [bound, count] : coarsened(modelOf(b, b.*side), c.schema, c.zeroThreshold))
                expected[bound] += count;
            QVERIFY(modelOf(c, c.*side) == expected);
        }
    }
}

void TestNativeHistogram::randomOnesAddInAnyOrder()
{
    Dice dice;
    int alike = 0;
    for (int round = 0; round < kRounds; ++round) {
        const NativeHistogram a = dice.histogram();
        const NativeHistogram b = dice.histogram();
        const NativeHistogram c = dice.histogram();
        QVERIFY(sum(a, b) == sum(b, a));
        const NativeHistogram left = sum(sum(a, b), c);
        const NativeHistogram right = sum(a, sum(b, c));
        QCOMPARE(left.schema, right.schema);
        QCOMPARE(observationsOf(left), observationsOf(right));
        // A bucket made coarser early is cut more often: then only the zero bucket differs, and only until made alike.
        alike += left == right ? 1 : 0;
        NativeHistogram l = left;
        NativeHistogram r = right;
        while (l.zeroThreshold != r.zeroThreshold) {
            widenZeroBucket(l, r.zeroThreshold);
            widenZeroBucket(r, l.zeroThreshold);
        }
        QVERIFY(l == r);
    }
    QVERIFY2(alike > kRounds * 9 / 10, qPrintable(QString::number(alike)));
}

void TestNativeHistogram::randomOnesReduceBeforeOrAfterAdding()
{
    Dice dice;
    for (int round = 0; round < kRounds; ++round) {
        NativeHistogram a = dice.histogram();
        NativeHistogram b = dice.histogram();
        b.zeroThreshold = a.zeroThreshold = 0; // zero buckets of different widths meet before schemas do
        const int schema = std::max(NativeHistogram::kCoarsest, std::min(a.schema, b.schema) - dice.upTo(3));
        NativeHistogram whole = sum(a, b);
        reduceTo(whole, schema);
        reduceTo(a, schema);
        reduceTo(b, schema);
        QVERIFY(sum(a, b) == whole);
    }
}

void TestNativeHistogram::randomIncreasesAreWhatWasAdded()
{
    Dice dice;
    for (int round = 0; round < kRounds; ++round) {
        const NativeHistogram before = dice.histogram();
        const NativeHistogram more = dice.histogram();
        const NativeHistogram now = sum(before, more);
        NativeHistogram expected = inShapeOf(more, now);
        expected.isFloat = now.isFloat;
        const auto increase = nativeIncrease(before, now);
        QVERIFY(increase);
        QVERIFY(*increase == expected);
    }
}

QTEST_APPLESS_MAIN(TestNativeHistogram)
#include "tst_native_histogram.moc"
