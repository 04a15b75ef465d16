// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/exposition/openmetrics_writer.h"

#include <limits>

using namespace cairn;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

QByteArray bytes(const std::string& text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// What `write(writer)` writes.
template <typename Write>
QByteArray written(Write&& write)
{
    std::string out;
    OpenMetricsWriter writer(out);
    write(writer);
    return bytes(out);
}

} // namespace

class TestOpenMetricsWriter final : public QObject {
    Q_OBJECT

private slots:
    void namesFamilies_data();
    void namesFamilies();
    void spellsCanonicalNumbers();
    void writesPlainFamilies();
    void writesUnitsThatFit_data();
    void writesUnitsThatFit();
    void writesCountersWithExtras();
    void writesAHistogram();
    void leavesOutForbiddenSums_data();
    void leavesOutForbiddenSums();
    void writesASummary();
    void writesExemplars();
    void writesAGaugeHistogram();
    void quotesNames();
    void endsAndGoesOnElsewhere();
};

void TestOpenMetricsWriter::namesFamilies_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("head");
    const auto row = [](const char* title, const char* name, MetricType type, const char* head) {
        QTest::newRow(title) << QByteArray(name) << static_cast<int>(type) << QByteArray(head);
    };
    row("a counter loses its ending", "x_total", MetricType::Counter, "# TYPE x counter\nx_total 1\n");
    row("a counter without ending is unknown", "x", MetricType::Counter, "# TYPE x unknown\nx 1\n");
    row("a counter that is nothing but the ending is unknown", "_total", MetricType::Counter,
        "# TYPE _total unknown\n_total 1\n");
    row("an info loses its ending", "x_info", MetricType::Info, "# TYPE x info\nx_info 1\n");
    row("an info without ending is a gauge", "x", MetricType::Info, "# TYPE x gauge\nx 1\n");
    row("a gauge keeps any ending", "x_total", MetricType::Gauge, "# TYPE x_total gauge\nx_total 1\n");
    row("untyped is unknown", "x_info", MetricType::Untyped, "# TYPE x_info unknown\nx_info 1\n");
    row("a stateset", "x", MetricType::StateSet, "# TYPE x stateset\nx 1\n");
}

void TestOpenMetricsWriter::namesFamilies()
{
    QFETCH(QByteArray, name);
    QFETCH(int, type);
    const std::string family = name.toStdString();
    const QByteArray out = written([&](OpenMetricsWriter& writer) {
        writer.beginFamily(family, static_cast<MetricType>(type), {});
        writer.sample({}, 1);
    });
    QTEST(out, "head");
}

void TestOpenMetricsWriter::spellsCanonicalNumbers() // the examples of the specification
{
    const std::vector<double> numbers{
        -1, 0, 1e-10, 1e-09, 1e-05, 0.0001, 0.002, 0.1, 0.999, 1, 1.7, 10, 100000, 1e6, 1e10, 1.1e23, kInfinity};
    const std::vector<std::string> texts{"-1.0", "0.0", "1e-10", "1e-09", "1e-05", "0.0001", "0.002", "0.1", "0.999",
        "1.0", "1.7", "10.0", "100000.0", "1e+06", "1e+10", "1.1e+23", "+Inf"};
    QVERIFY(canonicalTexts(numbers) == texts);
}

void TestOpenMetricsWriter::writesPlainFamilies()
{
    const QByteArray out = written([](OpenMetricsWriter& writer) {
        writer.beginFamily("jobs_total", MetricType::Counter, "Jobs\nthat \\ ran \"well\".");
        writer.sample("a=\"b\",c=\"d\"", 17);
        writer.sample("", 0.25);
        writer.beginFamily("level", MetricType::Gauge, "");
        writer.sample("", -kInfinity);
        writer.sample("a=\"b\"", kNaN);
        writer.finish();
    });
    QCOMPARE(out,
        QByteArray("# TYPE jobs counter\n"
                   "# HELP jobs Jobs\\nthat \\\\ ran \\\"well\\\".\n"
                   "jobs_total{a=\"b\",c=\"d\"} 17\n"
                   "jobs_total 0.25\n"
                   "# TYPE level gauge\n"
                   "level -Inf\n"
                   "level{a=\"b\"} NaN\n"
                   "# EOF\n"));
}

void TestOpenMetricsWriter::writesUnitsThatFit_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("unit");
    QTest::addColumn<bool>("isWritten");
    const auto row = [](const char* title, const char* name, MetricType type, const char* unit, bool isWritten) {
        QTest::newRow(title) << QByteArray(name) << static_cast<int>(type) << QByteArray(unit) << isWritten;
    };
    row("the end of a gauge", "x_seconds", MetricType::Gauge, "seconds", true);
    row("before a counter's ending", "x_seconds_total", MetricType::Counter, "seconds", true);
    row("none", "x_seconds", MetricType::Gauge, "", false);
    row("not the end", "x_seconds_max", MetricType::Gauge, "seconds", false);
    row("no underscore before it", "xseconds", MetricType::Gauge, "seconds", false);
    row("the whole name", "seconds", MetricType::Gauge, "seconds", false);
    row("of an info", "x_seconds_info", MetricType::Info, "seconds", false);
    row("of a stateset", "x_seconds", MetricType::StateSet, "seconds", false);
}

