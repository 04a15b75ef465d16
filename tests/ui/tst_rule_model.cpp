// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rule_model.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace cairn::ui;

class TestRuleModel : public QObject {
    Q_OBJECT
private slots:
    void saysWhatEachDecides_data();
    void saysWhatEachDecides();
    void asksForTheMoveOfADraggedRow_data();
    void asksForTheMoveOfADraggedRow();
    void movesAndFollows();
};

namespace {

QList<Rule> named(const QStringList& names)
{
    QList<Rule> rules;
    for (const QString& name : names) {
        rules << Rule();
        rules.last().name = name;
    }
    return rules;
}

} // namespace

void TestRuleModel::saysWhatEachDecides_data()
{
    QTest::addColumn<qint64>("families");
    QTest::addColumn<qint64>("series");
    QTest::addColumn<int>("shadowedBy");
    QTest::addColumn<QString>("text");
    QTest::newRow("many") << qint64(37) << qint64(840) << 0 << "37 families, 840 series now";
    QTest::newRow("one") << qint64(1) << qint64(1) << 0 << "1 family, 1 series now";
    QTest::newRow("nothing") << qint64(0) << qint64(0) << 0 << "matches nothing";
    QTest::newRow("shadowed") << qint64(0) << qint64(0) << 2 << "shadowed by rule 2";
}

void TestRuleModel::saysWhatEachDecides()
{
    QFETCH(qint64, families);
    QFETCH(qint64, series);
    QFETCH(int, shadowedBy);
    Rule rule;
    rule.families = families;
    rule.series = series;
    rule.shadowedBy = shadowedBy;
    RuleModel model;
    model.setRules({rule});
    QTEST(model.index(0).data(RuleModel::ReachRole).toString(), "text");
    QCOMPARE(model.index(0).data(RuleModel::IsIdleRole).toBool(), series == 0);
}

void TestRuleModel::asksForTheMoveOfADraggedRow_data()
{
    QTest::addColumn<int>("dragged");
    QTest::addColumn<int>("gap");
    QTest::addColumn<int>("to");
    QTest::newRow("down to the end") << 0 << 3 << 2;
    QTest::newRow("down by one") << 0 << 2 << 1;
    QTest::newRow("up to the top") << 2 << 0 << 0;
    QTest::newRow("to where it is") << 1 << 2 << -1;
}

void TestRuleModel::asksForTheMoveOfADraggedRow()
{
    QFETCH(int, dragged);
    QFETCH(int, gap);
    QFETCH(int, to);
    RuleModel model;
    model.setRules(named({"a", "b", "c"}));
    QSignalSpy wanted(&model, &RuleModel::moveWanted);
    const std::unique_ptr<QMimeData> data(model.mimeData({model.index(dragged)}));
    QVERIFY(!model.dropMimeData(data.get(), Qt::MoveAction, gap, 0, {}));
    QCOMPARE(wanted.size(), to < 0 ? 0 : 1);
    if (to >= 0)
        QCOMPARE(wanted.first(), (QList<QVariant>{dragged, to}));
}

void TestRuleModel::movesAndFollows()
{
    RuleModel model;
    QAbstractItemModelTester tester(&model);
    model.setRules(named({"a", "b", "c"}));
    const QPersistentModelIndex selected = model.index(0);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.moveRule(0, 2);
    QCOMPARE(selected.row(), 2);
    QCOMPARE(model.rule(2).name, QStringLiteral("a"));
    model.setRules(named({"b"}));
    QCOMPARE(model.rowCount(), 1);
    model.setRules(named({"b", "x", "y"}));
    QCOMPARE(model.rowCount(), 3);
    model.setErrors({1});
    QVERIFY(model.index(1).data(RuleModel::HasErrorRole).toBool());
    QCOMPARE(reset.size(), 0);
}

QTEST_GUILESS_MAIN(TestRuleModel)
#include "tst_rule_model.moc"
