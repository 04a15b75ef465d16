// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/family_model.h"

#include <QAbstractItemModelTester>
#include <QJsonDocument>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace cairn::ui;

namespace {

Family family(const QString& name, double value = 1)
{
    Family made;
    made.name = name;
    made.type = QStringLiteral("counter");
    made.mode.mode = QStringLiteral("aggregate");
    made.series = 1;
    made.value = value;
    return made;
}

QList<Family> families(const QStringList& names)
{
    QList<Family> made;
    for (const QString& name : names)
        made.append(family(name));
    return made;
}

QStringList namesOf(const FamilyModel& model)
{
    QStringList names;
    for (const Family& one : model.rows())
        names.append(one.name);
    return names;
}

} // namespace

class TestFamilyModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pages_follow_each_other()
    {
        FamilyModel model;
        QSignalSpy asked(&model, &FamilyModel::pageAsked);
        model.takePage(families({"a", "b"}), 0, 4);
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        model.fetchMore({}); // asked for already
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].toInt(), 2);
        model.takePage(families({"c", "d"}), 2, 4);
        QCOMPARE(namesOf(model), QStringList({"a", "b", "c", "d"}));
        QVERIFY(!model.canFetchMore({}));
    }

    void a_new_family_leaves_the_selection_where_it_is()
    {
        FamilyModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.takePage(families({"b", "d", "e"}), 0, 3);
        const QPersistentModelIndex selected = model.index(1, 0);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.takePage(families({"a", "b", "c", "d", "e"}), 0, 5);
        QCOMPARE(selected.data(FamilyModel::NameRole).toString(), QStringLiteral("d"));
        QCOMPARE(selected.row(), 3);
        QCOMPARE(resets.count(), 0);
    }

    void families_that_went_are_gone()
    {
        FamilyModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.takePage(families({"a", "b", "c"}), 0, 3);
        model.takePage(families({"b"}), 0, 1);
        QCOMPARE(namesOf(model), QStringList({"b"}));
        model.takePage({}, 0, 0);
        QCOMPARE(model.rowCount(), 0);
    }

    void a_page_in_the_middle_moves_what_is_around_it()
    {
        FamilyModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.takePage(families({"a", "b", "c", "d", "e", "f"}), 0, 6);
        model.takePage(families({"e", "c"}), 2, 6); // sorted anew by something that changes
        QCOMPARE(namesOf(model), QStringList({"a", "b", "e", "c", "f"}));
        QVERIFY(model.canFetchMore({})); // one is missing now: the next page brings it
    }

    void what_changed_lights_up_and_fades()
    {
        FamilyModel model;
        model.takePage({family("a", 1), family("b", 1)}, 0, 2);
        QVERIFY(!model.index(0, 0).data(Qt::BackgroundRole).isValid());
        model.takePage({family("a", 2), family("b", 1)}, 0, 2);
        QVERIFY(model.index(0, 0).data(Qt::BackgroundRole).isValid());
        QVERIFY(!model.index(1, 0).data(Qt::BackgroundRole).isValid());
        QTRY_VERIFY(!model.index(0, 0).data(Qt::BackgroundRole).isValid());
    }

    void many_changes_are_told_not_shown()
    {
        FamilyModel model;
        QList<Family> before;
        QList<Family> after;
        for (int i = 0; i < kMostFlashes + 1; ++i) {
            before.append(family(QString::number(1000 + i), 1));
            after.append(family(QString::number(1000 + i), 2));
        }
        model.takePage(before, 0, static_cast<int>(before.size()));
        QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Name"));
        model.takePage(after, 0, static_cast<int>(after.size()));
        QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Name · 31 changed"));
        QVERIFY(!model.index(0, 0).data(Qt::BackgroundRole).isValid());
    }

    void another_order_is_asked_of_the_gateway()
    {
        FamilyModel model;
        QSignalSpy asked(&model, &FamilyModel::orderAsked);
        model.sort(FamilyModel::SeriesColumn, Qt::DescendingOrder);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(model.sortKey(), QStringLiteral("series"));
        QCOMPARE(model.order(), QStringLiteral("desc"));
        model.sort(FamilyModel::TrendColumn, Qt::AscendingOrder); // nothing to sort by
        QCOMPARE(asked.count(), 1);
    }

    void reads_what_the_gateway_writes()
    {
        const QJsonObject object = QJsonDocument::fromJson(
            R"({"name":"x_seconds","type":"histogram","mode":"p99:5m","reason":"rule","rule":"slow","rule_number":3,)"
            R"("series":12,"value":null,"count":"+Inf","rate":1.5,"age_seconds":8,"history":[1,null,3]})")
                                       .object();
        const Family read = readFamily(object);
        QCOMPARE(read.mode.rule, QStringLiteral("slow"));
        QVERIFY(!read.value);
        QCOMPARE(*read.shown(), std::numeric_limits<double>::infinity());
        QCOMPARE(read.history.size(), 3);
        QVERIFY(std::isnan(read.history[1]));
    }
};

QTEST_MAIN(TestFamilyModel)
#include "tst_family_model.moc"
