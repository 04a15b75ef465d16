// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/aggregation/engine.h"
#include "core/aggregation/snapshot_writer.h"
#include "core/rules/rule_file.h"

#include <cmath>
#include <limits>

using namespace cairn;

namespace {

const LabelSet kJob{{"job", "a"}};

RuleSetPtr rulesOf(const QByteArray& yaml)
{
    auto rules = readRules(std::string_view(yaml.constData(), static_cast<std::size_t>(yaml.size())));
    if (rules)
        return std::make_shared<RuleSet>(std::move(*rules));
    QTest::qFail(rules.error().front().message.c_str(), __FILE__, __LINE__);
    return std::make_shared<RuleSet>();
}

QByteArray exposition(Engine& engine, Instant now = Instant(0))
{
    std::string out;
    SnapshotWriter text(engine.snapshot(now), {});
    while (text.next(out, 1000)) { }
    return QByteArray::fromStdString(out);
}

/// "" where the push was merged, else the error in one line.
QByteArray push(Engine& engine, const LabelSet& group, const QByteArray& body, Instant now = Instant(0))
{
    const auto result
        = engine.push(group, std::string_view(body.constData(), static_cast<std::size_t>(body.size())), now);
    return result ? QByteArray() : QByteArray::fromStdString(result.error().toString());
}

double valueOf(Engine& engine, const QByteArray& series, Instant now = Instant(0))
{
    for (const QByteArray& line : exposition(engine, now).split('\n')) {
        if (line.startsWith(series + ' '))
            return line.mid(series.size() + 1).toDouble();
    }
    return std::nan("");
}

} // namespace

class TestEngine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void merges_data();
    void merges();
    void refuses_data();
    void refuses();
    void mergesByRule_data();
    void mergesByRule();
    void limits_data();
    void limits();
    void changingBoundsAreLimited();
    void slidesWindows();
    void countsIncreaseOfEachSource();
    void baselinesEndWithTheirSeries();
    void keepsGroupsApart();
    void seriesExpireByRuleAndDefault();
    void changedLifetimesApplyAtOnce();
    void ruleOfAFoldedSeriesSurvivesAReload();
    void undoCombinesByMode_data();
    void undoCombinesByMode();
    void reportsWhatAPushDid();
    void dryRunChangesNothing();
    void dryRunForetellsWhatAnUpgradeTakesAway();
    void sumsStayExact();
    void sumsStayFinite();
    void orderDoesNotDependOnPushes();
    void longHistogramsBehindShortOnes();
    void forgetsBirthsWithTheirCounters();
    void foldsBesideManyHistograms();
    void scrapesKeepTheirTexts();
    void churnDoesNotGrow();
    void changingSpellingsDoNotGrow();
    void windowsOfSomeDoNotEndThoseOfOthers();
    void knownHistogramsKeepToTheMemoryOfWindows();
    void quantilesOfOneValueAreThatValue();
    void whatOnceBrokeStaysMended_data();
    void whatOnceBrokeStaysMended();
    void hugeCommentsAreNotKept();
    void emptyWindowsMakeRoom();
};

