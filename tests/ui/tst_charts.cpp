// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/axis_steps.h"
#include "ui/charts/distribution_chart.h"
#include "ui/charts/sparkline.h"
#include "ui/charts/time_chart.h"
#include "ui/theme/theme.h"

#include <QCategoryAxis>
#include <QLineSeries>
#include <QPainter>
#include <QTest>

#include <limits>

using namespace cairn::ui;

class TestCharts : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Theme::instance().start(); }
    void stepsAreRound_data();
    void stepsAreRound();
    void leavesGapsInASparkline();
    void waitsForASecondPoint();
    void breaksALineAtAGap();
    void spansWhatThereIs_data();
    void spansWhatThereIs();
    void namesTheValueAxis_data();
    void namesTheValueAxis();
    void placesAValueWithinItsBucket_data();
    void placesAValueWithinItsBucket();
    void tellsADistributionToReaders();
};

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

const QList<DistributionBucket> kBuckets{{-kInf, 0.1, 4}, {0.1, 0.5, 4}, {0.5, kInf, 2}};

} // namespace

void TestCharts::stepsAreRound_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<QList<double>>("steps");
    QTest::newRow("a whole number") << 0.0 << 2.0 << QList<double>{0, 1, 2};
    QTest::newRow("a number between") << 0.0 << 7.0 << QList<double>{0, 5, 10};
    QTest::newRow("all the same") << 3.0 << 3.0 << QList<double>{2, 4, 6};
    QTest::newRow("nothing but zero") << 0.0 << 0.0 << QList<double>{0, 0.5, 1};
    QTest::newRow("below zero") << -3.0 << 4.0 << QList<double>{-5, 0, 5};
}

void TestCharts::stepsAreRound()
{
    QFETCH(double, low);
    QFETCH(double, high);
    QTEST(axisSteps(low, high, 3), "steps");
}

void TestCharts::leavesGapsInASparkline()
{
    QImage image(100, 20, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    QList<double> points(11, 1.0);
    for (int i = 3; i <= 7; ++i)
        points[i] = kNaN;
    paintSparkline(painter, image.rect(), points, Qt::red);
    painter.end();
    const auto isBlank = [&image](int x) {
        for (int y = 0; y < image.height(); ++y)
            if (qAlpha(image.pixel(x, y)) != 0)
                return false;
        return true;
    };
    QVERIFY(!isBlank(10));
    QVERIFY(isBlank(50));
    QVERIFY(!isBlank(90));
}

void TestCharts::waitsForASecondPoint()
{
    TimeChart chart;
    QVERIFY(chart.isWaiting());
    chart.setLines({{"a", {kNaN, 1, kNaN}}}, 100);
    QVERIFY(chart.isWaiting());
    chart.setLines({{"a", {kNaN, 1, 2}}}, 100);
    QVERIFY(!chart.isWaiting());
}

void TestCharts::breaksALineAtAGap()
{
    TimeChart chart;
    chart.setLines({{"a", {1, 2, kNaN, 3, 4, 5}}, {"b", {0, 0, 0, 0, 0, 0}}}, 100);
    const auto series = chart.chart()->series();
    QCOMPARE(series.size(), 3);
    const auto* second = qobject_cast<QLineSeries*>(series.at(1));
    QCOMPARE(second->count(), 3);
    QCOMPARE(second->at(2), QPointF(0, 5)); // the newest is right
    chart.setLines({{"a", QList<double>(2000, 1.0)}}, 100);
    QCOMPARE(qobject_cast<QLineSeries*>(chart.chart()->series().first())->count(), TimeChart::kSeconds + 1);
}

void TestCharts::spansWhatThereIs_data()
{
    QTest::addColumn<int>("gaps"); // before the first point
    QTest::addColumn<int>("seconds");
    QTest::addColumn<int>("span");
    QTest::newRow("two seconds are seen in a minute") << 0 << 2 << 60;
    QTest::newRow("a minute fills it") << 0 << 61 << 60;
    QTest::newRow("a second more needs the next span") << 0 << 62 << 120;
    QTest::newRow("three minutes") << 0 << 180 << 240;
    QTest::newRow("five minutes") << 0 << 300 << 600;
    QTest::newRow("more than ten") << 0 << 700 << 600;
    QTest::newRow("what was not recorded takes no room") << 570 << 30 << 60;
}

void TestCharts::spansWhatThereIs()
{
    QFETCH(int, gaps);
    QFETCH(int, seconds);
    TimeChart chart;
    chart.setLines({{QStringLiteral("value"), QList<double>(gaps, kNaN) + QList<double>(seconds, 1.0)}}, 1e9);
    QTEST(chart.span(), "span");
}

void TestCharts::namesTheValueAxis_data()
{
    QTest::addColumn<QString>("family");
    QTest::addColumn<bool>("isFromZero");
    QTest::addColumn<QList<double>>("points");
    QTest::addColumn<QStringList>("labels");
    const double gib = 0x1p30;
    QTest::newRow("a gauge begins at its least")
        << "depth" << false << QList<double>{3010, 3020} << QStringList{"3 010", "3 015", "3 020"};
    QTest::newRow("bytes that hardly differ are told apart")
        << "held_bytes" << false << QList<double>{2.91 * gib, 2.92 * gib}
        << QStringList{"2.91 GiB", "2.915 GiB", "2.92 GiB"};
    QTest::newRow("a count begins at zero")
        << "depth" << true << QList<double>{3100, 3900} << QStringList{"0", "2 k", "4 k"};
    QTest::newRow("bytes step by round GiB")
        << "sent_bytes_total" << true << QList<double>{1.5 * gib, 2.9 * gib} << QStringList{"0 B", "2 GiB", "4 GiB"};
    QTest::newRow("seconds step by round minutes")
        << "took_seconds" << true << QList<double>{100, 500} << QStringList{"0 s", "5 min", "10 min"};
    QTest::newRow("parts of a second step by milliseconds")
        << "took_seconds" << true << QList<double>{0.1, 0.15} << QStringList{"0 s", "100 ms", "200 ms"};
}

void TestCharts::namesTheValueAxis()
{
    QFETCH(QString, family);
    QFETCH(bool, isFromZero);
    QFETCH(QList<double>, points);
    TimeChart chart;
    chart.setFromZero(isFromZero);
    chart.setUnit(unitOfName(family));
    chart.setLines({{"a", points}}, 100);
    const auto axes = chart.chart()->axes(Qt::Vertical);
    QStringList labels = qobject_cast<QCategoryAxis*>(axes.first())->categoriesLabels();
    for (QString& label : labels)
        label.replace(QChar(0x202F), QChar(u' '));
    QTEST(labels, "labels");
}

void TestCharts::placesAValueWithinItsBucket_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("place");
    QTest::newRow("half of the first") << 0.05 << 0.5;
    QTest::newRow("at a bound") << 0.1 << 1.0;
    QTest::newRow("within the second") << 0.3 << 1.5;
    QTest::newRow("in the open one") << 7.0 << 2.0;
    QTest::newRow("below everything") << -1.0 << 0.0;
}

void TestCharts::placesAValueWithinItsBucket()
{
    QFETCH(double, value);
    QFETCH(double, place);
    QCOMPARE(DistributionChart::placeOf(kBuckets, value), place);
}

void TestCharts::tellsADistributionToReaders()
{
    DistributionChart chart;
    chart.setDistribution({kBuckets, {{0.5, 0.2}, {0.99, kNaN}}}, Unit::Seconds);
    QCOMPARE(chart.accessibleDescription(), QStringLiteral("10 observations, p50 about 200\u202Fms"));
}

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"
