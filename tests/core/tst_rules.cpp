// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/rules/rule_file.h"
#include "core/rules/rule_text.h"

using cairn::ClearMode;
using cairn::LabelView;
using cairn::MetricType;
using cairn::readRules;
using cairn::Rule;
using cairn::RuleSet;

namespace {

std::string listing(const std::vector<cairn::RuleError>& errors)
{
    std::string text;
    for (const auto& error : errors)
        text += std::to_string(error.line) + ':' + std::to_string(error.column) + ": " + error.message + '\n';
    return text;
}

RuleSet readOrFail(std::string_view yaml)
{
    auto rules = readRules(yaml);
    if (rules)
        return *rules;
    QTest::qFail(listing(rules.error()).c_str(), __FILE__, __LINE__);
    return {};
}

} // namespace

class TestRules : public QObject {
    Q_OBJECT
private slots:
    void readsAWholeFile();
    void readsFilesWithoutRules_data();
    void readsFilesWithoutRules();
    void namesRulesByNumber();
    void readsFlowStyleAndByteOrderMark();
    void refuses_data();
    void refuses();
    void reportsEveryMistakeInOrder();
    void boundsHostileFiles_data();
    void boundsHostileFiles();
    void everyPrefixIsReadOrRefused();
    void findsTheFirst_data();
    void findsTheFirst();
    void findsAmongManyByName();
    void describesWhatItUnderstood();
};

static const char kWhole[] = R"(# what our fleet pushes
rules:
  - name: one version of build_info per job
    match: '{__name__=~".+_build_info", job="api"}'
    type: gauge
    mode: family
    ttl: 24h
  - name: "pods fold into one series"
    match: http_requests_total
    mode: increase
    per: [pod]
    drop_labels:
      - request_id
      - trace_id
    max_series: 5000
    ttl: 0
)";

void TestRules::readsAWholeFile()
{
    const RuleSet set = readOrFail(kWhole);
    QCOMPARE(set.rules().size(), std::size_t(2));
    const Rule& first = set.rules()[0];
    QCOMPARE(first.name, std::string("one version of build_info per job"));
    QCOMPARE(first.match.text(), std::string(R"({__name__=~".+_build_info", job="api"})"));
    QVERIFY(first.type == MetricType::Gauge);
    QVERIFY(first.mode == ClearMode{ClearMode::Kind::Family});
    QVERIFY(first.ttl == std::chrono::hours(24));
    QVERIFY(first.per.empty() && first.dropLabels.empty() && !first.maxSeries);
    const Rule& second = set.rules()[1];
    QVERIFY(!second.type);
    QVERIFY(second.mode == ClearMode{ClearMode::Kind::Increase});
    QVERIFY(second.ttl == std::chrono::milliseconds(0));
    QVERIFY(second.per == std::vector<std::string>{"pod"});
    QVERIFY((second.dropLabels == std::vector<std::string>{"request_id", "trace_id"}));
    QVERIFY(second.maxSeries == 5000U);
}

void TestRules::readsFilesWithoutRules_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::newRow("nothing") << QByteArray("");
    QTest::newRow("a comment") << QByteArray("# later\n");
    QTest::newRow("document marks") << QByteArray("---\n...\n");
    QTest::newRow("a key without list") << QByteArray("rules:\n");
    QTest::newRow("an empty list") << QByteArray("rules: []\n");
    QTest::newRow("a byte order mark") << QByteArray("\xEF\xBB\xBF");
}

void TestRules::readsFilesWithoutRules()
{
    QFETCH(QByteArray, yaml);
    QCOMPARE(readOrFail(yaml.toStdString()).rules().size(), std::size_t(0));
}

void TestRules::namesRulesByNumber()
{
    const RuleSet set = readOrFail("rules:\n- match: a\n- match: b\n  name: both\n- match: c\n");
    QCOMPARE(set.rules()[0].name, std::string("rule 1"));
    QCOMPARE(set.rules()[1].name, std::string("both"));
    QCOMPARE(set.rules()[2].name, std::string("rule 3"));
}

void TestRules::readsFlowStyleAndByteOrderMark()
{
    const RuleSet set = readOrFail("\xEF\xBB\xBF{rules: [{match: 'a{b=\"c\"}', mode: \"p99:5m\"}]}\r\n");
    QCOMPARE(set.rules().size(), std::size_t(1));
    QCOMPARE(cairn::toString(*set.rules()[0].mode), std::string("p99:5m"));
}