void TestEngine::merges_data()
{
    QTest::addColumn<QByteArrayList>("bodies");
    QTest::addColumn<QByteArray>("shown");
    const auto row = [](const char* name, std::initializer_list<QByteArray> bodies, const char* shown) {
        QTest::newRow(name) << QByteArrayList(bodies) << QByteArray(shown);
    };
    row("a gauge replaced by 5 and given 3 shows 8", {"a{clearmode=\"replace\"} 5\n", "a{clearmode=\"aggregate\"} 3\n"},
        "a{job=\"a\"} 8\n");
    row("plain modes work on one value: minimum and maximum too",
        {"a 5\n", "a{clearmode=\"min\"} 7\n", "a{clearmode=\"max\"} 9\n", "a{clearmode=\"sum\"} 1\n"},
        "a{job=\"a\"} 10\n");
    row("a change to mean starts afresh, and so does the change back",
        {"a 100\n", "a{clearmode=\"mean\"} 2\n", "a{clearmode=\"avg\"} 4\n", "a 1\n"}, "a{job=\"a\"} 1\n");
    row("the mean of all pushes", {"a{clearmode=\"mean\"} 2\n", "a{clearmode=\"mean\"} 5\n"}, "a{job=\"a\"} 3.5\n");
    row("how many times it was pushed", {"a{clearmode=\"count\"} NaN\n", "a{clearmode=\"count\"} 5\n"},
        "a{job=\"a\"} 2\n");
    row("family takes older series away", {"v{a=\"1\"} 1\nw 1\n", "v{a=\"2\",clearmode=\"family\"} 1\n"},
        "v{a=\"2\",job=\"a\"} 1\nw{job=\"a\"} 1\n");
    row("a dropped sample leaves nothing", {"a{clearmode=\"drop\"} 1\nb 2\n"}, "b{job=\"a\"} 2\n");
    row("an empty label value is no label", {"a{x=\"\"} 1\n", "a 2\n"}, "a{job=\"a\"} 3\n");
    row("path labels win over body labels (B9)", {"c{job=\"k\"} 1\n"}, "c{job=\"a\"} 1\n");
    row("bounds unite and stay monotone (B1)",
        {"# TYPE h histogram\nh_bucket{le=\"1\"} 5\nh_bucket{le=\"+Inf\"} 5\nh_count 5\n",
            "# TYPE h histogram\nh_bucket{le=\"2\"} 3\nh_bucket{le=\"+Inf\"} 3\nh_count 3\n"},
        "# TYPE h histogram\nh_bucket{job=\"a\",le=\"1\"} 5\nh_bucket{job=\"a\",le=\"2\"} 8\n"
        "h_bucket{job=\"a\",le=\"+Inf\"} 8\nh_count{job=\"a\"} 8\n");
    row("summaries add and lose their quantiles from the first push on (B2, B33)",
        {"# TYPE s summary\ns{quantile=\"0.5\"} 1\ns_sum 2\ns_count 3\n",
            "# TYPE s summary\ns{quantile=\"0.5\"} 1\ns_sum 2\ns_count 3\n"},
        "# TYPE s summary\ns_sum{job=\"a\"} 4\ns_count{job=\"a\"} 6\n");
    row("a replaced summary keeps its quantiles",
        {"# TYPE s summary\ns{quantile=\"0.5\",clearmode=\"last\"} NaN\ns_sum{clearmode=\"last\"} 2\n"},
        "# TYPE s summary\ns{job=\"a\",quantile=\"0.5\"} NaN\ns_sum{job=\"a\"} 2\n");
    row("a histogram without sum and count stays without sum (B3)",
        {"# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\n", "# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\n"},
        "# TYPE h histogram\nh_bucket{job=\"a\",le=\"+Inf\"} 2\nh_count{job=\"a\"} 2\n");
    row("an untyped family becomes a counter (B11)", {"a 1\n", "# TYPE a counter\na 2\n", "a 4\n"},
        "# TYPE a counter\na{job=\"a\"} 7\n");
    row("the earliest birth wins (B13)",
        {"# TYPE x_total counter\nx_total 1\n# TYPE x_created gauge\nx_created 1700\n",
            "# TYPE x_total counter\nx_total 1\n# TYPE x_created gauge\nx_created 1800\n",
            "# TYPE x_total counter\nx_total 1\n# TYPE x_created gauge\nx_created 1600\n"},
        "# TYPE x_created gauge\nx_created{job=\"a\"} 1600\n# TYPE x_total counter\nx_total{job=\"a\"} 3\n");
    row("unsorted buckets are sorted (B16)",
        {"# TYPE h histogram\nh_bucket{le=\"+Inf\"} 2\n",
            "# TYPE h histogram\nh_count 3\nh_bucket{le=\"+Inf\"} 3\nh_bucket{le=\"1\"} 2\n"},
        "# TYPE h histogram\nh_bucket{job=\"a\",le=\"1\"} 2\nh_bucket{job=\"a\",le=\"+Inf\"} 5\nh_count{job=\"a\"} "
        "5\n");
    row("a gauge changes to a window (B17)", {"# TYPE g gauge\ng 1\n", "# TYPE g gauge\ng{clearmode=\"mean5m\"} 2\n"},
        "# TYPE g gauge\ng{job=\"a\"} 2\n");
    row("a second series of a window's family (B17)",
        {"g{clearmode=\"sum5m\"} 1\n", "g{b=\"c\",clearmode=\"sum5m\"} 2\n", "g{b=\"c\",clearmode=\"sum5m\"} 2\n"},
        "g{b=\"c\",job=\"a\"} 4\ng{job=\"a\"} 1\n");
    row("a counter that can fall is a gauge", {"# TYPE c counter\nc{clearmode=\"sum5m\"} 1\n"},
        "# TYPE c gauge\nc{job=\"a\"} 1\n");
    row("a minimum can fall", {"# TYPE c counter\nc{clearmode=\"min\"} 1\nc{x=\"y\"} 1\n"},
        "# TYPE c gauge\nc{job=\"a\"} 1\nc{job=\"a\",x=\"y\"} 1\n");
    row("the last HELP that says something wins",
        {"# HELP a first\na 1\n", "# HELP a second\\nline\na 1\n", "# HELP a \na 1\n"},
        "# HELP a second\\nline\na{job=\"a\"} 3\n");
    row("a HELP line seen before counts again",
        {"# HELP a x\n# TYPE a counter\na 1\n", "# HELP a y\na 1\n", "# HELP a x\n# TYPE a counter\na 1\n"},
        "# HELP a x\n# TYPE a counter\na{job=\"a\"} 3\n");
    row("an untyped info is a constant", {"build_info 1\n", "build_info 1\n"}, "build_info{job=\"a\"} 1\n");
    row("minus zero survives", {"# TYPE g gauge\ng -0\n"}, "# TYPE g gauge\ng{job=\"a\"} -0\n");
    row("a replaced gauge may be anything", {"# TYPE g gauge\ng NaN\ng{x=\"y\"} -Inf\n"},
        "# TYPE g gauge\ng{job=\"a\"} NaN\ng{job=\"a\",x=\"y\"} -Inf\n");
    row("a name may end like a histogram's where there is none", {"x_count 1\n# TYPE x_sum gauge\nx_sum 2\n"},
        "x_count{job=\"a\"} 1\n# TYPE x_sum gauge\nx_sum{job=\"a\"} 2\n");
}

void TestEngine::merges()
{
    QFETCH(QByteArrayList, bodies);
    QFETCH(QByteArray, shown);
    Engine engine({});
    for (const QByteArray& body : bodies)
        QCOMPARE(push(engine, kJob, body), QByteArray());
    QCOMPARE(exposition(engine), shown);
}

