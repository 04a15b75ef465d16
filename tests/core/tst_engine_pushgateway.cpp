// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/aggregation/engine.h"
#include "core/aggregation/snapshot_writer.h"
#include "core/rules/rule_file.h"

#include <algorithm>

using namespace cairn;

namespace {

using Replaces = PushOptions::Replaces;

const LabelSet kJob{{"job", "a"}};
const LabelSet kOther{{"job", "b"}};

EngineOptions asPushgateway(std::uint64_t seriesPerGroup = ~0ull)
{
    EngineOptions options;
    options.profile = Profile::Pushgateway;
    options.limits.seriesPerGroup = seriesPerGroup;
    return options;
}

std::string_view view(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// "" where the push was merged, else the error in one line.
QByteArray push(Engine& engine, const LabelSet& group, const QByteArray& body, Replaces replaces,
    std::optional<double> time = std::nullopt)
{
    PushOptions options;
    options.replaces = replaces;
    options.pushTime = time;
    const auto result = engine.push(group, view(body), Instant(0), options);
    return result ? QByteArray() : QByteArray::fromStdString(result.error().toString());
}

QByteArray put(Engine& engine, const LabelSet& group, const QByteArray& body, std::optional<double> time = std::nullopt)
{
    return push(engine, group, body, Replaces::Group, time);
}

QByteArray post(
    Engine& engine, const LabelSet& group, const QByteArray& body, std::optional<double> time = std::nullopt)
{
    return push(engine, group, body, Replaces::Families, time);
}

/// All that is shown, `instance=""` and empty lines left out for the sake of the reader.
QByteArray shown(Engine& engine)
{
    std::string out;
    SnapshotWriter text(engine.snapshot(Instant(0)), {});
    while (text.next(out, 1000)) { }
    return QByteArray::fromStdString(out).replace("instance=\"\",", "");
}

QByteArray samples(Engine& engine)
{
    QByteArray out;
    for (const QByteArray& line : shown(engine).split('\n')) {
        if (!line.isEmpty() && !line.startsWith('#'))
            out += line + '\n';
    }
    return out;
}

} // namespace

class TestEnginePushgateway : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void putReplacesTheGroupAlone();
    void postReplacesTheFamiliesItBrings();
    void lastPushCounts_data();
    void lastPushCounts();
    void giveAFamilyAnotherType_data();
    void giveAFamilyAnotherType();
    void refusedPushBringsAllBack_data();
    void refusedPushBringsAllBack();
    void keepsWhatNamesComeBackWith();
    void emptyPushes_data();
    void emptyPushes();
    void familiesWithoutSamples_data();
    void familiesWithoutSamples();
    void putsTimesIntoTheGroup();
    void refusesTimesOfOthers();
    void timesFollowNoRule();
    void addsAnEmptyInstance_data();
    void addsAnEmptyInstance();
    void dryRunChangesNothing_data();
    void dryRunChangesNothing();
    void keepsHelpThatARetypedFamilyBringsAgain();
    void groupsWithoutSeriesAreNone();
};

void TestEnginePushgateway::putReplacesTheGroupAlone()
{
    Engine engine(asPushgateway());
    QCOMPARE(put(engine, kJob, "x{n=\"1\"} 1\nx{n=\"2\"} 2\ny 3\n"), "");
    QCOMPARE(put(engine, kOther, "x{n=\"1\"} 10\ny 30\n"), "");
    for (int i = 0; i < 2; ++i) { // a second time its lines are known
        QCOMPARE(put(engine, kJob, "x{n=\"2\"} 5\nz 6\n"), "");
        QCOMPARE(samples(engine), "x{job=\"a\",n=\"2\"} 5\nx{job=\"b\",n=\"1\"} 10\ny{job=\"b\"} 30\nz{job=\"a\"} 6\n");
    }
}

void TestEnginePushgateway::postReplacesTheFamiliesItBrings()
{
    Engine engine(asPushgateway());
    const QByteArray first = "x{n=\"1\"} 1\nx{n=\"2\"} 2\ny 3\n";
    QCOMPARE(post(engine, kJob, first), "");
    QCOMPARE(post(engine, kJob, first), "");
    QCOMPARE(post(engine, kOther, "x{n=\"1\"} 10\n"), "");
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(post(engine, kJob, "x{n=\"2\"} 5\nz 6\n"), "");
        QCOMPARE(samples(engine), "x{job=\"a\",n=\"2\"} 5\nx{job=\"b\",n=\"1\"} 10\ny{job=\"a\"} 3\nz{job=\"a\"} 6\n");
    }
}

