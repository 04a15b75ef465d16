// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/family_series_model.h"
#include "ui/models/series_text.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace cairn::ui;

namespace {

FamilySeries seriesOf(int number, double value = 1)
{
    FamilySeries series;
    series.labels.insert(QStringLiteral("host"), QStringLiteral("h%1").arg(number));
    series.labelsText = QStringLiteral("host=\"h%1\"").arg(number);
    series.value = value;
    return series;
}

QList<FamilySeries> page(int first, int count, double value = 1)
{
    QList<FamilySeries> rows;
    for (int i = 0; i < count; ++i)
        rows.append(seriesOf(first + i, value));
    return rows;
}

QString host(const FamilySeriesModel& model, int row)
{
    return model.index(row, 0).data().toString();
}

} // namespace

class TestFamilySeriesModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_million_rows_scroll_and_few_are_held()
    {
        FamilySeriesModel model;
        model.setFamily(QStringLiteral("load"));
        model.setLabels({QStringLiteral("host")});
        model.takePage(page(0, 200), 0, 5'000'000);
        QCOMPARE(model.rowCount(), FamilySeriesModel::kMostRows);
        QCOMPARE(host(model, 7), QStringLiteral("h7"));
        QCOMPARE(host(model, 700'000), QStringLiteral("…"));
        for (int first = 1000; first < 900'000; first += 45'000)
            model.takePage(page(first, 200), first, 5'000'000);
        QCOMPARE(host(model, 856'100), QStringLiteral("h856100"));
        QVERIFY(model.held() <= FamilySeriesModel::kMostHeld);
    }

    void series_that_come_and_go_keep_the_model_whole()
    {
        FamilySeriesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setFamily(QStringLiteral("load"));
        model.setLabels({QStringLiteral("host")});
        model.takePage(page(0, 5), 0, 5);
        model.takePage(page(0, 9), 0, 9);
        QCOMPARE(model.rowCount(), 9);
        model.takePage(page(4, 2), 0, 2);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(host(model, 0), QStringLiteral("h4"));
        QCOMPARE(model.rowOf(QStringLiteral("host=\"h5\"")), 1);
        QCOMPARE(model.rowOf(QStringLiteral("host=\"h8\"")), -1);
        model.forgetRows();
        QCOMPARE(host(model, 0), QStringLiteral("…"));
        model.setFamily(QStringLiteral("other"));
        QCOMPARE(model.rowCount(), 0);
    }

    void a_value_that_changed_lights_up_but_not_a_row_that_moved()
    {
        FamilySeriesModel model;
        model.setFamily(QStringLiteral("load"));
        model.takePage(page(0, 3), 0, 3);
        model.takePage({seriesOf(0, 2), seriesOf(2), seriesOf(1)}, 0, 3);
        QVERIFY(model.index(0, 0).data(Qt::BackgroundRole).isValid());
        QVERIFY(!model.index(1, 0).data(Qt::BackgroundRole).isValid());
        QTRY_VERIFY(!model.index(0, 0).data(Qt::BackgroundRole).isValid());
    }

    void the_gateway_is_asked_for_another_order()
    {
        FamilySeriesModel model;
        model.setFamily(QStringLiteral("load"));
        model.setLabels({QStringLiteral("host"), QStringLiteral("zone")});
        QSignalSpy asked(&model, &FamilySeriesModel::orderAsked);
        model.sort(model.columnOf(FamilySeriesModel::AgeTail), Qt::DescendingOrder);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(model.sortKey(), QStringLiteral("age"));
        QCOMPARE(model.order(), QStringLiteral("desc"));
        model.sort(1, Qt::AscendingOrder);
        QCOMPARE(model.sortKey(), QStringLiteral("label:zone"));
        model.setLabels({QStringLiteral("code"), QStringLiteral("host"), QStringLiteral("zone")});
        QCOMPARE(model.sortKey(), QStringLiteral("label:zone")); // a column that came before it moves it along
        QCOMPARE(model.sortColumn(), 2);
        model.sort(-1, Qt::AscendingOrder);
        QCOMPARE(model.sortKey(), QStringLiteral("labels"));
        QCOMPARE(asked.count(), 3);
    }

    void a_histogram_is_written_as_it_is_scraped()
    {
        FamilySeries series = seriesOf(1);
        series.value.reset();
        series.buckets = {{0, 0.5, 2}, {0.5, std::numeric_limits<double>::infinity(), 1}};
        series.quantiles = {{0.5, 0.3}};
        series.sum = 1.25;
        series.count = 3;
        QCOMPARE(expositionText(QStringLiteral("took_seconds"), series),
            QStringLiteral("took_seconds_bucket{host=\"h1\",le=\"0.5\"} 2\n"
                           "took_seconds_bucket{host=\"h1\",le=\"+Inf\"} 3\n"
                           "took_seconds_sum{host=\"h1\"} 1.25\ntook_seconds_count{host=\"h1\"} 3\n"));
    }

    void a_selector_finds_its_series_and_no_other()
    {
        QCOMPARE(selectorText(QStringLiteral("a"), {{QStringLiteral("x"), QStringLiteral("\"\\\n")}}),
            QStringLiteral("a{x=\"\\\"\\\\\\n\"}"));
        QCOMPARE(selectorText(QStringLiteral("a"), {}, {QStringLiteral("y")}), QStringLiteral("a{y=\"\"}"));
        QCOMPARE(selectorText(QStringLiteral("a.b"), {}), QStringLiteral("{\"a.b\"}"));
        QCOMPARE(plainNumber(0.1), QStringLiteral("0.1"));
        QCOMPARE(plainNumber(-std::numeric_limits<double>::infinity()), QStringLiteral("-Inf"));
    }
};

QTEST_MAIN(TestFamilySeriesModel)
#include "tst_family_series_model.moc"