void TestEngine::refuses_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<int>("line");
    const auto row = [](const char* name, const char* before, const char* body, const char* reason, int line) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(body) << QByteArray(reason) << line;
    };
    row("a part of a push before another type (B4)", "# TYPE b counter\nb 1\n", "a 1\n# TYPE b gauge\nb 1\n",
        "type_conflict", 2);
    row("a part of a push before a bad summary (B33)", "", "a 1\n# TYPE s summary\ns{quantile=\"0.5\"} 1\n", "value",
        3);
    row("quantiles alone (B3)", "", "# TYPE s summary\ns{quantile=\"0.5\"} 1\n", "value", 2);
    row("a falling counter (B6)", "", "# TYPE c counter\nc -5\n", "value", 2);
    row("a counter of NaN (B6)", "", "# TYPE c counter\nc NaN\n", "value", 2);
    row("an infinite counter", "", "# TYPE c counter\nc +Inf\n", "value", 2);
    row("a known counter of NaN (B6)", "# TYPE c counter\nc 1\n", "# TYPE c counter\nc NaN\n", "value", 2);
    row("NaN in a sum", "", "ok 1\nx NaN\n", "value", 2);
    row("a negative bucket (B7)", "", "# TYPE h histogram\nh_bucket{le=\"1\"} -1\nh_bucket{le=\"+Inf\"} 1\n", "value",
        2);
    row("decreasing buckets, at the one that fell", "",
        "# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\n", "value", 3);
    row("decreasing buckets of a known histogram",
        "# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 1\n",
        "# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\n", "value", 3);
    row("decreasing buckets, written the other way round", "",
        "# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_bucket{le=\"1\"} 2\nh_count 1\n", "value", 2);
    row("+Inf is not the count, at the count", "", "# TYPE h histogram\nh_bucket{le=\"+Inf\"} 2\nh_count 3\n", "value",
        3);
    row("the count of a histogram is negative", "", "# TYPE h histogram\nh_sum 1\nh_count -3\n", "value", 3);
    row("neither +Inf nor count", "", "# TYPE h histogram\nh_bucket{le=\"1\"} 2\n", "value", 2);
    row("the sum of a histogram is NaN", "", "# TYPE h histogram\nh_sum NaN\nh_count 3\n", "value", 2);
    row("one bound in two spellings", "", "# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"1.0\"} 2\n",
        "duplicate", 3);
    row("a quantile above one", "", "# TYPE s summary\ns{quantile=\"1.5\"} 2\n", "label", 2);
    row("the same path label names in body and path make one series twice", "", "c{job=\"x\"} 1\nc{job=\"y\"} 2\n",
        "duplicate", 2);
    row("a series twice", "", "c 1\nd 1\nc 2\n", "duplicate", 3);
    row("a series twice in another order of labels", "", "c{a=\"1\",b=\"2\"} 1\nc{b=\"2\",a=\"1\"} 2\n", "duplicate",
        2);
    row("a series twice in another escape", "", "c{a=\"\\\\n\"} 1\nc{a=\"\\\\n\"} 1\n", "duplicate", 2);
    row("a known series twice", "c 1\n", "c 1\nc 1\n", "duplicate", 2);
    row("an empty label and none", "", "a{x=\"\"} 1\na 1\n", "duplicate", 2);
    row("a counter under a histogram's count (B10)", "# TYPE x histogram\nx_count 1\n",
        "# TYPE x_count counter\nx_count 1\n", "type_conflict", 2);
    row("a histogram over a counter's name (B10)", "# TYPE x_count counter\nx_count 1\n",
        "# TYPE x histogram\nx_bucket{le=\"+Inf\"} 1\n", "type_conflict", 2);
    row("both of these in one push (B10)", "",
        "# TYPE x histogram\nx_sum 1\nx_count 1\n# TYPE x_count counter\nx_count 1\n", "type_conflict", 4);
    row("a counter beside its own total", "# TYPE x counter\nx 1\n", "# TYPE x_total counter\nx_total 1\n",
        "type_conflict", 2);
    row("an upgrade to a counter beside its own total", "# TYPE x counter\nx 1\nx_total 1\n",
        "# TYPE x_total counter\nx_total 1\n", "type_conflict", 2);
    row("another type than the first (B11)", "# TYPE a counter\na 1\n", "# TYPE a gauge\na 1\n", "type_conflict", 1);
    row("a histogram without its TYPE line", "# TYPE h histogram\nh_count 1\n", "h_count 1\n", "type_conflict", 1);
    row("a second TYPE line", "", "# TYPE a counter\n# TYPE a counter\na 1\n", "type_conflict", 2);
    row("a second TYPE line of a known family", "# TYPE a counter\na 1\n", "# TYPE a counter\n# TYPE a counter\na 1\n",
        "type_conflict", 2);
    row("a second HELP line", "", "# HELP a b\n# HELP a b\na 1\n", "type_conflict", 2);
    row("TYPE after samples", "", "a 1\n# TYPE a counter\n", "type_conflict", 2);
    row("TYPE after known samples", "# TYPE a counter\na 1\n", "a 1\n# TYPE a counter\n", "type_conflict", 2);
    row("a timestamp (B12, B32)", "", "c_total 1 1000\n", "syntax", 1);
    row("le as a label of a histogram's sum (B24)", "", "# TYPE h histogram\nh_sum{le=\"1\"} 2\nh_count 1\n", "label",
        2);
    row("a label that begins with two underscores (B24)", "", "a{__name__=\"b\"} 1\n", "syntax", 1);
    row("an unknown mode", "", "a{clearmode=\"often\"} 1\n", "mode", 1);
    row("a mode that histograms do not know", "", "# TYPE h histogram\nh_count{clearmode=\"mean\"} 1\n", "mode", 2);
    row("our own prefix", "", "cairn_x 1\n", "label", 1);
}

void TestEngine::refuses()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, reason);
    QFETCH(int, line);
    Engine engine({});
    for (int i = 0; i < 2 && !before.isEmpty(); ++i)
        QCOMPARE(push(engine, kJob, before), QByteArray());
    const QByteArray shown = exposition(engine);
    const auto result = engine.push(kJob, body.toStdString(), Instant(0));
    QVERIFY(!result);
    const PushError& error = result.error();
    QVERIFY2(toString(error.reason) == reason.toStdString(), error.toString().c_str());
    QVERIFY2(error.line == line, error.toString().c_str());
    QVERIFY2(!error.text.empty() && body.split('\n').at(line - 1).startsWith(QByteArray::fromStdString(error.text)),
        error.toString().c_str());
    QVERIFY2(!error.message.empty() && error.message.find('\n') == std::string::npos, error.toString().c_str());
    QCOMPARE(exposition(engine), shown);
    const auto foretold = engine.dryRun(kJob, body.toStdString(), Instant(0));
    QVERIFY(!foretold);
    QCOMPARE(foretold.error().toString(), error.toString());
}

