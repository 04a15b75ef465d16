// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rule_text.h"

#include <QTest>

using namespace cairn::ui;

class TestRuleText : public QObject {
    Q_OBJECT
private slots:
    void keepsEveryLetter_data();
    void keepsEveryLetter();
    void movesARuleWithItsComments();
    void replacesOneRuleAndKeepsTheRest();
    void removesARule();
    void beginsAFile_data();
    void beginsAFile();
    void knowsWhoseALineIs();
    void quotesWhatYamlWouldTakeForSomethingElse_data();
    void quotesWhatYamlWouldTakeForSomethingElse();
    void writesDurations_data();
    void writesDurations();
    void readsARuleOfTheApi();
};

namespace {

const QString kFile = QStringLiteral(R"(# ours
rules:
  # builds
  - name: builds
    match: '{__name__=~".+_build_info"}' # all of them
    mode: family

  # pods
  - name: pods
    match: http_requests_total
    per: [pod]
  - match: page_load_seconds
    mode: p95:5m
# end
)");

Rule named(const QString& name)
{
    Rule rule;
    rule.name = name;
    rule.match = QStringLiteral("up");
    return rule;
}

} // namespace

void TestRuleText::keepsEveryLetter_data()
{
    QTest::addColumn<QString>("yaml");
    QTest::addColumn<int>("count");
    QTest::newRow("a file with comments") << kFile << 3;
    QTest::newRow("nothing but a comment") << QStringLiteral("# nothing\nrules:\n") << 0;
    QTest::newRow("dashes without indent") << QStringLiteral("rules:\n- match: a\n- match: b\n") << 2;
    QTest::newRow("another key behind the list") << QStringLiteral("rules:\n  - match: a\nother: 1\n") << 1;
    QTest::newRow("no line feed at the end") << QStringLiteral("rules:\n  - match: a") << 1;
    QTest::newRow("dashes of an inner list")
        << QStringLiteral("rules:\n  - match: a\n    per:\n      - x\n      - y\n") << 1;
    QTest::newRow("carriage returns") << QStringLiteral("rules:\r\n  - match: a\r\n  - match: b\r\n") << 2;
    QTest::newRow("a list in brackets") << QStringLiteral("rules: [{match: a}]\n") << 0;
    QTest::newRow("not YAML at all") << QStringLiteral("{{{\n- \n") << 0;
}

void TestRuleText::keepsEveryLetter()
{
    QFETCH(QString, yaml);
    QFETCH(int, count);
    const RuleText text(yaml);
    QCOMPARE(text.text(), yaml);
    QCOMPARE(text.count(), count);
}

void TestRuleText::movesARuleWithItsComments()
{
    RuleText text(kFile);
    text.move(1, 0);
    const QString moved = text.text();
    QVERIFY(moved.indexOf("# pods") < moved.indexOf("name: pods"));
    QVERIFY(moved.indexOf("name: pods") < moved.indexOf("# builds"));
    QVERIFY(moved.endsWith("# end\n"));
    text.move(0, 1);
    QCOMPARE(text.text(), kFile);
}

void TestRuleText::replacesOneRuleAndKeepsTheRest()
{
    RuleText text(kFile);
    text.replace(1, named("folded"));
    QCOMPARE(text.text(),
        QString(kFile).replace(
            "  - name: pods\n    match: http_requests_total\n    per: [pod]\n", "  - name: folded\n    match: up\n"));
}

void TestRuleText::removesARule()
{
    RuleText text(QStringLiteral("rules:\n  - match: a\n  - match: b\n"));
    text.remove(0);
    QCOMPARE(text.text(), QStringLiteral("rules:\n  - match: b\n"));
    text.remove(0);
    QCOMPARE(text.text(), QStringLiteral("rules:\n"));
}

void TestRuleText::beginsAFile_data()
{
    QTest::addColumn<QString>("yaml");
    QTest::addColumn<QString>("expected");
    QTest::newRow("of nothing") << QString() << QStringLiteral("rules:\n  - name: x\n    match: up\n");
    QTest::newRow("of a comment") << QStringLiteral("# ours")
                                  << QStringLiteral("# ours\nrules:\n  - name: x\n    match: up\n");
    QTest::newRow("of an empty list") << QStringLiteral("rules: []\n")
                                      << QStringLiteral("rules: \n  - name: x\n    match: up\n");
}

void TestRuleText::beginsAFile()
{
    QFETCH(QString, yaml);
    RuleText text(yaml);
    text.insert(0, named("x"));
    QTEST(text.text(), "expected");
}

void TestRuleText::knowsWhoseALineIs()
{
    const RuleText text(kFile);
    QCOMPARE(text.lineOf(0), 4);
    QCOMPARE(text.lineOf(1), 9);
    QCOMPARE(text.lineOf(2), 12);
    QCOMPARE(text.ruleAt(1), -1);
    QCOMPARE(text.ruleAt(5), 0);
    QCOMPARE(text.ruleAt(10), 1);
    QCOMPARE(text.ruleAt(13), 2);
}

void TestRuleText::quotesWhatYamlWouldTakeForSomethingElse_data()
{
    QTest::addColumn<QString>("match");
    QTest::addColumn<QString>("line");
    QTest::newRow("a name stays plain") << "http_requests_total"
                                        << "match: http_requests_total\n";
    QTest::newRow("braces") << R"({job="api"})"
                            << "match: '{job=\"api\"}'\n";
    QTest::newRow("a quote within") << "{a='b'}"
                                    << "match: '{a=''b''}'\n";
    QTest::newRow("a word that means nothing") << "null"
                                               << "match: 'null'\n";
    QTest::newRow("a colon and a blank") << "a: b"
                                         << "match: 'a: b'\n";
    QTest::newRow("a comment") << "a #b"
                               << "match: 'a #b'\n";
    QTest::newRow("a line feed") << "a\nb"
                                 << "match: \"a\\x0ab\"\n";
    QTest::newRow("nothing") << ""
                             << "match: ''\n";
}

void TestRuleText::quotesWhatYamlWouldTakeForSomethingElse()
{
    QFETCH(QString, match);
    QFETCH(QString, line);
    Rule rule;
    rule.match = match;
    QCOMPARE(ruleYaml(rule), QStringLiteral("  - ") + line);
}

void TestRuleText::writesDurations_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << 0.0 << "0";
    QTest::newRow("hours and minutes") << 5400.0 << "1h30m";
    QTest::newRow("a part of a second") << 0.25 << "250ms";
    QTest::newRow("days") << 604800.0 << "7d";
}

void TestRuleText::writesDurations()
{
    QFETCH(double, seconds);
    QTEST(durationText(seconds), "text");
}

void TestRuleText::readsARuleOfTheApi()
{
    const QJsonObject object{{"number", 2}, {"name", "rule 2"}, {"match", "a"}, {"type", QJsonValue::Null},
        {"mode", "increase"}, {"ttl_seconds", 86400}, {"per", QJsonArray{"pod"}}, {"drop_labels", QJsonArray{}},
        {"max_series", 5}, {"series", 0}, {"families", 0}, {"shadowed_by", 1}};
    const Rule rule = ruleOf(object);
    QCOMPARE(rule.name, QString());
    QCOMPARE(rule.shadowedBy, 1);
    QCOMPARE(ruleYaml(rule),
        QStringLiteral("  - match: a\n    mode: increase\n    ttl: 1d\n    per: [pod]\n    max_series: 5\n"));
}

QTEST_GUILESS_MAIN(TestRuleText)
#include "tst_rule_text.moc"
