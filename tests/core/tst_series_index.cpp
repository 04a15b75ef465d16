// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/aggregation/id_table.h"
#include "core/aggregation/series_index.h"

#include <set>

using namespace cairn;

namespace {

std::uint32_t make(SeriesIndex& index, const std::string& family, const std::string& labels)
{
    std::uint32_t id = index.findFamily(family);
    if (id == SeriesIndex::kNone)
        id = index.makeFamily(family, MetricType::Gauge);
    std::uint32_t group = index.findGroup("");
    if (group == SeriesIndex::kNone)
        group = index.makeGroup({}, "");
    return index.makeSeries(id, group, labels, SeriesIndex::hashLabels(labels));
}

} // namespace

class TestSeriesIndex : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsWhatItMade();
    void removedIdsWaitForScrapes();
    void removedIdsWaitForPushes();
    void churnUsesIdsAgain();
    void discardedIdsAreFreeAtOnce();
    void tableFindsAmongEqualHashes();
};

void TestSeriesIndex::findsWhatItMade()
{
    SeriesIndex index;
    const std::uint32_t a = make(index, "f", "x=\"1\"");
    const std::uint32_t b = make(index, "g", "x=\"1\""); // shares the labels
    const std::uint64_t hash = SeriesIndex::hashLabels("x=\"1\"");
    QCOMPARE(index.findSeries(index.findFamily("f"), "x=\"1\"", hash), a);
    QCOMPARE(index.findSeries(index.findFamily("g"), "x=\"1\"", hash), b);
    QCOMPARE(index.findSeries(index.findFamily("g"), "", SeriesIndex::hashLabels("")), SeriesIndex::kNone);
    QVERIFY(index.labelsOf(a).data() == index.labelsOf(b).data());
    index.removeSeries(std::vector{a}, 0);
    QCOMPARE(index.findFamily("f"), SeriesIndex::kNone);
    QCOMPARE(index.groupCount(), 1u);
    index.removeSeries(std::vector{b}, 0);
    QCOMPARE(index.groupCount(), 0u);
    QVERIFY(index.families().empty());
}

void TestSeriesIndex::removedIdsWaitForScrapes()
{
    SeriesIndex index;
    const std::uint32_t id = make(index, "f", "x=\"1\"");
    index.removeSeries(std::vector{id}, 5); // scrape 5 may still look at it
    index.forgetRetired();
    index.recycle(5);
    QCOMPARE(index.retired(), 1u);
    QVERIFY(index.labelsOf(id) == "x=\"1\"");
    index.recycle(6);
    QCOMPARE(index.retired(), 0u);
    QCOMPARE(make(index, "f", "y=\"1\""), id);
}

void TestSeriesIndex::removedIdsWaitForPushes()
{
    SeriesIndex index;
    const std::uint32_t id = make(index, "f", "");
    index.removeSeries(std::vector{id}, 0);
    index.recycle(100); // a push may have looked it up before
    QVERIFY(make(index, "f", "") != id);
}

void TestSeriesIndex::churnUsesIdsAgain()
{
    SeriesIndex index;
    for (int round = 0; round < 50; ++round) {
        std::vector<std::uint32_t> ids;
        for (int i = 0; i < 100; ++i)
            ids.push_back(make(index, "f" + std::to_string(round),
                "i=\"" + std::to_string(i * round) + '_' + std::to_string(i) + '"'));
        QCOMPARE(index.seriesCount(), 100u);
        index.removeSeries(ids, 0);
        index.forgetRetired();
        index.recycle(1);
    }
    QCOMPARE(index.seriesEnd(), 100u);
    QCOMPARE(index.retired(), 0u);
}

void TestSeriesIndex::discardedIdsAreFreeAtOnce()
{
    SeriesIndex index;
    const std::uint32_t id = make(index, "f", "x=\"1\"");
    index.discardSeries(std::vector{id});
    QCOMPARE(make(index, "g", "x=\"2\""), id);
    QVERIFY(index.labelsOf(id) == "x=\"2\"");
}

void TestSeriesIndex::tableFindsAmongEqualHashes()
{
    IdTable table;
    std::set<std::uint32_t> ids;
    for (std::uint32_t id = 0; id < 1000; ++id) {
        table.insert(7, id);
        ids.insert(id);
    }
    for (std::uint32_t id = 0; id < 1000; id += 2) {
        table.erase(7, id);
        ids.erase(id);
    }
    QCOMPARE(table.size(), ids.size());
    for (std::uint32_t wanted = 0; wanted < 1000; ++wanted) {
        const std::uint32_t found = table.find(7, [wanted](std::uint32_t id) { return id == wanted; });
        QCOMPARE(found, ids.contains(wanted) ? wanted : IdTable::kNone);
    }
}

QTEST_GUILESS_MAIN(TestSeriesIndex)
#include "tst_series_index.moc"