void TestEngine::mergesByRule_data()
{
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QByteArrayList>("bodies");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("series that lose a label merge inside the push (B25)")
        << QByteArray("rules: [{match: c, drop_labels: [i]}]")
        << QByteArrayList{"# TYPE c counter\nc{i=\"a\"} 1\nc{i=\"b\"} 2\n"}
        << QByteArray("# TYPE c counter\nc{job=\"a\"} 3\n");
    QTest::newRow("a mean counts each line that folds")
        << QByteArray("rules: [{match: c, mode: mean, drop_labels: [i]}]")
        << QByteArrayList{"c{i=\"a\"} 1\nc{i=\"b\"} 2\n"} << QByteArray("c{job=\"a\"} 1.5\n");
    QTest::newRow("totals of one source that fold are one total")
        << QByteArray("rules: [{match: c, mode: increase, per: [pod], drop_labels: [i]}]")
        << QByteArrayList{"c{pod=\"1\",i=\"a\"} 1\nc{pod=\"1\",i=\"b\"} 2\nc{pod=\"2\"} 10\n",
               "c{pod=\"1\",i=\"a\"} 2\nc{pod=\"1\",i=\"b\"} 4\nc{pod=\"2\"} 10\n"}
        << QByteArray("c{job=\"a\"} 16\n");
    QTest::newRow("a folded line may come to a series that stands alone, in either order")
        << QByteArray("rules: [{match: 'c{i!=\"\"}', drop_labels: [i]}]")
        << QByteArrayList{"c{i=\"a\"} 1\nc 2\n", "c 4\nc{i=\"a\"} 8\n"} << QByteArray("c{job=\"a\"} 15\n");
    QTest::newRow("the first rule that matches wins")
        << QByteArray("rules: [{match: 'c{i=\"a\"}', mode: max}, {match: c, mode: last}]")
        << QByteArrayList{"c{i=\"a\"} 5\nc 5\n", "c{i=\"a\"} 3\nc 3\n"}
        << QByteArray("c{i=\"a\",job=\"a\"} 5\nc{job=\"a\"} 3\n");
    QTest::newRow("a rule sees path labels") << QByteArray("rules: [{match: '{job=\"a\"}', mode: last}]")
                                             << QByteArrayList{"c 5\n", "c 3\n"} << QByteArray("c{job=\"a\"} 3\n");
    QTest::newRow("a label overrides the mode of a rule, and only that")
        << QByteArray("rules: [{match: c, mode: last, drop_labels: [i]}]")
        << QByteArrayList{"c{i=\"a\",clearmode=\"sum\"} 5\n", "c{i=\"b\",clearmode=\"sum\"} 3\n"}
        << QByteArray("c{job=\"a\"} 8\n");
    QTest::newRow("a rule without a mode takes the profile's and ends the search")
        << QByteArray("rules: [{match: c}, {match: c, mode: last}]") << QByteArrayList{"c 5\n", "c 3\n"}
        << QByteArray("c{job=\"a\"} 8\n");
}

void TestEngine::mergesByRule()
{
    QFETCH(QByteArray, rules);
    QFETCH(QByteArrayList, bodies);
    QFETCH(QByteArray, shown);
    Engine engine({}, rulesOf(rules));
    for (const QByteArray& body : bodies)
        QCOMPARE(push(engine, kJob, body), QByteArray());
    QCOMPARE(exposition(engine), shown);
}

void TestEngine::limits_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("a name") << QByteArray(21, 'a') + " 1\n" << QByteArray("length");
    QTest::newRow("a label's name") << "a{" + QByteArray(21, 'a') + "=\"1\"} 1\n" << QByteArray("length");
    QTest::newRow("a label's value") << "a{a=\"" + QByteArray(31, 'a') + "\"} 1\n" << QByteArray("length");
    QTest::newRow("a help") << "# HELP a " + QByteArray(41, 'a') + "\na 1\n" << QByteArray("length");
    QTest::newRow("labels") << QByteArray("a{a=\"1\",b=\"1\",c=\"1\"} 1\n") << QByteArray("length");
    QTest::newRow("buckets") << QByteArray("# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"2\"} 1\n"
                                           "h_bucket{le=\"3\"} 1\nh_bucket{le=\"4\"} 1\nh_count 1\n")
                             << QByteArray("length");
    QTest::newRow("series of a push") << QByteArray(
        "a{n=\"1\"} 1\nb{n=\"1\"} 1\nb{n=\"2\"} 1\nc{n=\"1\"} 1\nc{n=\"2\"} 1\n")
                                      << QByteArray("series_limit");
    QTest::newRow("series of a family") << QByteArray("a{n=\"1\"} 1\na{n=\"2\"} 1\na{n=\"3\"} 1\n")
                                        << QByteArray("series_limit");
    QTest::newRow("series of a rule") << QByteArray("r{n=\"1\"} 1\nr{n=\"2\"} 1\n") << QByteArray("series_limit");
    QTest::newRow("series of a group") << QByteArray("b{n=\"1\"} 1\nb{n=\"2\"} 1\nc 1\nr 1\n")
                                       << QByteArray("series_limit");
    QTest::newRow("families") << QByteArray("b 1\nc 1\nd 1\ne 1\n") << QByteArray("series_limit");
}

void TestEngine::limits()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, reason);
    EngineOptions options;
    options.limits = {20, 30, 40, 2, 3, 4, 4, 2, 10, 4, 1000};
    Engine engine(options, rulesOf("rules: [{match: r, max_series: 1}]"));
    QCOMPARE(push(engine, {}, "a 1\n"), QByteArray());
    const QByteArray error = push(engine, {}, body);
    const auto again = engine.push({}, body.toStdString(), Instant(0));
    QVERIFY(!again);
    QCOMPARE(QByteArray::fromStdString(std::string(toString(again.error().reason))), reason);
    QCOMPARE(exposition(engine), QByteArray("a 1\n"));
    QCOMPARE(push(engine, {}, "a 1\n"), QByteArray()); // what is there goes on
    QCOMPARE(exposition(engine), QByteArray("a 2\n"));
    QCOMPARE(engine.stats().series, 1u);
}

/// A client whose bounds are others each time must not widen a histogram without end.
void TestEngine::changingBoundsAreLimited()
{
    EngineOptions options;
    options.limits.bucketsPerHistogram = 10;
    Engine engine(options);
    int merged = 0;
    for (int bound = 1; bound <= 30; ++bound) {
        const QByteArray body
            = "# TYPE h histogram\nh_bucket{le=\"" + QByteArray::number(bound) + "\"} 1\nh_bucket{le=\"+Inf\"} 1\n";
        merged += push(engine, {}, body).isEmpty() ? 1 : 0;
    }
    QCOMPARE(merged, 10);
    QCOMPARE(push(engine, {}, "# TYPE h histogram\nh_bucket{le=\"5\"} 1\nh_bucket{le=\"+Inf\"} 1\n"), QByteArray());
    QCOMPARE(valueOf(engine, "h_count"), 11.0);
}