void TestEnginePushgateway::lastPushCounts_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    const auto row = [](const char* name, const char* first, const char* second) {
        QTest::newRow(name) << QByteArray(first) << QByteArray(second);
    };
    row("a counter", "# TYPE x counter\nx{job=\"a\"} 5\n", "# TYPE x counter\nx{job=\"a\"} 2\n");
    row("an untyped", "x{job=\"a\"} 5\n", "x{job=\"a\"} -2\n");
    row("a histogram, over other bounds",
        "# TYPE h histogram\nh_bucket{job=\"a\",le=\"1\"} 1\nh_bucket{job=\"a\",le=\"+Inf\"} 2\nh_sum{job=\"a\"} "
        "3\nh_count{job=\"a\"} 2\n",
        "# TYPE h histogram\nh_bucket{job=\"a\",le=\"2\"} 0\nh_bucket{job=\"a\",le=\"+Inf\"} 1\nh_sum{job=\"a\"} "
        "9\nh_count{job=\"a\"} 1\n");
    row("a summary, with its quantiles",
        "# TYPE s summary\ns{job=\"a\",quantile=\"0.5\"} 1\ns_sum{job=\"a\"} 3\ns_count{job=\"a\"} 2\n",
        "# TYPE s summary\ns{job=\"a\",quantile=\"0.9\"} 7\ns_sum{job=\"a\"} 1\ns_count{job=\"a\"} 1\n");
}

void TestEnginePushgateway::lastPushCounts()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    for (const Replaces replaces : {Replaces::Families, Replaces::Group}) {
        Engine engine(asPushgateway());
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(push(engine, kJob, first, replaces), "");
            QCOMPARE(shown(engine), first);
            QCOMPARE(push(engine, kJob, second, replaces), "");
            QCOMPARE(shown(engine), second);
        }
    }
}

void TestEnginePushgateway::giveAFamilyAnotherType_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<bool>("byPut"); ///< or else by both
    const auto row = [](const char* name, const char* before, const char* after, bool byPut = false) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(after) << byPut;
    };
    row("counter, then gauge", "# TYPE x counter\nx{job=\"a\"} 1\n", "# TYPE x gauge\nx{job=\"a\"} -2\n");
    row("gauge, then histogram", "# TYPE x gauge\nx{job=\"a\"} 1\n",
        "# TYPE x histogram\nx_bucket{job=\"a\",le=\"+Inf\"} 2\nx_sum{job=\"a\"} 3\nx_count{job=\"a\"} 2\n");
    row("summary, then untyped", "# TYPE x summary\nx_sum{job=\"a\"} 1\nx_count{job=\"a\"} 1\n",
        "# TYPE x untyped\nx{job=\"a\"} 2\n");
    row("negative untyped, then counter", "x{job=\"a\"} -1\n", "# TYPE x counter\nx{job=\"a\"} 2\n");
    row("histogram, then what its samples were called",
        "# TYPE x histogram\nx_bucket{job=\"a\",le=\"+Inf\"} 2\nx_sum{job=\"a\"} 3\nx_count{job=\"a\"} 2\n",
        "# TYPE x_count gauge\nx_count{job=\"a\"} 9\n", true);
}

void TestEnginePushgateway::giveAFamilyAnotherType()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(bool, byPut);
    QByteArray wanted = after;
    if (wanted.startsWith("# TYPE x untyped"))
        wanted = wanted.mid(wanted.indexOf('\n') + 1);
    const auto plain = [](Engine& engine) { return shown(engine).replace("# TYPE x untyped\n", ""); };
    for (const Replaces replaces : {Replaces::Group, Replaces::Families}) {
        if (byPut && replaces != Replaces::Group)
            continue;
        Engine engine(asPushgateway());
        const bool isTyped = before.startsWith('#'); // a type goes to another one, never to none
        for (int i = 0; i < (isTyped ? 3 : 1); ++i) {
            QCOMPARE(push(engine, kJob, before, replaces), "");
            QCOMPARE(plain(engine), before);
            QCOMPARE(push(engine, kJob, before, replaces), "");
            QCOMPARE(push(engine, kJob, after, replaces), "");
            QCOMPARE(plain(engine), wanted);
        }
        if (!isTyped)
            continue;
        // Not where another group has the family, too.
        QCOMPARE(push(engine, kJob, before, replaces), "");
        QCOMPARE(push(engine, kOther, QByteArray(before).replace("job=\"a\"", "job=\"b\""), replaces), "");
        const QByteArray held = plain(engine);
        QVERIFY(!push(engine, kJob, after, replaces).isEmpty());
        QCOMPARE(plain(engine), held);
    }
}

