// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Two versions of the rules: in what they differ, and why there are two.
#include "ui/models/line_pairs.h"
#include "ui/models/rule_difference.h"
#include "ui/models/rule_news.h"

#include <QJsonObject>
#include <QTest>

using namespace cairn::ui;
using Kind = RuleNews::Kind;

Q_DECLARE_METATYPE(cairn::ui::RuleNews)

class TestRuleVersions : public QObject {
    Q_OBJECT
private slots:
    void pairsLines_data();
    void pairsLines();
    void pairsThousandsOfLines();
    void tellsDifferences_data();
    void tellsDifferences();
    void tellsWhy_data();
    void tellsWhy();
    void everyReasonHasItsSentence();
};

namespace {

QString textOf(const QList<LinePair>& pairs)
{
    QString text;
    for (const LinePair& pair : pairs)
        text += pair.isSame ? u'=' : pair.left < 0 ? u'+' : pair.right < 0 ? u'-' : u'~';
    return text;
}

Rule ruleOfWords(const QString& name, const QString& match)
{
    Rule rule;
    rule.name = name;
    rule.match = match;
    return rule;
}

QJsonObject act(double time, const QString& from)
{
    return {{QLatin1String("time"), time}, {QLatin1String("from"), from}};
}

} // namespace

void TestRuleVersions::pairsLines_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("rows");
    QTest::newRow("the same") << "a b c"
                              << "a b c"
                              << "===";
    QTest::newRow("a line more") << "a c"
                                 << "a b c"
                                 << "=+=";
    QTest::newRow("a line less") << "a b c"
                                 << "a c"
                                 << "=-=";
    QTest::newRow("a line changed") << "a b c"
                                    << "a x c"
                                    << "=~=";
    QTest::newRow("a block moved") << "a b c d"
                                   << "c d a b"
                                   << "--==++";
    QTest::newRow("two places") << "a b c d e"
                                << "x b c d y"
                                << "~===~";
    QTest::newRow("nothing in common") << "a b"
                                       << "x"
                                       << "~-";
    QTest::newRow("against nothing") << "a b"
                                     << ""
                                     << "~-"; // an empty text has one line
}

void TestRuleVersions::pairsLines()
{
    QFETCH(QString, left);
    QFETCH(QString, right);
    const QList<LinePair> pairs = pairLines(left.split(u' '), right.split(u' '));
    QTEST(textOf(pairs), "rows");
    int l = 0;
    int r = 0;
    for (const LinePair& pair : pairs) { // every line once, in order
        QVERIFY(pair.left == -1 || pair.left == l++);
        QVERIFY(pair.right == -1 || pair.right == r++);
    }
    QCOMPARE(l, left.split(u' ').size());
    QCOMPARE(r, right.split(u' ').size());
}

void TestRuleVersions::pairsThousandsOfLines()
{
    QStringList left;
    QStringList right;
    for (int i = 0; i < 20'000; ++i) {
        left << QString::number(i);
        right << QString::number(-i);
    }
    QCOMPARE(pairLines(left, right).size(), 20'000);
}

void TestRuleVersions::tellsDifferences_data()
{
    QTest::addColumn<QList<Rule>>("after");
    QTest::addColumn<RuleDifference>("difference");
    const Rule a = ruleOfWords(QStringLiteral("a"), QStringLiteral("up"));
    const Rule b = ruleOfWords(QStringLiteral("b"), QStringLiteral("down"));
    Rule counted = a;
    counted.number = 7;
    counted.series = 840;
    QTest::newRow("counts are no difference") << QList<Rule>{counted, b} << RuleDifference::None;
    QTest::newRow("a name") << QList<Rule>{ruleOfWords(QStringLiteral("x"), a.match), b} << RuleDifference::Names;
    QTest::newRow("the order") << QList<Rule>{b, a} << RuleDifference::Order;
    QTest::newRow("a rule less") << QList<Rule>{a} << RuleDifference::Decisions;
    QTest::newRow("a selector") << QList<Rule>{a, ruleOfWords(b.name, QStringLiteral("x"))}
                                << RuleDifference::Decisions;
}

void TestRuleVersions::tellsDifferences()
{
    QFETCH(QList<Rule>, after);
    const QList<Rule> before{ruleOfWords(QStringLiteral("a"), QStringLiteral("up")),
        ruleOfWords(QStringLiteral("b"), QStringLiteral("down"))};
    QTEST(differenceOf(before, after), "difference");
}

void TestRuleVersions::tellsWhy_data()
{
    QTest::addColumn<QJsonArray>("acts");
    QTest::addColumn<double>("start");
    QTest::addColumn<double>("startBefore");
    QTest::addColumn<RuleNews>("news");
    QTest::newRow("somebody saved") << QJsonArray{act(200, QStringLiteral("10.0.0.3"))} << 100.0 << 100.0
                                    << RuleNews{Kind::Person, QStringLiteral("10.0.0.3"), 200};
    QTest::newRow("the file was read again")
        << QJsonArray{act(200, QStringLiteral("file"))} << 100.0 << 100.0 << RuleNews{Kind::File, {}, 200};
    QTest::newRow("started again with other rules")
        << QJsonArray() << 150.0 << 100.0 << RuleNews{Kind::Restart, {}, 150};
    QTest::newRow("started again, and then somebody saved")
        << QJsonArray{act(200, QStringLiteral("10.0.0.3"))} << 150.0 << 100.0
        << RuleNews{Kind::Person, QStringLiteral("10.0.0.3"), 200};
    QTest::newRow("what was done before the start is not why")
        << QJsonArray{act(120, QStringLiteral("10.0.0.3"))} << 150.0 << 100.0 << RuleNews{Kind::Restart, {}, 150};
    QTest::newRow("no trace of it") << QJsonArray() << 100.0 << 100.0 << RuleNews{};
    QTest::newRow("no trace, and never asked before") << QJsonArray() << 100.0 << 0.0 << RuleNews{};
}

void TestRuleVersions::tellsWhy()
{
    QFETCH(QJsonArray, acts);
    QFETCH(double, start);
    QFETCH(double, startBefore);
    QFETCH(RuleNews, news);
    QVERIFY(ruleNewsOf(acts, start, startBefore) == news);
}

void TestRuleVersions::everyReasonHasItsSentence()
{
    QStringList sentences;
    for (const Kind kind : {Kind::Unknown, Kind::Person, Kind::File, Kind::Restart, Kind::Unseen})
        sentences << sentenceOf({kind, QStringLiteral("10.0.0.3"), 200});
    QCOMPARE(sentences.removeDuplicates(), 0);
}

QTEST_APPLESS_MAIN(TestRuleVersions)
#include "tst_rule_versions.moc"