void TestEngine::slidesWindows()
{
    Engine engine({});
    for (int i = 0; i < 1000; ++i) // ten minutes of a push each 0.6 s (B18)
        QCOMPARE(push(engine, {}, "s{clearmode=\"sum1m\"} 1\nl{clearmode=\"mean1h30m\"} 2\n", Instant(600 * i)),
            QByteArray());
    const Instant end(600 * 999);
    QCOMPARE(valueOf(engine, "s", end), 100.0);
    QCOMPARE(valueOf(engine, "s", end + std::chrono::seconds(30)), 50.0);
    QCOMPARE(valueOf(engine, "s", end + std::chrono::hours(24)), 0.0);
    QCOMPARE(valueOf(engine, "l", end + std::chrono::minutes(79)), 2.0);
    QVERIFY(std::isnan(valueOf(engine, "l", end + std::chrono::minutes(91)))); // not 130 minutes
    QCOMPARE(valueOf(engine, "s", end), 100.0); // a scrape takes nothing away
}

void TestEngine::countsIncreaseOfEachSource()
{
    Engine engine({}, rulesOf("rules: [{match: '{__name__=~\"c|h\"}', mode: increase, per: [pod]}]"));
    const auto total = [&](const QByteArray& body) { QCOMPARE(push(engine, kJob, body), QByteArray()); };
    total("# TYPE c counter\nc{pod=\"1\"} 10\n");
    QCOMPARE(valueOf(engine, "c{job=\"a\"}"), 10.0); // a first total counts in full
    total("# TYPE c counter\nc{pod=\"1\"} 15\n");
    total("# TYPE c counter\nc{pod=\"2\"} 100\n");
    QCOMPARE(valueOf(engine, "c{job=\"a\"}"), 115.0);
    total("# TYPE c counter\nc{pod=\"1\"} 3\n"); // began again
    QCOMPARE(valueOf(engine, "c{job=\"a\"}"), 118.0);
    engine.remove({}, Instant(0));
    total("# TYPE c counter\nc{pod=\"1\"} 5\n"); // baselines survive a reset
    QCOMPARE(valueOf(engine, "c{job=\"a\"}"), 2.0);
    total("# TYPE h histogram\nh_bucket{le=\"1\"} 5\nh_bucket{le=\"+Inf\"} 9\nh_sum 7\n");
    total("# TYPE h histogram\nh_bucket{le=\"1\"} 4\nh_bucket{le=\"+Inf\"} 20\nh_sum 8\n"); // one bucket fell
    QCOMPARE(valueOf(engine, "h_count{job=\"a\"}"), 29.0);
    QCOMPARE(valueOf(engine, "h_sum{job=\"a\"}"), 15.0);
}

void TestEngine::baselinesEndWithTheirSeries()
{
    using std::chrono::hours;
    Engine engine(
        {}, rulesOf("rules: [{match: long, mode: increase, ttl: 72h}, {match: short, mode: increase, ttl: 1h}]"));
    const QByteArray body = "# TYPE long counter\nlong 100\n# TYPE short counter\nshort 100\n";
    QCOMPARE(push(engine, {}, body, Instant(0)), QByteArray());
    engine.expire(hours(2));
    QCOMPARE(push(engine, {}, "# TYPE short counter\nshort 101\n", hours(2)), QByteArray());
    QCOMPARE(valueOf(engine, "short", hours(2)), 101.0); // a source that is forgotten counts in full
    engine.expire(hours(30));
    QCOMPARE(push(engine, {}, "# TYPE long counter\nlong 110\n", hours(30)), QByteArray());
    QCOMPARE(valueOf(engine, "long", hours(30)), 110.0); // one that lives counts what it grew
}

void TestEngine::keepsGroupsApart()
{
    Engine engine({});
    const QByteArray body = "v{clearmode=\"family\"} 1\n";
    QCOMPARE(push(engine, {{"job", "a"}}, body), QByteArray());
    QCOMPARE(push(engine, {{"job", "b"}}, body), QByteArray());
    QCOMPARE(exposition(engine), QByteArray("v{job=\"a\"} 1\nv{job=\"b\"} 1\n")); // B31
    // The same series from two groups belongs to the one that made it.
    QCOMPARE(push(engine, {{"job", "a"}, {"pod", "1"}}, "w 1\n"), QByteArray());
    QCOMPARE(push(engine, {{"job", "a"}}, "w{pod=\"1\"} 1\n"), QByteArray());
    Removal second;
    second.group = LabelSet{{"job", "a"}};
    QCOMPARE(engine.remove(second, Instant(0)).series.size(), 1u);
    QCOMPARE(exposition(engine), QByteArray("v{job=\"b\"} 1\nw{job=\"a\",pod=\"1\"} 2\n"));
    QCOMPARE(engine.remove(second, Instant(0)).series.size(), 0u);
    QCOMPARE(engine.stats().groups, 2u);
}

void TestEngine::seriesExpireByRuleAndDefault()
{
    EngineOptions options;
    options.seriesTtl = std::chrono::seconds(10);
    Engine engine(options, rulesOf("rules: [{match: short, ttl: 2s}, {match: ever, ttl: 0s}]"));
    QCOMPARE(push(engine, {}, "short 1\never 1\nmiddle 1\n", Instant(1999)), QByteArray());
    QCOMPARE(engine.expire(Instant(3999)), 0u); // never early, though seconds are counted
    QCOMPARE(engine.expire(Instant(5000)), 1u);
    QCOMPARE(push(engine, {}, "middle 1\n", Instant(9000)), QByteArray());
    QCOMPARE(engine.expire(Instant(15000)), 0u);
    QCOMPARE(engine.expire(Instant(25000)), 1u);
    QCOMPARE(exposition(engine), QByteArray("ever 1\n"));
    QCOMPARE(
        push(engine, {}, "# TYPE short histogram\nshort_count 1\n", Instant(26000)), QByteArray()); // the name is free
}

void TestEngine::changedLifetimesApplyAtOnce()
{
    Engine engine({});
    QCOMPARE(push(engine, {}, "a 1\n"), QByteArray());
    QCOMPARE(engine.expire(std::chrono::hours(1000)), 0u);
    engine.setRules(rulesOf("rules: [{match: a, ttl: 1h}]"));
    QCOMPARE(engine.expire(std::chrono::hours(1000)), 1u);
}