void TestEnginePushgateway::refusedPushBringsAllBack_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("a series too many") << QByteArray(
        "# TYPE x gauge\nx{n=\"1\"} 1\nx{n=\"2\"} 2\nx{n=\"3\"} 3\nx{n=\"4\"} 4\n");
    QTest::newRow("another group's type") << QByteArray("# TYPE x gauge\nx 1\n# TYPE theirs counter\ntheirs 1\n");
    QTest::newRow("another group's names") << QByteArray("# TYPE x gauge\nx 1\ntheir_h_count 1\n");
    QTest::newRow("a duplicate") << QByteArray("# TYPE x gauge\nx 1\nx{y=\"\"} 1\n");
}

void TestEnginePushgateway::refusedPushBringsAllBack()
{
    QFETCH(QByteArray, body);
    for (const Replaces replaces : {Replaces::Group, Replaces::Families}) {
        Engine engine(asPushgateway(3));
        QCOMPARE(put(engine, kOther,
                     "# TYPE theirs gauge\ntheirs 1\n# TYPE their_h histogram\ntheir_h_bucket{le=\"+Inf\"} "
                     "1\ntheir_h_sum 1\ntheir_h_count 1\n"),
            "");
        const QByteArray ours = "# HELP x help\n# TYPE x counter\nx{n=\"1\"} 1\nx{\"quoted.n\"=\"1\"} 1\n# HELP y "
                                "more\n# TYPE y summary\ny{quantile=\"0.5\"} 2\ny_sum 1\ny_count 1\n";
        QCOMPARE(put(engine, kJob, ours), "");
        const QByteArray before = shown(engine);
        const EngineStats stats = engine.stats();
        QVERIFY(!push(engine, kJob, body, replaces).isEmpty());
        QCOMPARE(shown(engine), before);
        QCOMPARE(engine.stats().series, stats.series);
        QCOMPARE(engine.stats().families, stats.families);
        QVERIFY(engine.snapshot(Instant(0)).families() == stats.families);
        QCOMPARE(push(engine, kJob, ours, replaces), "");
        QCOMPARE(shown(engine), before);
    }
}

/// What a removed family said beside its help comes back, too: by a refused push, and by an undo.
void TestEnginePushgateway::keepsWhatNamesComeBackWith()
{
    Engine engine(asPushgateway());
    QCOMPARE(put(engine, kJob, "# TYPE x counter\nx{\"quoted.n\"=\"1\"} 1\n"), "");
    const auto namesAreQuoted = [&] {
        const RemovedSet all = engine.wouldRemove({}, Instant(0));
        return all.series.size() == 1 && all.series[0].hasQuotedNames;
    };
    QVERIFY(namesAreQuoted());
    QVERIFY(!put(engine, kJob, "# TYPE x gauge\nx 1\nx{y=\"\"} 1\n").isEmpty());
    QVERIFY(namesAreQuoted());
    const RemovedSet removed = engine.remove({}, Instant(0));
    QCOMPARE(engine.restore(removed, Instant(0)), std::size_t(1));
    QVERIFY(namesAreQuoted());
}

void TestEnginePushgateway::emptyPushes_data()
{
    QTest::addColumn<bool>("byPut");
    QTest::addColumn<QByteArray>("body");
    for (const bool byPut : {true, false}) {
        const QByteArray verb = byPut ? "put of " : "post of ";
        QTest::newRow(verb + "nothing") << byPut << QByteArray();
        QTest::newRow(verb + "a comment") << byPut << QByteArray("# nothing\n");
    }
}

