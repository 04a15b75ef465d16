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
    void readsARuleAsItIsWritten_data();
    void readsARuleAsItIsWritten();
    void changesAKeyAndKeepsItsLetters_data();
    void changesAKeyAndKeepsItsLetters();
    void knowsTheKeyOfALine();
    void writesAnewWhatIsNotCut();
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

void TestRuleText::readsARuleAsItIsWritten_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<bool>("isWhole");
    QTest::addColumn<QString>("yaml"); // what was read, written anew
    const auto row = [](const char* name, const char* body, bool isWhole, const char* yaml) {
        QTest::newRow(name) << QString::fromLatin1(body) << isWhole << QString::fromLatin1(yaml);
    };
    row("plain words", "  - name: two words\n    match: up\n", true, "  - name: two words\n    match: up\n");
    row("quotes and comments", "  - match: '{a=\"it''s # b\"}' # c\n    mode: \"max\"\n", true,
        "  - match: '{a=\"it''s # b\"}'\n    mode: max\n");
    row("lists in brackets", "  - match: a\n    per: [ pod, \"x,y\" ]\n", true,
        "  - match: a\n    per: [pod, \"x,y\"]\n");
    row("lists with dashes", "  - match: a\n    per:\n      - pod # one\n      # none\n      - zone\n    ttl: 1h\n",
        true, "  - match: a\n    ttl: 1h\n    per: [pod, zone]\n");
    row("a dash on its own line", "  -\n    match: a\n", true, "  - match: a\n");
    row("a key without a value yet", "  - match: a\n    mode:\n", true, "  - match: a\n");
    row("no line feed at the end", "  - match: a", true, "  - match: a\n");
    row("carriage returns", "  - match: a\r\n    mode: min\r\n", true, "  - match: a\n    mode: min\n");
    row("nothing yet", "  - \n", true, "  - match: ''\n");
    row("a wrong value", "  - match: a\n    mode: mni\n", true, "  - match: a\n    mode: mni\n");
    row("half a key", "  - match: a\n    mod\n", false, "  - match: a\n");
    row("an unknown key", "  - match: a\n    mood: b\n", false, "  - match: a\n");
    row("a key twice", "  - match: a\n    match: b\n", false, "  - match: a\n");
    row("a map", "  - match: {a: b}\n    mode: min\n", false, "  - match: ''\n    mode: min\n");
    row("a value over two lines", "  - match: a\n      b\n", false, "  - match: a\n");
    row("a quote that never ends", "  - match: 'a\n", false, "  - match: ''\n");
}

void TestRuleText::readsARuleAsItIsWritten()
{
    QFETCH(QString, body);
    QFETCH(bool, isWhole);
    const RuleBlock block(body);
    QCOMPARE(block.text(), body); // to the letter
    QCOMPARE(block.isWhole(), isWhole);
    QTEST(ruleYaml(block.rule()), "yaml");
}

void TestRuleText::changesAKeyAndKeepsItsLetters_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("changed");
    const auto row = [](const char* name, const char* body, const char* mode, const char* changed) {
        QTest::newRow(name) << QString::fromLatin1(body) << QString::fromLatin1(mode) << QString::fromLatin1(changed);
    };
    row("its comment stays", "  - match: \"a\" # all\n    mode: min # why\n    # and so on\n    ttl: 90m\n", "max",
        "  - match: \"a\" # all\n    mode: max # why\n    # and so on\n    ttl: 90m\n");
    row("a new key stands at its place", "- name: x\n  match: a\n  ttl: 1h\n", "max",
        "- name: x\n  match: a\n  mode: max\n  ttl: 1h\n");
    row("a key goes", "- match: a\n  mode: min\n  ttl: 1h\n", "", "- match: a\n  ttl: 1h\n");
    row("the first key goes", "- mode: min\n  match: a\n", "", "- match: a\n");
    row("behind the last line of a file", "- match: a", "max", "- match: a\n  mode: max\n");
    row("where no value stood", "- match: a\n  mode:\n", "max", "- match: a\n  mode: max\n");
    row("what is not understood is written anew", "- match: a\n  mode: &x min\n", "max",
        "  - match: a\n    mode: max\n");
}

void TestRuleText::changesAKeyAndKeepsItsLetters()
{
    QFETCH(QString, body);
    QFETCH(QString, mode);
    RuleBlock block(body);
    Rule rule = block.rule();
    rule.mode = mode;
    block.change(rule, 2);
    QTEST(block.text(), "changed");
}

void TestRuleText::knowsTheKeyOfALine()
{
    const RuleText text(QStringLiteral("rules:\n  # x\n  - name: a\n    per:\n      - pod\n    mode: min\n"));
    QCOMPARE(text.keyAt(2), QString());
    QCOMPARE(text.keyAt(3), QStringLiteral("name"));
    QCOMPARE(text.keyAt(5), QStringLiteral("per"));
    QCOMPARE(text.keyAt(6), QStringLiteral("mode"));
}

void TestRuleText::writesAnewWhatIsNotCut()
{
    const QString yaml = QStringLiteral("# ours\nrules: [{match: a}]\n");
    QVERIFY(!RuleText(yaml).isCut());
    QVERIFY(!RuleText(QStringLiteral("rules:\n  [{match: a}]\n")).isCut());
    QVERIFY(RuleText(QStringLiteral("rules: []\n")).isCut());
    QCOMPARE(RuleText::written({named(QStringLiteral("x"))}, yaml).text(),
        QStringLiteral("# ours\nrules:\n  - name: x\n    match: up\n"));
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