void TestEngine::ruleOfAFoldedSeriesSurvivesAReload()
{
    const RuleSetPtr rules = rulesOf("rules: [{match: 'a{pod=~\".+\"}', drop_labels: [pod], ttl: 1m}]");
    Engine engine({}, rules);
    engine.setRules(rules);
    QCOMPARE(push(engine, {}, "a{pod=\"1\"} 1\n"), QByteArray());
    engine.setRules(rules);
    QCOMPARE(push(engine, {}, "a{pod=\"1\"} 1\n"), QByteArray());
    QCOMPARE(engine.expire(std::chrono::minutes(2)), 1u);
}

void TestEngine::undoCombinesByMode_data()
{
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<double>("combined");
    QTest::newRow("sums add") << QByteArray("sum") << 12.0;
    QTest::newRow("counts add") << QByteArray("count") << 3.0;
    QTest::newRow("the minimum of both") << QByteArray("min") << 3.0;
    QTest::newRow("the maximum of both") << QByteArray("max") << 5.0;
    QTest::newRow("means by their numbers") << QByteArray("mean") << 4.0;
    QTest::newRow("windows slot by slot") << QByteArray("sum1m") << 12.0;
    QTest::newRow("what was replaced stays away") << QByteArray("last") << 4.0;
}

void TestEngine::undoCombinesByMode()
{
    QFETCH(QByteArray, mode);
    QFETCH(double, combined);
    Engine engine({});
    const auto put = [&](const QByteArray& value) {
        QCOMPARE(push(engine, {}, "# TYPE a gauge\na{clearmode=\"" + mode + "\"} " + value + '\n'), QByteArray());
    };
    put("5");
    put("3");
    const double before = valueOf(engine, "a");
    const RemovedSet removed = engine.remove({}, Instant(0));
    QCOMPARE(exposition(engine), QByteArray());
    QCOMPARE(engine.restore(removed, Instant(0)), 1u);
    QCOMPARE(valueOf(engine, "a"), before);
    engine.remove({}, Instant(0));
    put("4");
    engine.restore(removed, Instant(0));
    QCOMPARE(valueOf(engine, "a"), combined);
}

void TestEngine::reportsWhatAPushDid()
{
    Engine engine({}, rulesOf("rules: [{name: largest, match: m, mode: max}]"));
    QCOMPARE(push(engine, {}, "# TYPE c counter\nc 1\nm 5\n# TYPE g gauge\ng 2\nf{x=\"1\"} 1\n"), QByteArray());
    const auto report = engine.pushExplained({},
        "# TYPE c counter\nc 2\nm 3\n# TYPE g gauge\ng 7\nf{x=\"2\",clearmode=\"family\"} 9\nd{clearmode=\"drop\"} 1\n",
        Instant(0));
    QVERIFY(report.has_value());
    QByteArrayList told;
    for (const MergeEntry& entry : report->entries) {
        const auto number = [](const ReportedValue& value) {
            return value.number ? QByteArray::number(*value.number) : QByteArray("-");
        };
        told << QByteArray::fromStdString(entry.family + '{' + entry.labels + "} " + toString(entry.mode) + " by "
                    + std::string(toString(entry.reason)) + entry.rule + ", line " + std::to_string(entry.line) + ", "
                    + std::string(toString(entry.outcome)) + ": ")
                + number(entry.before) + ' ' + number(entry.pushed) + ' ' + number(entry.after);
    }
    QCOMPARE(told.join('\n'),
        QByteArray("c{} aggregate by profile, line 2, added: 1 2 3\n"
                   "m{} max by rulelargest, line 3, kept: 5 3 5\n"
                   "g{} replace by profile, line 5, replaced: 2 7 7\n"
                   "f{x=\"2\"} family by label, line 6, created: - 9 9\n"
                   "d{} drop by label, line 7, dropped: - 1 -\n"
                   "f{x=\"1\"} family by label, line 6, family-replaced: 1 - -"));
}

void TestEngine::dryRunChangesNothing()
{
    Engine engine({}, rulesOf("rules: [{match: c, mode: increase}, {match: w, mode: 'p50:1m'}]"));
    const std::string body
        = "# TYPE c counter\nc 10\nw 1\n# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 1\nh_sum 0.1\n";
    for (int i = 0; i < 3; ++i)
        QVERIFY(engine.push({}, body, Instant(0)).has_value());
    const QByteArray shown = exposition(engine);
    const EngineStats before = engine.stats();
    QVERIFY(engine
                .dryRun({{"new", "group"}},
                    body + "# TYPE n gauge\nn 1\nh_bucket{x=\"y\",le=\"2\"} 4\nh_count{x=\"y\"} 5\n", Instant(1000))
                .has_value());
    QCOMPARE(exposition(engine), shown);
    const EngineStats after = engine.stats();
    QCOMPARE(after.series, before.series);
    QCOMPARE(after.families, before.families);
    QCOMPARE(after.groups, before.groups);
    QCOMPARE(after.sideBytes, before.sideBytes);
    QCOMPARE(after.boundsUnited, before.boundsUnited);
}

void TestEngine::dryRunForetellsWhatAnUpgradeTakesAway()
{
    Engine engine({});
    QVERIFY(engine.push(kJob, "f{x=\"1\"} 1\n", Instant(0)));
    const std::string body = "# TYPE f gauge\nf{x=\"2\",clearmode=\"family\"} 2\n";
    const auto foretold = engine.dryRun(kJob, body, Instant(0));
    const auto report = engine.pushExplained(kJob, body, Instant(0));
    QVERIFY(foretold && report);
    QVERIFY(foretold->entries == report->entries);
    QVERIFY(report->entries.back().outcome == Outcome::FamilyReplaced);
    QVERIFY(report->entries.back().type == MetricType::Untyped); // as it was
}