void TestOpenMetricsWriter::writesUnitsThatFit()
{
    QFETCH(QByteArray, name);
    QFETCH(int, type);
    QFETCH(QByteArray, unit);
    const QByteArray out = written([&](OpenMetricsWriter& writer) {
        writer.beginFamily(name.toStdString(), static_cast<MetricType>(type), "h", unit.toStdString());
    });
    QTEST(out.contains(" seconds\n# HELP"), "isWritten");
    QTEST(out.contains("# UNIT"), "isWritten");
}

void TestOpenMetricsWriter::writesCountersWithExtras()
{
    const double born = 1.5;
    const Exemplar exemplar{{{"trace_id", "a\"b"}, {"z", ""}}, 0.5, 1520879607.789};
    const Exemplar* const exemplars[] = {&exemplar};
    const QByteArray out = written([&](OpenMetricsWriter& writer) {
        writer.beginFamily("x_total", MetricType::Counter, {});
        writer.sample("a=\"b\"", 3, {&born, exemplars});
        writer.sample("", 4, {&kNaN, {}});
        writer.beginFamily("y", MetricType::Counter, {}); // unknown: it has neither
        writer.sample("", 5, {&born, exemplars});
    });
    QCOMPARE(out,
        QByteArray("# TYPE x counter\n"
                   "x_total{a=\"b\"} 3 # {trace_id=\"a\\\"b\",z=\"\"} 0.5 1.520879607789e+09\n"
                   "x_created{a=\"b\"} 1.5\n"
                   "x_total 4\n"
                   "# TYPE y unknown\n"
                   "y 5\n"));
}

void TestOpenMetricsWriter::writesAHistogram()
{
    const std::vector<std::string> bounds = canonicalTexts(std::vector<double>{0.5, 1});
    const double sum = 3.25;
    const double born = 7;
    const QByteArray out = written([&](OpenMetricsWriter& writer) {
        writer.beginFamily("h", MetricType::Histogram, {});
        writer.histogram("a=\"b\"", bounds, std::vector<double>{1, 2, 3}, &sum, {&born, {}});
        writer.histogram("", {}, std::vector<double>{4}, nullptr);
    });
    QCOMPARE(out,
        QByteArray("# TYPE h histogram\n"
                   "h_bucket{a=\"b\",le=\"0.5\"} 1\n"
                   "h_bucket{a=\"b\",le=\"1.0\"} 3\n"
                   "h_bucket{a=\"b\",le=\"+Inf\"} 6\n"
                   "h_count{a=\"b\"} 6\n"
                   "h_sum{a=\"b\"} 3.25\n"
                   "h_created{a=\"b\"} 7\n"
                   "h_bucket{le=\"+Inf\"} 4\n"));
}

void TestOpenMetricsWriter::leavesOutForbiddenSums_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<double>("bound");
    QTest::addColumn<double>("sum");
    QTest::addColumn<bool>("isWritten");
    const int histogram = static_cast<int>(MetricType::Histogram);
    const int gauge = static_cast<int>(MetricType::GaugeHistogram);
    QTest::newRow("a histogram") << histogram << 1.0 << 2.0 << true;
    QTest::newRow("a histogram with a negative bound") << histogram << -1.0 << 2.0 << false;
    QTest::newRow("a histogram with a bound of minus zero") << histogram << -0.0 << 2.0 << true;
    QTest::newRow("a histogram with a negative sum") << histogram << 1.0 << -2.0 << false;
    QTest::newRow("a gauge histogram") << gauge << 1.0 << 2.0 << true;
    QTest::newRow("a gauge histogram with a negative bound") << gauge << -1.0 << -2.0 << true;
    QTest::newRow("a gauge histogram with a negative sum alone") << gauge << 1.0 << -2.0 << false;
}

void TestOpenMetricsWriter::leavesOutForbiddenSums()
{
    QFETCH(int, type);
    QFETCH(double, bound);
    QFETCH(double, sum);
    const QByteArray out = written([&](OpenMetricsWriter& writer) {
        writer.beginFamily("h", static_cast<MetricType>(type), {});
        writer.histogram("", canonicalTexts({&bound, 1}), std::vector<double>{1, 2}, &sum);
    });
    QCOMPARE(out.count("_bucket"), 2);
    QTEST(out.contains("sum"), "isWritten");
    QTEST(out.contains("count 3"), "isWritten");
}