void TestRules::refuses_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, QByteArray yaml, int line, int column, const char* says) {
        QTest::newRow(name) << yaml << line << column << QByteArray(says);
    };
    row("no YAML", "rules:\n- match: [x\n- match: y\n", 3, 8, "not valid YAML");
    row("a tab for indentation", "rules:\n\t- match: a\n", 2, 2, "not valid YAML");
    row("double quotes never closed", "rules:\n- match: \"x\\\"\n", 2, 10, "never closed");
    row("single quotes never closed", "rules: # é\n- match: 'x''\n  mode: sum\n", 2, 10, "never closed");
    row("an escaped character of two bytes", "rules:\n- match: \"\\é\"\n", 2, 13, "unknown escape character: \\xc3");
    row("a list at the top", "- match: a\n", 1, 1, "with the key rules");
    row("a word at the top", "hello", 1, 1, "with the key rules");
    row("an unknown key at the top", "rule:\n- match: a\n", 1, 1, "did you mean rules?");
    row("rules twice", "rules:\nrules:\n", 2, 1, "given twice, first on line 1");
    row("rules as a map", "rules:\n  match: a\n", 2, 3, "takes a list");
    row("a rule that is a word", "rules:\n  - a\n", 2, 5, "a rule is a map");
    row("a rule that is nothing", "rules:\n  -\n  - match: a\n", 3, 3, "before this place is empty");
    row("two documents", "rules:\n---\nrules:\n", 2, 1, "second document");
    row("an anchor", "rules:\n- match: &a x\n", 2, 10, "anchor");
    row("an alias", "rules:\n- match: *a\n", 2, 10, "");
    row("an alias that has its anchor", "rules: [{match: &a x}, {match: *a}]\n", 1, 17, "anchor");
    row("a tag", "rules:\n- match: !!str x\n", 2, 10, "tag");
    row("a merge key", "rules:\n- match: x\n  <<: {mode: drop}\n", 3, 3, "unknown key \"<<\"");
    row("bytes that are not UTF-8", "rules: # \xff\n", 1, 1, "not UTF-8");
    row("UTF-16", QByteArray("\xFF\xFEr\0", 4), 1, 1, "not UTF-8");
    row("a control character", "rules:\n- match: a\x04\n", 2, 11, "control character \"\\x04\"");

    const auto rule = [&row](const char* name, const QByteArray& keys, int line, int column, const char* says) {
        row(name, "rules:\n- match: x\n" + keys, line, column, says);
    };
    row("no match", "rules:\n- mode: sum\n", 2, 3, "lacks the key match");
    row("match without value", "rules:\n- match:\n  mode: sum\n", 2, 3, "match lacks a value");
    row("match as a list", "rules:\n- match: [x]\n", 2, 10, "takes one value");
    rule("an unknown key near a known one", "  drop_label: [a]\n", 3, 3,
        "did you mean drop_labels? known are name, match");
    rule("an unknown key near none", "  expires: 5m\n", 3, 3, "unknown key \"expires\": known are");
    rule("a key twice", "  mode: sum\n  mode: max\n", 4, 3, "mode is given twice, first on line 3");
    rule("match twice", "  match: y\n", 3, 3, "match is given twice, first on line 2");
    rule("a key that is a list", "  ? [a]\n  : b\n", 3, 5, "a key must be a word");
    rule("an empty name", "  name: ''\n", 3, 9, "name is one line");
    rule("a name of two lines", "  name: \"a\\nb\"\n", 3, 9, "name is one line");
    rule("a name twice", "  name: n\n- match: y\n  name: n\n", 5, 9, "\"n\" is taken by the rule on line 2");
    rule("a name like that of an unnamed rule", "- match: y\n  name: rule 1\n", 4, 9, "\"rule 1\" is taken");
    rule("an unknown type", "  type: gauges\n", 3, 9, "unknown type \"gauges\"");
    rule("an unknown mode", "  mode: summ\n", 3, 9, "unknown clear mode \"summ\"");
    rule("a mode that does not fit the type", "  mode: min\n  type: histogram\n", 3, 9,
        "does not fit the type histogram");
    rule("a ttl without unit", "  ttl: 24\n", 3, 8, "lacks a unit");
    rule("a negative ttl", "  ttl: -1h\n", 3, 8, "is negative");
    rule("a ttl as a map", "  ttl: {hours: 1}\n", 3, 8, "takes one value");
    rule("no series at all", "  max_series: 0\n", 3, 15, "whole number from 1");
    rule("a negative number of series", "  max_series: -5\n", 3, 15, "whole number from 1");
    rule("half a series", "  max_series: 1.5\n", 3, 15, "whole number from 1");
    rule("per without mode", "  per: [pod]\n", 3, 3, "per needs mode: increase");
    rule("per with another mode", "  mode: sum\n  per: [pod]\n", 4, 3, "per needs mode: increase");
    rule("per as a word", "  mode: increase\n  per: pod\n", 4, 8, "takes a list");
    rule("per with the bucket's label", "  mode: increase\n  per: [le]\n", 4, 9, "cannot name the label \"le\"");
    rule("a label that is none", "  drop_labels: [a-b]\n", 3, 17, "\"a-b\" is no label name");
    rule("a label that is a map", "  drop_labels: [a, {b: c}]\n", 3, 20, "is no label name");
    rule("a label twice", "  drop_labels: [a, a]\n", 3, 20, "listed twice");
    rule("le dropped", "  drop_labels: [le]\n", 3, 17, "cannot name the label \"le\"");
    rule("quantile dropped", "  drop_labels: [quantile]\n", 3, 17, "cannot name the label");
    rule("the name dropped", "  drop_labels: [__name__]\n", 3, 17, "cannot name the label");
    rule("a label in both lists", "  mode: increase\n  per: [pod]\n  drop_labels: [a, pod]\n", 5, 20,
        "is in per already");

    row("a selector error in plain text", "rules:\n- match: x{a=b}\n", 2, 14, "expected a quoted value");
    row("a selector error in single quotes", "rules:\n- match: 'x{a=''b'', c}'\n", 2, 23, "expected =, !=");
    row("a selector error in double quotes", "rules:\n- match: \"x{a=\\\"b\\\", c}\"\n", 2, 23, "expected =, !=");
    row("a selector error behind a byte order mark", "\xEF\xBB\xBFrules: [{match: 'x{'}]\n", 1, 20, "found the end");
    row("a selector error in a block", "rules:\n- match: |\n    x{a=b}\n", 2, 10, "at byte 5 of the selector");
    row("a selector error over two lines", "rules:\n- match: 'x\n    y'\n", 2, 10, "at byte 3 of the selector");
    row("a selector that matches everything", "rules:\n- match: '{}'\n", 2, 11, "non-empty matcher");
    row("an empty selector", "rules:\n- match: ''\n", 2, 11, "expected a metric name");
}