void TestEngine::sumsStayExact()
{
    Engine engine({});
    for (int i = 0; i < 1'000'000; ++i)
        static_cast<void>(engine.push({}, "a 0.1\n", Instant(0)));
    QCOMPARE(exposition(engine), QByteArray("a 100000\n"));
    QCOMPARE(push(engine, {}, "b 9007199254740991\n"), QByteArray());
    QCOMPARE(push(engine, {}, "b 1\n"), QByteArray());
    QCOMPARE(exposition(engine), QByteArray("a 100000\nb 9.007199254740992e+15\n"));
}

void TestEngine::sumsStayFinite()
{
    Engine engine({});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(
            push(engine, {}, "a 1.7e308\nb -1.7e308\n# TYPE h histogram\nh_sum 1.7e308\nh_count 1\n"), QByteArray());
    QCOMPARE(valueOf(engine, "a"), std::numeric_limits<double>::max());
    QCOMPARE(valueOf(engine, "b"), std::numeric_limits<double>::lowest());
    QCOMPARE(valueOf(engine, "h_sum"), std::numeric_limits<double>::max());
}

void TestEngine::orderDoesNotDependOnPushes()
{
    QByteArrayList lines;
    for (int i = 0; i < 50; ++i)
        lines << "f" + QByteArray::number(i % 5) + "{l=\"" + QByteArray::number(i * 7919 % 101) + "\"} 1\n";
    Engine forth({});
    Engine back({});
    for (const QByteArray& line : lines) {
        QCOMPARE(push(forth, {}, line), QByteArray());
        exposition(forth); // orders made on the way are kept and used
    }
    for (auto line = lines.crbegin(); line != lines.crend(); ++line)
        QCOMPARE(push(back, {}, *line), QByteArray());
    QCOMPARE(exposition(forth), exposition(back));
}

/// One client's histogram ends before `_count`, another's goes on with it: both are whole.
void TestEngine::longHistogramsBehindShortOnes()
{
    Engine engine({});
    const QByteArray brief = "# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\n";
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(push(engine, {}, brief), QByteArray());
        QCOMPARE(push(engine, {}, brief + "h_count 1\n"), QByteArray());
    }
    QCOMPARE(valueOf(engine, "h_count"), 6.0);
    // A gauge's line is not that of a summary that comes under its name.
    QCOMPARE(push(engine, {}, "# TYPE s_sum gauge\ns_sum 1\n"), QByteArray());
    QVERIFY(push(engine, {}, "# TYPE s summary\ns_sum 5\ns_count 5\n").contains("same names"));
    QCOMPARE(valueOf(engine, "s_sum"), 1.0);
}

/// A birth that is known to be the earliest may be replaced by anything once its counter is gone.
void TestEngine::forgetsBirthsWithTheirCounters()
{
    EngineOptions options;
    options.seriesTtl = std::chrono::seconds(60);
    Engine engine(options);
    const QByteArray birth = "# TYPE x_created gauge\nx_created ";
    for (int i = 0; i < 2; ++i)
        QCOMPARE(push(engine, {}, "# TYPE x counter\nx 1\n" + birth + "5\n"), QByteArray());
    QCOMPARE(push(engine, {}, birth + "7\n"), QByteArray());
    QCOMPARE(valueOf(engine, "x_created"), 5.0);
    QCOMPARE(engine.expire(std::chrono::minutes(5)), 2u);
    QCOMPARE(push(engine, {}, "x_created NaN\n"),
        QByteArray("line 1: expected a finite value, for it is summed, found "
                   "one that is not: x_created NaN"));
    QCOMPARE(push(engine, {}, birth + "NaN\n", std::chrono::minutes(5)), QByteArray());
}

/// Keys of folded lines and of histograms once met where a push had more than two hundred families.
void TestEngine::foldsBesideManyHistograms()
{
    Engine engine({}, rulesOf("rules: [{match: '{__name__=~\"f.*\"}', drop_labels: [x]}]"));
    QByteArray body;
    for (int i = 0; i < 250; ++i)
        body += "# TYPE h" + QByteArray::number(i) + " histogram\n# TYPE f" + QByteArray::number(i) + " counter\n";
    for (int i = 0; i < 250; ++i)
        body += "f" + QByteArray::number(i) + " 1\n";
    for (int i = 0; i < 250; ++i)
        body += "h" + QByteArray::number(i) + "_count 1\n";
    QCOMPARE(push(engine, {}, body), QByteArray());
    QCOMPARE(engine.stats().series, 500u);
}

/// What a scrape under way shows must not be taken for other series, however much comes and goes beside it.
void TestEngine::scrapesKeepTheirTexts()
{
    Engine engine({});
    QCOMPARE(push(engine, {}, "a{x=\"before\"} 1\na{x=\"too\"} 1\n"), QByteArray());
    SnapshotWriter scrape(engine.snapshot(Instant(0)), {});
    for (int round = 0; round < 3; ++round) {
        engine.remove({}, Instant(0));
        engine.setRules(std::make_shared<RuleSet>());
        engine.expire(Instant(0));
        QCOMPARE(push(engine, {}, "a{x=\"after\"} 2\nb{y=\"new\"} 2\nb{z=\"new\"} 2\n"), QByteArray());
    }
    std::string out;
    while (scrape.next(out, 1)) { }
    QCOMPARE(out, std::string("a{x=\"before\"} 1\na{x=\"too\"} 1\n"));
}