void TestEnginePushgateway::emptyPushes()
{
    QFETCH(bool, byPut);
    QFETCH(QByteArray, body);
    Engine engine(asPushgateway());
    QCOMPARE(put(engine, kJob, "x 1\n", 100), "");
    QCOMPARE(push(engine, kJob, "push_failure_time_seconds 50\n", Replaces::Nothing), "");
    QCOMPARE(push(engine, kJob, body, byPut ? Replaces::Group : Replaces::Families, 200), "");
    QCOMPARE(samples(engine),
        QByteArray("push_failure_time_seconds{job=\"a\"} 50\npush_time_seconds{job=\"a\"} 200\n")
            + (byPut ? "" : "x{job=\"a\"} 1\n"));
    QVERIFY(engine.hasGroup(kJob));
}

void TestEnginePushgateway::familiesWithoutSamples_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("of the same type") << QByteArray("# HELP x new\n# TYPE x counter\n");
    QTest::newRow("of another type") << QByteArray("# TYPE x gauge\n");
    QTest::newRow("with samples that a label drops") << QByteArray("# TYPE x gauge\nx{clearmode=\"drop\"} 1\n");
}

/// They are nothing: a POST leaves the family alone, a PUT replaces the group by what else it brings.
void TestEnginePushgateway::familiesWithoutSamples()
{
    QFETCH(QByteArray, body);
    const QByteArray before = "# HELP x old\n# TYPE x counter\nx{job=\"a\"} 1\n";
    Engine engine(asPushgateway());
    QCOMPARE(put(engine, kJob, before), "");
    if (!body.contains("drop")) {
        QCOMPARE(post(engine, kJob, body), "");
        QCOMPARE(shown(engine), before);
    }
    QCOMPARE(put(engine, kJob, body), "");
    QCOMPARE(shown(engine), "");
    QVERIFY(!engine.hasGroup(kJob));
}

void TestEnginePushgateway::putsTimesIntoTheGroup()
{
    Engine engine(asPushgateway());
    const LabelSet group{{"instance", "i"}, {"job", "a"}};
    QCOMPARE(post(engine, group, "x 1\n", 1000.5), "");
    const QByteArray wanted
        = "# HELP push_failure_time_seconds Last Unix time when changing this group in the Pushgateway failed.\n"
          "# TYPE push_failure_time_seconds gauge\n"
          "push_failure_time_seconds{instance=\"i\",job=\"a\"} 0\n"
          "# HELP push_time_seconds Last Unix time when changing this group in the Pushgateway succeeded.\n"
          "# TYPE push_time_seconds gauge\n"
          "push_time_seconds{instance=\"i\",job=\"a\"} 1000.5\n"
          "x{instance=\"i\",job=\"a\"} 1\n";
    QCOMPARE(shown(engine), wanted);
    QCOMPARE(post(engine, group, "x 1\n", 1001.5), "");
    QCOMPARE(put(engine, kOther, "x 1\n", 999), "");
    QCOMPARE(post(engine, group, "x 1\n", 900), ""); // the wall clock was set back
    QVERIFY(shown(engine).contains("push_time_seconds{instance=\"i\",job=\"a\"} 900\n"));
    QVERIFY(shown(engine).contains("push_time_seconds{job=\"b\"} 999\n"));
}

void TestEnginePushgateway::refusesTimesOfOthers()
{
    Engine engine(asPushgateway());
    QVERIFY(post(engine, kJob, "push_time_seconds 1\n", 1).contains("push_time_seconds"));
    QVERIFY(put(engine, kJob, "push_failure_time_seconds 1\n", 1).contains("push_failure_time_seconds"));
    QVERIFY(!engine.hasGroup(kJob));
}

/// Whatever rules say of gauges, a time is the last one.
void TestEnginePushgateway::timesFollowNoRule()
{
    auto rules = readRules("rules:\n  - match: '{__name__=~\".+\"}'\n    mode: sum\n");
    QVERIFY(rules);
    Engine engine(asPushgateway(), std::make_shared<RuleSet>(std::move(*rules)));
    QCOMPARE(post(engine, kJob, "x 1\n", 100), "");
    QCOMPARE(post(engine, kJob, "x 1\n", 200), "");
    QCOMPARE(
        samples(engine), "push_failure_time_seconds{job=\"a\"} 0\npush_time_seconds{job=\"a\"} 200\nx{job=\"a\"} 2\n");
}

