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
    for (int row = 0; row < model.rowCount(); ++row)
        names.append(model.index(row, FamilyModel::NameColumn).data().toString());
    return names;
}

/// So many, from a place in a list of numbered names on.
QList<Family> numbered(int first, int count)
{
    QList<Family> made;
    for (int i = first; i < first + count; ++i)
        made.append(family(QStringLiteral("f%1").arg(i, 6, 10, QLatin1Char('0'))));
    return made;
}

} // namespace

class TestFamilyModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void has_a_row_for_each_family_and_holds_what_was_fetched()
    {
        FamilyModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.takePage(families({"a", "b"}), 0, 4);
        QCOMPARE(namesOf(model), QStringList({"a", "b", "…", "…"}));
        QVERIFY(!model.index(2, FamilyModel::NameColumn).data(FamilyModel::NameRole).isValid());
        model.takePage(families({"c", "d"}), 2, 4);
        QCOMPARE(namesOf(model), QStringList({"a", "b", "c", "d"}));
    }

    void what_is_far_away_is_dropped()
    {
        FamilyModel model;
        constexpr int kTotal = 100'000;
        for (int offset = 0; offset < kTotal; offset += 100) {
            model.takePage(numbered(offset, 100), offset, kTotal);
            QVERIFY(model.held() <= FamilyModel::kMostHeld);
        }
        QCOMPARE(model.rowCount(), kTotal);
        QVERIFY(model.at(0) == nullptr);
        QCOMPARE(model.at(kTotal - 1)->name, QStringLiteral("f099999"));
        model.takePage(numbered(0, 100), 0, kTotal);
        QCOMPARE(model.at(0)->name, QStringLiteral("f000000"));
    }

    void what_is_selected_is_kept_however_far_away()
    {
        FamilyModel model;
        model.setKept([](int row) { return row == 7; });
        for (int offset = 0; offset < 10'000; offset += 100)
            model.takePage(numbered(offset, 100), offset, 10'000);
        QVERIFY(model.at(7) != nullptr);
        QVERIFY(model.at(8) == nullptr);
    }

    void of_too_many_that_are_selected_none_is_kept()
    {
        FamilyModel model;
        model.setKept([](int row) { return row < 5000; });
        for (int offset = 0; offset < 20'000; offset += 100)
            model.takePage(numbered(offset, 100), offset, 20'000);
        QVERIFY(model.held() <= FamilyModel::kMostHeld);
        QVERIFY(model.at(7) == nullptr);
    }

    void values_are_told_by_their_unit_as_everywhere_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("series");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("rate");
        QTest::newRow("bytes") << "sent_bytes_total" << 3 << "2.9 GiB"
                               << "512 KiB/s";
        QTest::newRow("a number") << "sent_total" << 3 << "3 140 000 000"
                                  << "524 k/s";
        QTest::newRow("a sum of ratios, which is none") << "hit_ratio" << 2 << "–"
                                                        << "524 k/s";
        QTest::newRow("a time") << "done_timestamp_seconds" << 1 << "2 min"
                                << "524 k/s";
        QTest::newRow("a sum of times, which is none") << "done_timestamp_seconds" << 2 << "–"
                                                       << "524 k/s";
    }
    void values_are_told_by_their_unit_as_everywhere()
    {
        QFETCH(QString, name);
        QFETCH(int, series);
        Family one = family(name, 3.14e9);
        one.series = series;
        one.rate = 524288;
        one.lastPush = 3.14e9 + 100;
        one.ageSeconds = 25;
        FamilyModel model;
        model.takePage({one}, 0, 1);
        const auto text
            = [&](int column) { return model.index(0, column).data().toString().replace(QChar(0x202F), QChar(u' ')); };
        QTEST(text(FamilyModel::ValueColumn), "value");
        QTEST(text(FamilyModel::RateColumn), "rate");
    }

    void values_are_added_up_only_where_that_says_something_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("mode");
        QTest::addColumn<int>("series");
        QTest::addColumn<QString>("value");
        QTest::newRow("counters") << "counter"
                                  << "aggregate" << 3 << "198";
        QTest::newRow("counters whose last value counts") << "counter"
                                                          << "replace" << 3 << "198";
        QTest::newRow("gauges that are summed") << "gauge"
                                                << "aggregate" << 3 << "198";
        QTest::newRow("sums of five minutes") << "gauge"
                                              << "sum5m" << 3 << "198";
        QTest::newRow("one maximum") << "gauge"
                                     << "max" << 1 << "198";
        QTest::newRow("maxima") << "gauge"
                                << "max" << 3 << "–";
        QTest::newRow("means") << "gauge"
                               << "mean5m" << 3 << "–";
        QTest::newRow("percentiles") << "gauge"
                                     << "p99:5m" << 3 << "–";
    }
    void values_are_added_up_only_where_that_says_something()
    {
        QFETCH(QString, type);
        QFETCH(QString, mode);
        QFETCH(int, series);
        Family one = family("depth", 198);
        one.type = type;
        one.mode.mode = mode;
        one.series = series;
        FamilyModel model;
        model.takePage({one}, 0, 1);
        QTEST(model.index(0, FamilyModel::ValueColumn).data().toString(), "value");
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
        const QPersistentModelIndex e = model.index(4, 0);
        const QPersistentModelIndex d = model.index(3, 0);
        model.takePage(families({"e", "c"}), 2, 6); // sorted anew by something that changes
        QCOMPARE(namesOf(model), QStringList({"a", "b", "e", "c", "…", "f"})); // d is elsewhere: its page brings it
        QCOMPARE(e.row(), 2);
        QVERIFY(!d.isValid());
    }

    void families_that_came_above_move_the_selection_down()
    {
        FamilyModel model;
        model.takePage(numbered(5000, 100), 5000, 10'000);
        const QPersistentModelIndex selected = model.index(5050, 0);
        model.takePage(numbered(4990, 100), 5000, 10'010);
        QCOMPARE(selected.row(), 5060);
        QCOMPARE(selected.data(FamilyModel::NameRole).toString(), QStringLiteral("f005050"));
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