/// Series that come and go leave nothing behind: ids, texts, groups, families and known lines are used again.
void TestEngine::churnDoesNotGrow()
{
    Engine engine({});
    std::uint64_t knownAtMost = 0;
    for (int round = 0; round < 60; ++round) {
        std::string body;
        for (int i = 0; i < 5000; ++i)
            body += "f" + std::to_string(round) + "{i=\"" + std::to_string(i) + "\",r=\"" + std::to_string(round)
                + "\"} 1\n";
        QVERIFY(engine.push({{"round", std::to_string(round)}}, body, Instant(0)).has_value());
        QCOMPARE(engine.stats().series, 5000u);
        QCOMPARE(engine.stats().families, 1u);
        QCOMPARE(engine.stats().groups, 1u);
        knownAtMost = std::max(knownAtMost, engine.stats().knownLines);
        engine.remove({}, Instant(0));
        engine.expire(Instant(0));
    }
    QVERIFY2(knownAtMost < 160'000, std::to_string(knownAtMost).c_str());
    QCOMPARE(engine.stats().sideBytes, 0u);
}

void TestEngine::changingSpellingsDoNotGrow()
{
    Engine engine({});
    std::uint64_t knownAtMost = 0;
    for (int push = 0; push < 300; ++push) {
        std::string body;
        for (int i = 0; i < 1000; ++i)
            body += "d{id=\"" + std::to_string(push * 1000 + i) + "\",clearmode=\"drop\"} 1\n";
        body += "a 1\n";
        QVERIFY(engine.push({}, body, Instant(0)).has_value());
        knownAtMost = std::max(knownAtMost, engine.stats().knownLines);
    }
    QVERIFY2(knownAtMost < 160'000, std::to_string(knownAtMost).c_str());
    QCOMPARE(exposition(engine), QByteArray("a 300\n"));
}

/// Once so many different windows had been named, no other was taken until the gateway was started anew.
void TestEngine::windowsOfSomeDoNotEndThoseOfOthers()
{
    Engine engine({});
    for (int i = 1; i < 5000; ++i)
        QCOMPARE(push(engine, {}, "g{clearmode=\"sum" + QByteArray::number(i) + "s\"} 1\n"), QByteArray());
    QCOMPARE(valueOf(engine, "g"), 1.0);
}

/// Recognised histograms passed the limit that new ones kept to.
void TestEngine::knownHistogramsKeepToTheMemoryOfWindows()
{
    EngineOptions options;
    options.limits.sideBytes = 4096;
    Engine engine(options);
    QByteArray body = "# TYPE h histogram\n";
    for (int i = 0; i < 40; ++i)
        body += "h_bucket{clearmode=\"sum100s\",le=\"" + QByteArray::number(i) + "\"} 1\n";
    body += "h_sum{clearmode=\"sum100s\"} 1\nh_count{clearmode=\"sum100s\"} 1\n";
    QByteArray error;
    for (int second = 0; second < 80 && error.isEmpty(); ++second)
        error = push(engine, {}, body, std::chrono::seconds(second));
    QVERIFY2(error.contains("memory for windows"), error.constData());
    QVERIFY(engine.stats().sideBytes < 8192);
}

void TestEngine::quantilesOfOneValueAreThatValue()
{
    Engine engine({});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(push(engine, {}, "g{clearmode=\"median1m\"} 7\n"), QByteArray());
    QCOMPARE(valueOf(engine, "g"), 7.0);
}

void TestEngine::whatOnceBrokeStaysMended_data()
{
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QByteArrayList>("bodies");
    QTest::addColumn<QByteArray>("series");
    QTest::addColumn<double>("value");
    const QByteArray dropGauges = "rules: [{match: x, type: gauge, mode: drop}]";
    QTest::newRow("a rule that drops gauges does not drop the counter that follows")
        << dropGauges << QByteArrayList{"# TYPE x gauge\nx 1\n", "x 5\n", "# TYPE x counter\nx 7\n"} << QByteArray("x")
        << 12.0;
    const QByteArrayList halves{
        "# TYPE s summary\ns_sum 1\n", "# TYPE s summary\ns_count 2\n", "# TYPE s summary\ns_sum 1\ns_count 3\n"};
    QTest::newRow("a summary that came in halves shows its sum")
        << QByteArray() << halves << QByteArray("s_sum") << 2.0;
    QTest::newRow("and its count") << QByteArray() << halves << QByteArray("s_count") << 5.0;
    QTest::newRow("a gauge that was NaN can be added to again")
        << QByteArray()
        << QByteArrayList{"# TYPE n gauge\nn NaN\n", "n{clearmode=\"sum\"} 3\n", "n{clearmode=\"sum\"} 3\n"}
        << QByteArray("n") << 6.0;
    const QByteArray birth = "# TYPE r_total counter\nr_total 1\n# TYPE r_created gauge\nr_created 17\n";
    QTest::newRow("a rule that adds up does not add births")
        << QByteArray("rules: [{match: '{__name__=~\"r.*\"}', mode: increase}]") << QByteArrayList{birth, birth}
        << QByteArray("r_created") << 17.0;
    QTest::newRow("a negative untyped family does not become a counter")
        << QByteArray() << QByteArrayList{"w -5\n", "# TYPE w counter\nw 1\n"} << QByteArray("w") << -5.0;
}

void TestEngine::whatOnceBrokeStaysMended()
{
    QFETCH(QByteArray, rules);
    QFETCH(QByteArrayList, bodies);
    QFETCH(QByteArray, series);
    QFETCH(double, value);
    Engine engine({}, rulesOf(rules));
    for (const QByteArray& body : bodies)
        push(engine, {}, body);
    QCOMPARE(valueOf(engine, series), value);
}

/// Twenty kilobytes of gzip, blanks in a TYPE line, took twenty megabytes for good, and again with each new spelling.
void TestEngine::hugeCommentsAreNotKept()
{
    Engine engine({});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(push(engine, {}, "# TYPE x " + QByteArray(100'000 + i, ' ') + "counter\nx 1\n"), QByteArray());
    QCOMPARE(push(engine, {}, "y{a=\"1\"" + QByteArray(60'000, ' ') + "} 1\n"), QByteArray());
    QCOMPARE(engine.stats().knownLines, 1u);
}

/// Once full, the memory of windows stayed full, though all of them had run empty.
void TestEngine::emptyWindowsMakeRoom()
{
    EngineOptions options;
    options.limits.sideBytes = 64 * 1024;
    Engine engine(options);
    const QByteArray body = "g{clearmode=\"p50:100s\"} 1\n";
    QByteArray error;
    Instant now{0};
    for (int i = 0; i < 20 && error.isEmpty(); ++i, now += std::chrono::seconds(1)) {
        QByteArray many;
        for (int k = 0; k < 20; ++k)
            many += "g{clearmode=\"p50:100s\",k=\"" + QByteArray::number(k) + "\"} " + QByteArray::number(i + 1) + '\n';
        error = push(engine, {}, many, now);
    }
    QVERIFY2(error.contains("memory for windows"), error.constData());
    now += std::chrono::seconds(200);
    engine.expire(now);
    QCOMPARE(push(engine, {}, body, now), QByteArray());
}

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