void TestEnginePushgateway::addsAnEmptyInstance_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("wanted");
    QTest::newRow("where there is none") << QByteArray("x 1\n") << QByteArray("x{instance=\"\",job=\"a\"} 1\n");
    QTest::newRow("where the body's is empty")
        << QByteArray("x{instance=\"\"} 1\n") << QByteArray("x{instance=\"\",job=\"a\"} 1\n");
    QTest::newRow("not where the body has one")
        << QByteArray("x{instance=\"i\"} 1\n") << QByteArray("x{instance=\"i\",job=\"a\"} 1\n");
}

void TestEnginePushgateway::addsAnEmptyInstance()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, wanted);
    Engine engine(asPushgateway());
    QCOMPARE(post(engine, kJob, body), "");
    std::string out;
    SnapshotWriter text(engine.snapshot(Instant(0)), {});
    while (text.next(out, 1000)) { }
    QCOMPARE(QByteArray::fromStdString(out), wanted);
}

void TestEnginePushgateway::dryRunChangesNothing_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("gone"); ///< what the report says goes, by PUT
    QTest::newRow("another value") << QByteArray("# TYPE x counter\nx 7\n") << QByteArray("y");
    QTest::newRow("another type") << QByteArray("# TYPE x gauge\nx -7\n") << QByteArray("x y");
    QTest::newRow("something new") << QByteArray("z 7\n") << QByteArray("x y");
    QTest::newRow("nothing") << QByteArray() << QByteArray("x y");
}

void TestEnginePushgateway::dryRunChangesNothing()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, gone);
    Engine engine(asPushgateway());
    QCOMPARE(put(engine, kJob, "# HELP x help\n# TYPE x counter\nx 1\ny 2\n", 100), "");
    const QByteArray before = shown(engine);
    const EngineStats stats = engine.stats();
    PushOptions options;
    options.pushTime = 200;
    for (const Replaces replaces : {Replaces::Families, Replaces::Group}) {
        options.replaces = replaces;
        const auto report = engine.dryRun(kJob, view(body), Instant(0), options);
        QVERIFY(report);
        QCOMPARE(shown(engine), before);
        QCOMPARE(engine.stats().series, stats.series);
        QByteArrayList went;
        for (const MergeEntry& entry : report->entries) {
            if (entry.outcome == Outcome::FamilyReplaced)
                went += QByteArray::fromStdString(entry.family);
        }
        std::sort(went.begin(), went.end());
        if (replaces == Replaces::Group)
            QCOMPARE(went.join(' '), gone);
        else
            QVERIFY(!went.contains("y"));
    }
    QCOMPARE(put(engine, kJob, "# HELP x help\n# TYPE x counter\nx 1\ny 2\n", 100), "");
    QCOMPARE(shown(engine), before);
}

void TestEnginePushgateway::keepsHelpThatARetypedFamilyBringsAgain()
{
    for (const Replaces replaces : {Replaces::Families, Replaces::Group}) {
        Engine engine(asPushgateway());
        const QByteArray help = "# HELP x help\n";
        QCOMPARE(push(engine, kJob, help + "# TYPE x counter\nx{n=\"1\"} 1\n", replaces), "");
        // the line of HELP is recognised, that of TYPE is another
        QCOMPARE(push(engine, kJob, help + "# TYPE x gauge\nx{n=\"2\"} 2\n", replaces), "");
        QCOMPARE(shown(engine), "# HELP x help\n# TYPE x gauge\nx{job=\"a\",n=\"2\"} 2\n");
    }
}

void TestEnginePushgateway::groupsWithoutSeriesAreNone()
{
    Engine engine(asPushgateway());
    QVERIFY(!engine.hasGroup(kJob));
    QVERIFY(!put(engine, kJob, "x{\n", 1).isEmpty());
    QVERIFY(!put(engine, kJob, "# TYPE x counter\nx -1\n", 1).isEmpty());
    QVERIFY(!engine.hasGroup(kJob));
    QCOMPARE(put(engine, kJob, "", 1), "");
    QVERIFY(engine.hasGroup(kJob));
    engine.remove({{}, {}, kJob, {}}, Instant(0));
    QVERIFY(!engine.hasGroup(kJob));
}

QTEST_GUILESS_MAIN(TestEnginePushgateway)
#include "tst_engine_pushgateway.moc"
