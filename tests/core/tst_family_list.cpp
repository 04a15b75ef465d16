// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/aggregation/engine.h"
#include "core/aggregation/family_list.h"
#include "core/aggregation/snapshot_writer.h"

#include <functional>

using namespace cairn;
using Syntax = ScrapeFormat::Syntax;
using Change = std::function<void(Engine&)>;

Q_DECLARE_METATYPE(Change)

namespace {

constexpr ScrapeFormat kAsked[] = {{Syntax::Text004, Escaping::Underscores}, {Syntax::Text100, Escaping::AllowUtf8},
    {Syntax::OpenMetrics100, Escaping::Underscores}, {Syntax::OpenMetrics100, Escaping::AllowUtf8},
    {Syntax::Protobuf, Escaping::AllowUtf8}};

constexpr const char* kBody = "# HELP a_seconds_total Help of a.\n"
                              "# TYPE a_seconds_total counter\n"
                              "a_seconds_total{x=\"1\"} 1\n"
                              "a_seconds_total{x=\"2\"} 2\n"
                              "b 3\n"
                              "# TYPE h histogram\n"
                              "h_bucket{le=\"1\"} 1\n"
                              "h_bucket{le=\"+Inf\"} 3\n"
                              "h_sum 4.5\n"
                              "h_count 3\n";

std::string written(Snapshot snapshot, ScrapeFormat format)
{
    std::string text;
    SnapshotWriter writer(std::move(snapshot), {}, format);
    while (writer.next(text, 1 << 16)) { }
    return text;
}

std::string show(Engine& engine, ScrapeFormat format)
{
    return written(engine.snapshot(Instant(0), format.carriesExtras()), format);
}

void push(Engine& engine, const std::string& body, const PushOptions& options = {})
{
    const auto result = engine.push({}, body, Instant(0), options);
    if (!result)
        qFatal("refused: %s", result.error().toString().c_str());
}

Change pushes(const char* body, const PushOptions& options = {})
{
    return [=](Engine& engine) { push(engine, body, options); };
}

} // namespace

/// Scrapes share a list of families until something of it changes: whatever changes is shown as if there had been no
/// scrape before, and not to a scrape that began before.
class TestFamilyList final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsChanges_data();
    void showsChanges();
    void namesAreMadeOncePerFormat();
};

void TestFamilyList::showsChanges_data()
{
    QTest::addColumn<Change>("change");
    QTest::newRow("a value") << pushes("b 4\n");
    QTest::newRow("a series that sorts between others") << pushes("a_seconds_total{x=\"15\"} 1\n");
    QTest::newRow("a family") << pushes("ab 1\n");
    QTest::newRow("help") << pushes("# HELP b New.\nb 1\n");
    QTest::newRow("a type") << pushes("# TYPE b gauge\nb 1\n");
    PushOptions openMetrics;
    openMetrics.format = ExpositionFormat::OpenMetrics;
    QTest::newRow("a unit") << pushes(
        "# TYPE a_seconds counter\n# UNIT a_seconds seconds\na_seconds_total{x=\"1\"} 1\n", openMetrics);
    QTest::newRow("a mode that lets a counter fall")
        << pushes("# TYPE a_seconds_total counter\na_seconds_total{x=\"1\",clearmode=\"min\"} 1\n");
    QTest::newRow("a label name in quotes") << pushes("a_seconds_total{x=\"1\",\"my.label\"=\"y\"} 1\n");
    QTest::newRow("a family of births") << pushes("# TYPE a_seconds_created gauge\na_seconds_created{x=\"1\"} 5\n");
    QTest::newRow("a name that another has with a suffix") << pushes("# TYPE a_seconds gauge\nh_created 1\n");
    QTest::newRow("a bucket that is not whole")
        << pushes("# TYPE h histogram\nh_bucket{le=\"1\"} 0.5\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n");
    PushOptions replacing;
    replacing.replaces = PushOptions::Replaces::Families;
    QTest::newRow("a family that is replaced by one of another type")
        << pushes("# TYPE b gauge\nb{x=\"new\"} 1\n", replacing);
    QTest::newRow("a series that goes") << Change([](Engine& engine) {
        Removal removal;
        removal.selectors.push_back(*Selector::parse("a_seconds_total{x=\"1\"}"));
        engine.remove(removal, Instant(0));
    });
    QTest::newRow("a family that goes") << Change([](Engine& engine) {
        Removal removal;
        removal.family = "h";
        engine.remove(removal, Instant(0));
    });
    QTest::newRow("a family that goes and comes back") << Change([](Engine& engine) {
        Removal removal;
        removal.family = "a_seconds_total";
        const RemovedSet removed = engine.remove(removal, Instant(0));
        show(engine, kAsked[0]);
        engine.restore(removed, Instant(0));
    });
    QTest::newRow("all going") << Change([](Engine& engine) { engine.wipe(); });
}

void TestFamilyList::showsChanges()
{
    QFETCH(Change, change);
    for (const ScrapeFormat format : kAsked) {
        Engine scraped({});
        Engine other({});
        push(scraped, kBody);
        push(other, kBody);
        const std::string before = show(scraped, format); // sorts
        QCOMPARE(show(scraped, format), before); // makes the list that stays
        QCOMPARE(show(scraped, format), before); // shares it
        Snapshot early = scraped.snapshot(Instant(0), format.carriesExtras());
        change(scraped);
        change(other);
        const std::string after = show(other, format);
        QCOMPARE(show(scraped, format), after);
        QCOMPARE(show(scraped, format), after);
        QCOMPARE(show(scraped, format), after);
        QCOMPARE(written(std::move(early), format), before);
    }
}

void TestFamilyList::namesAreMadeOncePerFormat()
{
    FamilyList list;
    list.families.resize(1);
    list.families[0].name = "my.name";
    const auto names = list.names(kAsked[0]);
    QCOMPARE(names->families.at(0).name, std::string("my_name"));
    QCOMPARE(list.names(kAsked[0]), names);
    QVERIFY(list.names(kAsked[1])->families.empty());
}

QTEST_APPLESS_MAIN(TestFamilyList)
#include "tst_family_list.moc"