void TestOpenMetricsWriter::writesASummary()
{
    const double sum = 10;
    const double negative = -10;
    const double count = 4;
    const double born = 7;
    const std::vector<std::string> quantiles = canonicalTexts(std::vector<double>{0, 0.5, 1});
    const QByteArray out = written([&](OpenMetricsWriter& writer) {
        writer.beginFamily("s", MetricType::Summary, {});
        writer.summary("a=\"b\"", quantiles, std::vector<double>{-1, 2, kNaN}, &sum, &count, {&born, {}});
        writer.summary("", {}, {}, &negative, &count);
    });
    QCOMPARE(out,
        QByteArray("# TYPE s summary\n"
                   "s{a=\"b\",quantile=\"0.5\"} 2\n"
                   "s{a=\"b\",quantile=\"1.0\"} NaN\n"
                   "s_count{a=\"b\"} 4\n"
                   "s_sum{a=\"b\"} 10\n"
                   "s_created{a=\"b\"} 7\n"
                   "s_count 4\n"));
}

void TestOpenMetricsWriter::writesExemplars() // of buckets
{
    const Exemplar bare{{}, 0.054, {}};
    const Exemplar traced{{{"trace_id", "KOO5S4vxi0o"}}, 0.67, 2.5};
    const std::vector<const Exemplar*> exemplars{&bare, nullptr, &traced};
    const std::vector<std::string> bounds = canonicalTexts(std::vector<double>{0.1, 0.5});
    const QByteArray out = written([&](OpenMetricsWriter& writer) {
        writer.beginFamily("h", MetricType::Histogram, {});
        writer.histogram("a=\"b\"", bounds, std::vector<double>{1, 2, 3}, nullptr, {nullptr, exemplars});
    });
    QCOMPARE(out,
        QByteArray("# TYPE h histogram\n"
                   "h_bucket{a=\"b\",le=\"0.1\"} 1 # {} 0.054\n"
                   "h_bucket{a=\"b\",le=\"0.5\"} 3\n"
                   "h_bucket{a=\"b\",le=\"+Inf\"} 6 # {trace_id=\"KOO5S4vxi0o\"} 0.67 2.5\n"));
}

void TestOpenMetricsWriter::writesAGaugeHistogram()
{
    const double sum = 3;
    const double born = 7; // the format has none
    const QByteArray out = written([&](OpenMetricsWriter& writer) {
        writer.beginFamily("h", MetricType::GaugeHistogram, {});
        writer.histogram("", canonicalTexts(std::vector<double>{1}), std::vector<double>{1, 2}, &sum, {&born, {}});
    });
    QCOMPARE(out,
        QByteArray("# TYPE h gaugehistogram\n"
                   "h_bucket{le=\"1.0\"} 1\n"
                   "h_bucket{le=\"+Inf\"} 3\n"
                   "h_gcount 3\n"
                   "h_gsum 3\n"));
}

void TestOpenMetricsWriter::quotesNames()
{
    const double sum = 3;
    const double born = 7;
    const QByteArray out = written([&](OpenMetricsWriter& writer) {
        writer.beginFamily("my.requests_total", MetricType::Counter, "h");
        writer.sample("a=\"b\",\"my.label\"=\"c\"", 1, {&born, {}});
        writer.sample("", 2);
        writer.beginFamily("my \"h\"", MetricType::Histogram, {});
        writer.histogram("", {}, std::vector<double>{1}, &sum);
    });
    QCOMPARE(out,
        QByteArray("# TYPE \"my.requests\" counter\n"
                   "# HELP \"my.requests\" h\n"
                   "{\"my.requests_total\",a=\"b\",\"my.label\"=\"c\"} 1\n"
                   "{\"my.requests_created\",a=\"b\",\"my.label\"=\"c\"} 7\n"
                   "{\"my.requests_total\"} 2\n"
                   "# TYPE \"my \\\"h\\\"\" histogram\n"
                   "{\"my \\\"h\\\"_bucket\",le=\"+Inf\"} 1\n"
                   "{\"my \\\"h\\\"_count\"} 1\n"
                   "{\"my \\\"h\\\"_sum\"} 3\n"));
}

void TestOpenMetricsWriter::endsAndGoesOnElsewhere()
{
    std::string first;
    std::string second;
    OpenMetricsWriter writer(first);
    writer.beginFamily("a", MetricType::Gauge, "");
    writer.sample("", 1);
    writer.writeTo(second);
    writer.sample("x=\"y\"", 2);
    writer.finish();
    QCOMPARE(bytes(first), QByteArray("# TYPE a gauge\na 1\n"));
    QCOMPARE(bytes(second), QByteArray("a{x=\"y\"} 2\n# EOF\n"));
}

QTEST_APPLESS_MAIN(TestOpenMetricsWriter)
#include "tst_openmetrics_writer.moc"