void TestRules::refuses()
{
    QFETCH(QByteArray, yaml);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QByteArray, says);
    const auto rules = readRules(yaml.toStdString());
    QVERIFY(!rules);
    const std::string errors = listing(rules.error());
    QVERIFY2(rules.error().size() == 1, errors.c_str());
    QVERIFY2(errors.find(says.toStdString()) != std::string::npos, errors.c_str());
    QVERIFY2(rules.error()[0].line == line && rules.error()[0].column == column, errors.c_str());
}

void TestRules::reportsEveryMistakeInOrder()
{
    const auto rules = readRules("rules:\n"
                                 "- mode: summ\n"
                                 "  ttl: 5\n"
                                 "- match: 'x{'\n"
                                 "  name: n\n"
                                 "  max_serie: 3\n"
                                 "- match: y\n"
                                 "  per: [a, a]\n"
                                 "  name: n\n"
                                 "other: 1\n");
    QVERIFY(!rules);
    std::string places;
    for (const auto& error : rules.error())
        places += std::to_string(error.line) + ':' + std::to_string(error.column) + ' ';
    QVERIFY2(places == "2:3 2:9 3:8 4:13 6:3 8:3 8:12 9:9 10:1 ", listing(rules.error()).c_str());
}

void TestRules::boundsHostileFiles_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const QByteArray& yaml, const char* says) {
        QTest::newRow(name) << yaml << QByteArray(says);
    };
    row("a megabyte of brackets", QByteArray(1024 * 1024, '['), "nested deeper than 16");
    row("a megabyte of braces", QByteArray("{a: ").repeated(250'000), "nested deeper than 16");
    row("a megabyte of dashes", QByteArray("- ").repeated(500'000), "nested deeper than 16");
    row("a megabyte of question marks", QByteArray("? ").repeated(500'000), "nested deeper than 16");
    row("a level more than allowed", "rules: " + QByteArray(16, '[') + QByteArray(16, ']'), "nested deeper than 16");
    row("a byte more than allowed", QByteArray(1024 * 1024 + 1, '#'), "larger than");
    row("a hundred thousand values", "rules: [" + QByteArray("a,").repeated(100'001) + "]", "more than 100000 values");
    row("more rules than anybody needs", "rules:\n" + QByteArray("- match: a\n").repeated(1001),
        "more than 1000 rules");
    row("a thousand laughs", "rules: [&a [x,x], &b [*a,*a], &c [*b,*b]]", "anchor");
    row("a key of a megabyte", "rules:\n- match: a\n  " + QByteArray(1000, 'k') + ": 1\n", "unknown key");
}

void TestRules::boundsHostileFiles()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QByteArray, says);
    const auto rules = readRules(yaml.toStdString());
    QVERIFY(!rules);
    const std::string errors = listing(rules.error());
    QVERIFY2(errors.find(says.toStdString()) != std::string::npos, errors.substr(0, 300).c_str());
    QVERIFY(rules.error().size() <= 1000);
}

void TestRules::everyPrefixIsReadOrRefused()
{
    const std::string_view whole = kWhole;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto rules = readRules(whole.substr(0, size));
        if (!rules)
            QVERIFY(!rules.error().empty() && rules.error()[0].line >= 1 && rules.error()[0].column >= 1);
    }
}

void TestRules::findsTheFirst_data()
{
    QTest::addColumn<QByteArray>("family");
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("job");
    QTest::addColumn<QByteArray>("rule");
    const auto row = [](const char* name, const char* family, MetricType type, const char* job, const char* rule) {
        QTest::newRow(name) << QByteArray(family) << int(type) << QByteArray(job) << QByteArray(rule);
    };
    row("by exact name", "a", MetricType::Counter, "web", "exact");
    row("the earlier of two", "a", MetricType::Counter, "api", "exact");
    row("type is a condition", "b", MetricType::Gauge, "web", "gauges");
    row("another type goes on to the next rule", "b", MetricType::Counter, "api", "jobs");
    row("a mode that does not fit is passed over", "c", MetricType::Histogram, "api", "jobs");
    row("and taken where it fits", "c", MetricType::Gauge, "api", "smallest");
    row("a rule without mode ends the search", "d", MetricType::Gauge, "api", "profile");
    row("none", "e", MetricType::Gauge, "web", "");
}

void TestRules::findsTheFirst()
{
    QFETCH(QByteArray, family);
    QFETCH(int, type);
    QFETCH(QByteArray, job);
    QFETCH(QByteArray, rule);
    const RuleSet set = readOrFail("rules:\n"
                                   "- {name: exact, match: a, mode: max}\n"
                                   "- {name: gauges, match: b, type: gauge, mode: max}\n"
                                   "- {name: smallest, match: '{__name__=~\"c|x\"}', mode: min}\n"
                                   "- {name: profile, match: d}\n"
                                   "- {name: jobs, match: '{job=\"api\"}', mode: sum}\n");
    const std::string value = job.toStdString();
    const LabelView labels[] = {{"job", value}};
    const Rule* const found = set.find(family.toStdString(), MetricType(type), labels);
    QCOMPARE(found ? found->name : std::string(), rule.toStdString());
}

void TestRules::findsAmongManyByName()
{
    std::string yaml = "rules:\n";
    for (int i = 0; i < 200; ++i)
        yaml += "- match: 'm" + std::to_string(i) + "{a=~\"b.*\"}'\n";
    const RuleSet set = readOrFail(yaml);
    const LabelView labels[] = {{"a", "bc"}};
    for (int i = 0; i < 200; ++i) {
        const Rule* const found = set.find("m" + std::to_string(i), MetricType::Counter, labels);
        QVERIFY(found == &set.rules()[std::size_t(i)]);
    }
    QVERIFY(set.find("m200", MetricType::Counter, labels) == nullptr);
    QVERIFY(RuleSet().find("m1", MetricType::Counter, labels) == nullptr);
}

void TestRules::describesWhatItUnderstood()
{
    QCOMPARE(cairn::describe(RuleSet()), std::string("no rules\n"));
    const std::string expected = R"(2 rules, the first that matches wins
1. one version of build_info per job
    match        {__name__=~".+_build_info",job="api"}
    type         gauge
    mode         family
    ttl          1d after the last push
2. pods fold into one series
    match        http_requests_total
    mode         increase
    ttl          never expires
    per          pod
    drop_labels  request_id, trace_id
    max_series   5000
)";
    const std::string text = cairn::describe(readOrFail(kWhole));
    QVERIFY2(text == expected, text.c_str());
}

QTEST_APPLESS_MAIN(TestRules)
#include "tst_rules.moc"
