// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "tests/core/openmetrics_sink.h"

#include <algorithm>
#include <ctime>

using namespace cairn;
using cairn::test::OpenMetricsRecordingSink;

namespace {

/// What was read, or the error as `line: message`.
QByteArray read(const QByteArray& body, const OpenMetricsOptions& options = {})
{
    OpenMetricsRecordingSink sink;
    const auto result = readOpenMetrics({body.constData(), static_cast<std::size_t>(body.size())}, options, sink);
    if (result)
        return QByteArray::fromStdString(sink.log);
    return QByteArray::number(result.error().line) + ": " + QByteArray::fromStdString(result.error().message);
}

/// A body with something of everything.
QByteArray goodBody()
{
    return "# HELP a With \\\\ and \\n, \\\"quoted\\\".\n"
           "# TYPE a counter\n"
           "a_total{job=\"x\",path=\"/v1/{id}#top, \\\"q\\\" \\\\ \\n\"} 17.0 # {trace_id=\"\xC3\xA9\"} 0.5 1.25\n"
           "a_created{job=\"x\",path=\"/v1/{id}#top, \\\"q\\\" \\\\ \\n\"} 1520430000.123\n"
           "plain 12345678901234567\n"
           "# TYPE h_seconds histogram\n"
           "# UNIT h_seconds seconds\n"
           "h_seconds_bucket{a=\"\xC3\xA9\",le=\"0.5\"} 1 # {} 0.25\n"
           "h_seconds_bucket{a=\"\xC3\xA9\",le=\"+Inf\"} 3\n"
           "h_seconds_count{a=\"\xC3\xA9\"} 3\n"
           "h_seconds_sum{a=\"\xC3\xA9\"} 0.125\n"
           "# TYPE \"my.state\" stateset\n"
           "{\"my.state\",\"my.state\"=\"on\"} 1\n"
           "{\"my.state\",\"my.state\"=\"off\"} 0\n"
           "# EOF\n";
}

/// Takes everything and keeps nothing.
struct Discard {
    std::size_t recogniseComment(const char*, const char*) { return 0; }
    std::size_t recogniseSeries(const char*, const char*) { return 0; }
    bool type(std::string_view, MetricType, std::string_view) { return true; }
    bool help(std::string_view, std::string_view, std::string_view) { return true; }
    bool unit(std::string_view, std::string_view, std::string_view) { return true; }
    bool series(const SeriesText&) { return true; }
    bool created(std::string_view, const SeriesText&, double, int) { return true; }
    void exemplar(const ExemplarView&) { }
    bool value(double, int) { return true; }
    std::string refusal() { return {}; }
};

double cpuSecondsToRead(const std::string& body)
{
    double best = 1e9;
    for (int round = 0; round < 3; ++round) {
        Discard sink;
        const std::clock_t start = std::clock();
        const auto result = readOpenMetrics(body, {}, sink);
        Q_UNUSED(result);
        best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return best;
}

/// Pieces of a body, each told apart by its number in place of `%`.
std::string numbered(const std::string& front, const std::string& piece, int count)
{
    std::string text = front;
    for (int i = 0; i < count; ++i) {
        for (const char c : piece)
            text += c == '%' ? std::to_string(i) : std::string(1, c);
    }
    return text;
}

} // namespace

class TestOpenMetricsReader final : public QObject {
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void leavesToTheSink_data();
    void leavesToTheSink();
    void refuses_data();
    void refuses();
    void readsSomethingOfEverything();
    void dropsTimestamps();
    void readsEveryPrefix();
    void boundsLabels();
    void keepsNamesWhereItIsTold();
    void passesOnWhatTheSinkRefuses_data();
    void passesOnWhatTheSinkRefuses();
    void takesLinearTime_data();
    void takesLinearTime();
};

void TestOpenMetricsReader::accepts_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("log");
    const auto row
        = [](const char* name, const QByteArray& body, const QByteArray& log) { QTest::newRow(name) << body << log; };
    row("nothing", "", "");
    row("the end alone", "# EOF\n", "");
    row("the end without line feed", "# EOF", "");
    row("one sample and no end", "a 1\n", "a 1\n");
    row("one sample and the end", "a 1\n# EOF\n", "a 1\n");
    row("one sample and the end without line feed", "a 1\n# EOF", "a 1\n");
    row("a counter", "# TYPE a counter\n# HELP a help\na_total 1\n# EOF\n",
        "# TYPE a_total counter\n# HELP a_total help\na_total 1\n");
    row("a counter of 64 bits", "# TYPE a counter\n# HELP a help\na_total 9223372036854775808\n# EOF\n",
        "# TYPE a_total counter\n# HELP a_total help\na_total 9.223372036854776e+18\n");
    row("a gauge", "# TYPE a gauge\n# HELP a help\na 1\n# EOF\n", "# TYPE a gauge\n# HELP a help\na 1\n");
    row("a gauge with a fraction", "# TYPE a gauge\na 1.2\n", "# TYPE a gauge\na 1.2\n");
    row("a gauge with a unit", "# TYPE a_seconds gauge\n# UNIT a_seconds seconds\n# HELP a_seconds help\na_seconds 1\n",
        "# TYPE a_seconds gauge\n# UNIT a_seconds seconds\n# HELP a_seconds help\na_seconds 1\n");
    row("a counter with a unit", "# TYPE a_seconds counter\n# UNIT a_seconds seconds\na_seconds_total 1\n",
        "# TYPE a_seconds_total counter\n# UNIT a_seconds_total seconds\na_seconds_total 1\n");
    row("a summary", "# TYPE a summary\n# HELP a help\na_count 1\na_sum 2\n",
        "# TYPE a summary\n# HELP a help\na_count 1\na_sum 2\n");
    row("a summary with quantiles",
        "# TYPE a summary\na_count 1\na_sum 2\na{quantile=\"0.5\"} 0.7\na{quantile=\"1\"} 0.8\n",
        "# TYPE a summary\na_count 1\na_sum 2\na{quantile=\"0.5\"} 0.7\na{quantile=\"1\"} 0.8\n");
    row("a summary of quantiles alone", "# TYPE a summary\na{quantile=\"0.5\"} NaN\n",
        "# TYPE a summary\na{quantile=\"0.5\"} NaN\n");
    row("a summary with a birth", "# TYPE a summary\na_count 17.0\na_sum 324789.3\na_created 1520430000.123\n",
        "# TYPE a summary\na_count 17\na_sum 324789.3\nbirth of a: a_created 1.520430000123e+09\n");
    row("a histogram", "# TYPE a histogram\na_bucket{le=\"1.0\"} 0\na_bucket{le=\"+Inf\"} 3\na_count 3\na_sum 2\n",
        "# TYPE a histogram\na_bucket{le=\"1.0\"} 0\na_bucket{le=\"+Inf\"} 3\na_count 3\na_sum 2\n");
    row("a histogram without sum", "# TYPE a histogram\na_bucket{le=\"1.0\"} 0\na_bucket{le=\"+Inf\"} 3\n",
        "# TYPE a histogram\na_bucket{le=\"1.0\"} 0\na_bucket{le=\"+Inf\"} 3\n");
    row("a histogram with bounds in many spellings",
        "# TYPE a histogram\na_bucket{le=\"0.0\"} 0\na_bucket{le=\"1e-05\"} 0\na_bucket{le=\"1.1e-4\"} "
        "5\na_bucket{le=\"0.1\"} 8\na_bucket{le=\"1\"} 10\na_bucket{le=\"100000.0\"} 11\na_bucket{le=\"1.1e+23\"} "
        "17\na_bucket{le=\"+Inf\"} 17\na_count 17\na_sum 324789.3\na_created 1520430000.123\n",
        "# TYPE a histogram\na_bucket{le=\"0.0\"} 0\na_bucket{le=\"1e-05\"} 0\na_bucket{le=\"1.1e-4\"} "
        "5\na_bucket{le=\"0.1\"} 8\na_bucket{le=\"1\"} 10\na_bucket{le=\"100000.0\"} 11\na_bucket{le=\"1.1e+23\"} "
        "17\na_bucket{le=\"+Inf\"} 17\na_count 17\na_sum 324789.3\nbirth of a: a_created 1.520430000123e+09\n");
    row("a histogram with a count first", "# TYPE a histogram\na_count 3\na_sum 2\na_bucket{le=\"+Inf\"} 3\n",
        "# TYPE a histogram\na_count 3\na_sum 2\na_bucket{le=\"+Inf\"} 3\n");
    row("a histogram of negative bounds without sum",
        "# TYPE a histogram\na_bucket{le=\"-1.0\"} 1\na_bucket{le=\"+Inf\"} 2\n",
        "# TYPE a histogram\na_bucket{le=\"-1.0\"} 1\na_bucket{le=\"+Inf\"} 2\n");
    row("two histograms",
        "# TYPE a histogram\na_bucket{b=\"1\",le=\"+Inf\"} 3\na_count{b=\"1\"} 3\na_sum{b=\"1\"} "
        "2\na_bucket{b=\"2\",le=\"+Inf\"} 4\na_created{b=\"2\"} 5\n",
        "# TYPE a histogram\na_bucket{b=\"1\",le=\"+Inf\"} 3\na_count{b=\"1\"} 3\na_sum{b=\"1\"} "
        "2\na_bucket{b=\"2\",le=\"+Inf\"} 4\nbirth of a: a_created{b=\"2\"} 5\n");
    row("a histogram with labels in another order",
        "# TYPE a histogram\na_bucket{b=\"1\",c=\"2\",le=\"+Inf\"} 3\na_count{c=\"2\",b=\"1\"} "
        "3\na_sum{c=\"2\",d=\"\",b=\"1\"} 2\n",
        "# TYPE a histogram\na_bucket{b=\"1\",c=\"2\",le=\"+Inf\"} 3\na_count{c=\"2\",b=\"1\"} "
        "3\na_sum{c=\"2\",d=\"\",b=\"1\"} 2\n");
    row("exemplars of a histogram",
        "# TYPE a histogram\na_bucket{le=\"1.0\"} 0 # {a=\"b\"} 0.5\na_bucket{le=\"2.0\"} 2 # {} "
        "0.5\na_bucket{le=\"+Inf\"} 3 # {a=\""
            + QByteArray(127, 'x') + "\"} 4 123\n",
        "# TYPE a histogram\n# {a=\"b\"} 0.5\na_bucket{le=\"1.0\"} 0\n# {} 0.5\na_bucket{le=\"2.0\"} 2\n# {a=\""
            + QByteArray(127, 'x') + "\"} 4 123\na_bucket{le=\"+Inf\"} 3\n");
    row("exemplars of a gauge histogram",
        "# TYPE a gaugehistogram\na_bucket{le=\"1.0\"} 0 # {a=\"b\"} 0.5\na_bucket{le=\"+Inf\"} 3 # {a=\"d\"} 4 "
        "-123.5\n",
        "# TYPE a gaugehistogram\n# {a=\"b\"} 0.5\na_bucket{le=\"1.0\"} 0\n# {a=\"d\"} 4 -123.5\na_bucket{le=\"+Inf\"} "
        "3\n");
    row("an exemplar of a counter", "# TYPE a counter\na_total 0 # {a=\"b\"} 0.5\n",
        "# TYPE a_total counter\n# {a=\"b\"} 0.5\na_total 0\n");
    row("an exemplar behind an empty label block", "# TYPE a counter\na_total{} 0 # {a=\"b\"} 0.5\n",
        "# TYPE a_total counter\n# {a=\"b\"} 0.5\na_total 0\n");
    row("an exemplar of 128 wide characters",
        "# TYPE a counter\na_total 0 # {a=\"" + QByteArray("\xE2\x82\xAC").repeated(127) + "\"} NaN\n",
        "# TYPE a_total counter\n# {a=\"" + QByteArray("\xE2\x82\xAC").repeated(127) + "\"} NaN\na_total 0\n");
    row("exemplars with hashes in values",
        "# TYPE a histogram\na_bucket{le=\"1.0\",foo=\"bar # \"} 0 # {a=\"b\",foo=\"bar # bar\"} "
        "0.5\na_bucket{le=\"+Inf\",foo=\"bar # \"} 3 # {a=\"d\",foo=\"} # {\"} 4\n",
        "# TYPE a histogram\n# {a=\"b\",foo=\"bar # bar\"} 0.5\na_bucket{le=\"1.0\",foo=\"bar # \"} 0\n# "
        "{a=\"d\",foo=\"} # {\"} 4\na_bucket{le=\"+Inf\",foo=\"bar # \"} 3\n");
    row("an exemplar with escapes and a quoted name",
        "# TYPE a counter\na_total{b=\"\\n\"} 0 # {a=\"\\\"\\\\\",b=\"\\z\",\"c.d\"=\"\\n\"} 0.5\n",
        "# TYPE a_total counter\n# {a=\"\\\"\\\\\",b=\"\\\\z\",\"c.d\"=\"\\n\"} 0.5\na_total{b=\"\\n\"} 0\n");
    row("a gauge histogram",
        "# TYPE a gaugehistogram\na_bucket{le=\"1.0\"} 0\na_bucket{le=\"+Inf\"} 3\na_gcount 3\na_gsum 2\n",
        "# TYPE a gaugehistogram\na_bucket{le=\"1.0\"} 0\na_bucket{le=\"+Inf\"} 3\na_gcount 3\na_gsum 2\n");
    row("a gauge histogram of negative bounds",
        "# TYPE a gaugehistogram\na_bucket{le=\"-1.0\"} 1\na_bucket{le=\"1.0\"} 2\na_bucket{le=\"+Inf\"} 3\na_gcount "
        "3\na_gsum -5\n",
        "# TYPE a gaugehistogram\na_bucket{le=\"-1.0\"} 1\na_bucket{le=\"1.0\"} 2\na_bucket{le=\"+Inf\"} 3\na_gcount "
        "3\na_gsum -5\n");
    row("an info", "# TYPE a info\n# HELP a help\na_info{foo=\"bar\"} 1\na_info{foo=\"baz\"} 1.0\n",
        "# TYPE a_info info\n# HELP a_info help\na_info{foo=\"bar\"} 1\na_info{foo=\"baz\"} 1\n");
    row("a state set", "# TYPE a stateset\na{a=\"bar\"} 0\na{a=\"foo\"} 1.0\n",
        "# TYPE a stateset\na{a=\"bar\"} 0\na{a=\"foo\"} 1\n");
    row("two state sets",
        "# TYPE a stateset\na{b=\"1\",a=\"bar\"} 0\na{b=\"1\",a=\"foo\"} 1.0\na{b=\"2\",a=\"bar\"} 0\n",
        "# TYPE a stateset\na{b=\"1\",a=\"bar\"} 0\na{b=\"1\",a=\"foo\"} 1\na{b=\"2\",a=\"bar\"} 0\n");
    row("an unknown", "# TYPE a unknown\n# HELP a help\na{b=\"1\"} 10.0\na{b=\"2\"} -12.0\n",
        "# TYPE a untyped\n# HELP a help\na{b=\"1\"} 10\na{b=\"2\"} -12\n");
    row("no metadata", "a 1\n", "a 1\n");
    row("no metadata of many families", "a 1\na_total 1\nb 1\n", "a 1\na_total 1\nb 1\n");
    row("a help before a type", "# HELP a help\n# TYPE a counter\na_total 1\n",
        "# TYPE a_total counter\n# HELP a_total help\na_total 1\n");
    row("a help and a unit before a type", "# HELP a_s help\n# UNIT a_s s\n# TYPE a_s counter\na_s_total 1\n",
        "# TYPE a_s_total counter\n# HELP a_s_total help\n# UNIT a_s_total s\na_s_total 1\n");
    row("a help and no type", "# HELP a help\na 1\n", "# HELP a help\na 1\n");
    row("a help and no sample", "# HELP a help\n# EOF\n", "# HELP a help\n");
    row("a help of an info before its type", "# HELP a help\n# TYPE a info\n",
        "# TYPE a_info info\n# HELP a_info help\n");
    row("helps and no types", "# HELP a one\n# HELP b two\nc 1\n", "# HELP a one\n# HELP b two\nc 1\n");
    row("an empty help and unit", "# HELP a \n# UNIT a \n# EOF\n", "");
    row("an empty help of a counter", "# TYPE a counter\n# HELP a \na_total 1\n",
        "# TYPE a_total counter\na_total 1\n");
    row("help with escapes", "# TYPE a counter\n# HELP a he\\n\\\\l\\tp \\\"q\\\" \"r\"\n",
        "# TYPE a_total counter\n# HELP a_total he\\n\\\\l\\\\tp \"q\" \"r\"\n");
    row("help that ends in a backslash", "# HELP a b\\\n", "# HELP a b\\\\\n");
    row("help with a NUL", QByteArray("# HELP a he\0lp\n", 15), QByteArray("# HELP a he\0lp\n", 15));
    row("help with blanks", "# HELP a  b \n", "# HELP a  b \n");
    row("braces in label values", "# TYPE a counter\na_total{foo=\"bar\",bar=\"b{a}z\"} 1\n",
        "# TYPE a_total counter\na_total{foo=\"bar\",bar=\"b{a}z\"} 1\n");
    row("hashes in label values", "# TYPE a counter\na_total{foo=\"foo # bar\"} 1\na_total{foo=\"} foo # bar # \"} 1\n",
        "# TYPE a_total counter\na_total{foo=\"foo # bar\"} 1\na_total{foo=\"} foo # bar # \"} 1\n");
    row("an empty label value", "# TYPE a counter\na_total{foo=\"bar\"} 1\na_total{foo=\"\"} 2\n",
        "# TYPE a_total counter\na_total{foo=\"bar\"} 1\na_total{foo=\"\"} 2\n");
    row("an empty label block", "# TYPE a counter\na_total{} 1\n", "# TYPE a_total counter\na_total 1\n");
    row("escapes in label values", "a{b=\"\\\\\\n\\\"\"} 1\n", "a{b=\"\\\\\\n\\\"\"} 1\n");
    row("a backslash before another character", "a{b=\"\\foo\\\\\",c=\"b\\\\a\\z\"} 1\n",
        "a{b=\"\\\\foo\\\\\",c=\"b\\\\a\\\\z\"} 1\n");
    row("infinite gauges", "# TYPE a gauge\na{foo=\"bar\"} +Inf\na{foo=\"baz\"} -Inf\n",
        "# TYPE a gauge\na{foo=\"bar\"} +Inf\na{foo=\"baz\"} -Inf\n");
    row("numbers in many spellings",
        "# TYPE a gauge\na{b=\"1\"} NaN\na{b=\"2\"} nan\na{b=\"3\"} -inf\na{b=\"4\"} +Infinity\na{b=\"5\"} "
        "0042\na{b=\"6\"} .5\na{b=\"7\"} 5.\na{b=\"8\"} +1E3\na{b=\"9\"} -1.e-3\na{b=\"10\"} 1e-400\n",
        "# TYPE a gauge\na{b=\"1\"} NaN\na{b=\"2\"} NaN\na{b=\"3\"} -Inf\na{b=\"4\"} +Inf\na{b=\"5\"} 42\na{b=\"6\"} "
        "0.5\na{b=\"7\"} 5\na{b=\"8\"} 1000\na{b=\"9\"} -0.001\na{b=\"10\"} 0\n");
    row("births",
        "# TYPE a counter\na_total 17.0\na_created 1520430000.123\n# TYPE b counter\nb_total{c=\"d\"} "
        "1\nb_created{c=\"d\"} 2\n",
        "# TYPE a_total counter\na_total 17\nbirth of a_total: a_created 1.520430000123e+09\n# TYPE b_total "
        "counter\nb_total{c=\"d\"} 1\nbirth of b_total: b_created{c=\"d\"} 2\n");
    row("a birth first", "# TYPE a counter\na_created 1\na_total 17.0\n",
        "# TYPE a_total counter\nbirth of a_total: a_created 1\na_total 17\n");
    row("a gauge that is called a birth", "# TYPE a gauge\na 1\na_created 2\n", "# TYPE a gauge\na 1\na_created 2\n");
    row("a counter whose name ends in total", "# TYPE a_total counter\na_total_total 1\na_total_created 2\n",
        "# TYPE a_total_total counter\na_total_total 1\nbirth of a_total_total: a_total_created 2\n");
    row("families without samples", "# TYPE a gauge\n# TYPE b counter\n# TYPE c histogram\n",
        "# TYPE a gauge\n# TYPE b_total counter\n# TYPE c histogram\n");
    row("names with colons", ":a:b{c=\"d\"} 1\n", ":a:b{c=\"d\"} 1\n");
    row("quoted names",
        "# HELP \"my.name\" help\n# TYPE \"my.name\" counter\n{\"my.name_total\",a=\"b\"} 1 # {} "
        "1\n{\"my.name_created\",a=\"b\"} 2\n",
        "# TYPE \"my.name_total\" counter\n# HELP \"my.name_total\" help\n# {} 1\n{\"my.name_total\",a=\"b\"} 1\nbirth "
        "of \"my.name_total\": {\"my.name_created\",a=\"b\"} 2\n");
    row("a quoted name behind labels", "{a=\"b\",\"my.name\"} 1\n", "{\"my.name\",a=\"b\"} 1\n");
    row("quoted label names", "a{\"b.c\"=\"d\",\"e f\"=\"g\"} 1\n", "a{\"b.c\"=\"d\",\"e f\"=\"g\"} 1\n");
    row("quoted names with escapes", "# TYPE \"a\\\"b\" info\n{\"a\\\"b_info\",\"c\\\\\"=\"d\"} 1\n",
        "# TYPE \"a\\\"b_info\" info\n{\"a\\\"b_info\",\"c\\\\\"=\"d\"} 1\n");
    row("a quoted histogram",
        "# TYPE \"a.b\" histogram\n{\"a.b_bucket\",le=\"+Inf\"} 1\n{\"a.b_count\"} 1\n{\"a.b_sum\"} 1\n",
        "# TYPE \"a.b\" histogram\n{\"a.b_bucket\",le=\"+Inf\"} 1\n{\"a.b_count\"} 1\n{\"a.b_sum\"} 1\n");
    row("a quoted name that needs no quotes", "# TYPE \"a\" counter\n{\"a_total\"} 1\na_created 2\n",
        "# TYPE a_total counter\na_total 1\nbirth of a_total: a_created 2\n");
}

void TestOpenMetricsReader::accepts()
{
    QFETCH(QByteArray, body);
    QTEST(read(body), "log");
}

void TestOpenMetricsReader::leavesToTheSink_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char* name, const QByteArray& body) { QTest::newRow(name) << body; };
    row("a label twice", "a{a=\"1\",a=\"1\"} 1\n");
    row("a label with hashes twice", "a{a=\" # \",a=\" # \"} 1\n");
    row("a quantile below zero", "# TYPE a summary\na{quantile=\"-1\"} 0\n");
    row("a quantile that is a word", "# TYPE a summary\na{quantile=\"foo\"} 0\n");
    row("a quantile above one", "# TYPE a summary\na{quantile=\"1.01\"} 0\n");
    row("a quantile NaN", "# TYPE a summary\na{quantile=\"NaN\"} 0\n");
    row("a counter NaN", "# TYPE a counter\na_total NaN\n");
    row("a negative counter", "# TYPE a counter\na_total -1\n");
    row("a sum NaN", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_count 1\na_sum NaN\n");
    row("a negative count", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_count -1\na_sum 1\n");
    row("a negative bucket", "# TYPE a histogram\na_bucket{le=\"+Inf\"} -1\n");
    row("a negative bucket of a gauge histogram", "# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} -1\n");
    row("a sum NaN of a gauge histogram", "# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 1\na_gcount 1\na_gsum NaN\n");
    row("a sum NaN of a summary", "# TYPE a summary\na_sum NaN\n");
    row("a negative count of a summary", "# TYPE a summary\na_count -1\n");
    row("a count that is not the last bucket", "# TYPE a histogram\na_count 1\na_sum 1\na_bucket{le=\"+Inf\"} 0\n");
    row("buckets that go down", "# TYPE a histogram\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 0\n");
    row("a sample twice", "# TYPE a gauge\na 1\na 2\n");
}

/// The sink checks these in every format.
void TestOpenMetricsReader::leavesToTheSink()
{
    QFETCH(QByteArray, body);
    OpenMetricsRecordingSink sink;
    QVERIFY(readOpenMetrics(body.toStdString(), {}, sink));
}

void TestOpenMetricsReader::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("error");
    const auto row = [](const char* name, const QByteArray& body, const QByteArray& error) {
        QTest::newRow(name) << body << error;
    };
    const QByteArray keywords = "expected '# TYPE ', '# HELP ', '# UNIT ' or '# EOF', found ";
    const QByteArray noOther = ": OpenMetrics has no other comments";
    const QByteArray types = "expected counter, gauge, histogram, gaugehistogram, stateset, info, summary or unknown "
                             "as type of 'a', found ";
    const QByteArray time = "expected the end of the line or a timestamp in seconds, found ";
    const QByteArray refused = ": timestamps are refused unless the gateway is told to ignore them";
    const QByteArray feed = ": a line feed in a value is written as '\\n'";
    const QByteArray exemplars = "expected an exemplar on '_total' of a counter or '_bucket' of a histogram alone, "
                                 "found one on another sample of ";
    const QByteArray infinity = "expected a bucket le=\"+Inf\" as last of ";
    row("an empty line", "a 1\n\n# EOF\n", "2: expected a sample, found an empty line, which OpenMetrics has not");
    row("an empty line alone", "\n", "1: expected a sample, found an empty line, which OpenMetrics has not");
    row("a line behind the end", "a 1\n# EOF\nblah", "3: expected nothing behind '# EOF', found more");
    row("a line feed behind the end", "a 1\n# EOF\n\n", "3: expected nothing behind '# EOF', found more");
    row("an end twice", "# EOF\n# EOF\n", "2: expected nothing behind '# EOF', found more");
    row("something right behind the end", "a 1\n# EOFblah", "2: " + keywords + "'# EOFblah'" + noOther);
    row("an end with a blank before it", "a 1\n # EOF\n", "2: expected a metric name, found ' '");
    row("an end with a blank behind it", "# EOF \n", "1: " + keywords + "'# EOF '" + noOther);
    row("an end with a carriage return", "# EOF\r\n", "1: " + keywords + "'# EOF\\r'" + noOther);
    row("a last line without line feed", "a 1", "1: expected a line feed behind the value, found the end of the text");
    row("metadata without line feed", "# TYPE a gauge", "1: expected a line feed, found the end of the text");
    row("a byte order mark",
        "\xEF\xBB\xBF"
        "a 1\n",
        "1: expected a metric name, found '\xEF\xBB\xBF'");
    row("a carriage return behind a value", "a 1\r\n",
        "1: expected a line feed behind the value, found '\\r': lines of OpenMetrics have no carriage returns");
    row("a carriage return behind a help", "# HELP a b\r\n",
        "1: expected a line feed alone, found a carriage return before it");
    row("a carriage return behind a type", "# TYPE a gauge\r\n",
        "1: expected a line feed alone, found a carriage return before it");
    row("only blanks", " \n", "1: expected a metric name, found ' '");
    row("a label value without quotes", "a{a=1} 1\n", "1: expected '\"' before the value of label 'a', found '1'");
    row("a label value never closed", "a{a=\"1} 1\n",
        "1: expected '\"' behind the value of label 'a', found the end of the line" + feed);
    row("a label value in single quotes", "a{a='1'} 1\n", "1: expected '\"' before the value of label 'a', found '''");
    row("no equals sign and no value", "a{a} 1\n", "1: expected '=' behind the name of label 'a', found '}'");
    row("no equals sign", "a{a\"value\"} 1\n", "1: expected '=' behind the name of label 'a', found '\"'");
    row("no equals sign before an empty value", "a{a\"\"} 1\n",
        "1: expected '=' behind the name of label 'a', found '\"'");
    row("no label value", "a{a=} 1\n", "1: expected '\"' before the value of label 'a', found '}'");
    row("a label value of one quote", "a{a=\"} 1\n",
        "1: expected '\"' behind the value of label 'a', found the end of the line" + feed);
    row("no comma", "a{a=\"1\"b=\"2\"} 1\n", "1: expected ',' or '}' behind the value of label 'a', found 'b'");
    row("two commas", "a{a=\"1\",,b=\"2\"} 1\n", "1: expected a label name or '}', found ','");
    row("a final comma", "a{a=\"1\",b=\"2\",} 1\n", "1: expected a label name behind ',', found '}'");
    row("a comma alone", "a{,} 1\n", "1: expected a label name or '}', found ','");
    row("a digit as label name", "a{1=\"1\"} 1\n", "1: expected a label name or '}', found '1'");
    row("a digit as label name and no blank", "a{1=\"1\"}1\n", "1: expected a label name or '}', found '1'");
    row("a label name without value behind a label", "a{a=\"1\"b} 1\n",
        "1: expected ',' or '}' behind the value of label 'a', found 'b'");
    row("a digit as label name before a hash", "a{1=\" # \"} 1\n", "1: expected a label name or '}', found '1'");
    row("no blank behind labels", "a{a=\" # \"}1\n", "1: expected one blank before the value, found '1'");
    row("no value of the last label", "a{a=\" # \",b=}1\n",
        "1: expected '\"' before the value of label 'b', found '}'");
    row("a label name right behind a value", "a{a=\" # \"b}1\n",
        "1: expected ',' or '}' behind the value of label 'a', found 'b'");
    row("a blank before the labels", "a {a=\"1\"} 1\n", "1: expected a number as value, found '{a=\"1\"}'");
    row("a blank within the labels", "a{ a=\"1\"} 1\n", "1: expected a label name or '}', found ' '");
    row("a blank before an equals sign", "a{a =\"1\"} 1\n", "1: expected '=' behind the name of label 'a', found ' '");
    row("a blank behind an equals sign", "a{a= \"1\"} 1\n",
        "1: expected '\"' before the value of label 'a', found ' '");
    row("a blank behind a comma", "a{a=\"1\", b=\"2\"} 1\n", "1: expected a label name or '}', found ' '");
    row("a blank before a brace", "a{a=\"1\" } 1\n", "1: expected ',' or '}' behind the value of label 'a', found ' '");
    row("a reserved label name", "a{__a=\"1\"} 1\n", "1: label '__a' is reserved, as all that begin with '__' are");
    row("a value that is not UTF-8", "a{a=\"\xFF\"} 1\n", "1: the value of label 'a' is not valid UTF-8");
    row("a backslash at the end of a line", "a{a=\"\\\n\"} 1\n",
        "1: expected '\\\\', '\\\"' or '\\n' in the value of label 'a', found '\\' and the end of the line");
    row("a name alone", "a\n", "1: expected one blank before the value, found the end of the line");
    row("a name and a blank", "a \n", "1: expected a number as value, found the end of the line");
    row("a help without name", "# HELP\n", "1: " + keywords + "'# HELP'" + noOther);
    row("a help without name but a blank", "# HELP \n",
        "1: expected a metric name behind '# HELP ', found the end of the line");
    row("a help without text", "# HELP a\n", "1: expected one blank behind the name 'a', found the end of the line");
    row("a help with a tab for a blank", "# HELP a\t\n", "1: expected one blank behind the name 'a', found '\\t'");
    row("a blank before a help", " # HELP a meh\n", "1: expected a metric name, found ' '");
    row("a help that is not UTF-8", "# HELP a \xFF\n", "1: the help of 'a' is not valid UTF-8");
    row("two blanks before a help's name", "# HELP  a b\n", "1: expected a metric name behind '# HELP ', found ' '");
    row("a type without name", "# TYPE\n", "1: " + keywords + "'# TYPE'" + noOther);
    row("a type without name but a blank", "# TYPE \n",
        "1: expected a metric name behind '# TYPE ', found the end of the line");
    row("a type of nothing", "# TYPE a\n", "1: expected one blank behind the name 'a', found the end of the line");
    row("a type with a tab for a blank", "# TYPE a\t\n", "1: expected one blank behind the name 'a', found '\\t'");
    row("an unknown type", "# TYPE a meh\n", "1: " + types + "'meh'");
    row("an unknown type and a blank", "# TYPE a meh \n", "1: " + types + "'meh '");
    row("a blank behind a type", "# TYPE a gauge \n", "1: " + types + "'gauge '");
    row("the type untyped of text", "# TYPE a untyped\n", "1: " + types + "'untyped'");
    row("a type in capitals", "# TYPE a Gauge\n", "1: " + types + "'Gauge'");
    row("two blanks before a type", "# TYPE a  gauge\n", "1: " + types + "' gauge'");
    row("a unit without name", "# UNIT\n", "1: " + keywords + "'# UNIT'" + noOther);
    row("a unit without name but a blank", "# UNIT \n",
        "1: expected a metric name behind '# UNIT ', found the end of the line");
    row("a unit of nothing", "# UNIT a\n", "1: expected one blank behind the name 'a', found the end of the line");
    row("a unit with a tab for a blank", "# UNIT a\t\n", "1: expected one blank behind the name 'a', found '\\t'");
    row("a unit that the name does not end in", "# UNIT a seconds\n",
        "1: expected a name that ends in '_seconds', as its unit says, found 'a'");
    row("a unit without underscore before it", "# UNIT aseconds seconds\n",
        "1: expected a name that ends in '_seconds', as its unit says, found 'aseconds'");
    row("a unit that is the whole name", "# UNIT seconds seconds\n",
        "1: expected a name that ends in '_seconds', as its unit says, found 'seconds'");
    row("a blank behind a unit", "# UNIT a_seconds seconds \n",
        "1: expected letters, digits, '_' and ':' in a unit, found ' '");
    row("a unit of an info", "# TYPE x_u info\n# UNIT x_u u\n", "2: expected no unit of info 'x_u', found 'u'");
    row("a unit of a state set", "# TYPE x_u stateset\n# UNIT x_u u\n",
        "2: expected no unit of stateset 'x_u', found 'u'");
    row("a unit before its info", "# UNIT x_u u\n# TYPE x_u info\n", "2: expected no unit of info 'x_u', found 'u'");
    row("a type behind a sample", "# HELP a x\na 1\n# TYPE a gauge\n",
        "3: expected the TYPE line of 'a' before its samples, found it behind them");
    row("a help behind a sample", "# TYPE a gauge\na 1\n# HELP a gauge\n",
        "3: expected the HELP line of 'a' before its samples, found it behind them");
    row("a unit behind a sample", "# TYPE a_s gauge\na_s 1\n# UNIT a_s s\n",
        "3: expected the UNIT line of 'a_s' before its samples, found it behind them");
    row("an empty help twice", "# HELP a \n# HELP a \n", "2: found a second HELP line of 'a'");
    row("a help twice", "# HELP a x\n# HELP a x\n", "2: found a second HELP line of 'a'");
    row("a type twice", "# TYPE a unknown\n# TYPE a unknown\n", "2: found a second TYPE line of 'a'");
    row("a unit twice", "# UNIT a_s s\n# UNIT a_s s\n", "2: found a second UNIT line of 'a_s'");
    row("other metadata", "# FOO a x\n", "1: " + keywords + "'# FOO a x'" + noOther);
    row("a comment", "# a remark\n", "1: " + keywords + "'# a remark'" + noOther);
    row("a bare hash", "#\n", "1: " + keywords + "'#'" + noOther);
    row("a hash without blank", "#TYPE a gauge\n", "1: " + keywords + "'#TYPE a gauge'" + noOther);
    row("a digit first in a name", "0a 1\n", "1: expected a metric name, found '0'");
    row("a dot in a name", "a.b 1\n", "1: expected a blank or '{' behind metric name 'a', found '.'");
    row("a dash in a name", "a-b 1\n", "1: expected a blank or '{' behind metric name 'a', found '-'");
    row("a dot in the name of a type", "# TYPE a.b gauge\n", "1: expected one blank behind the name 'a', found '.'");
    row("a word as value", "a a\n", "1: expected a number as value, found 'a'");
    row("two blanks before a value", "a  1\n",
        "1: expected a number as value, found ' ': OpenMetrics has exactly one blank between tokens");
    row("a tab before a value", "a\t1\n", "1: expected a blank or '{' behind metric name 'a', found '\\t'");
    row("a tab behind a value", "a 1\t\n", "1: expected a line feed behind the value, found '\\t'");
    row("a blank behind a value", "a 1 \n", "1: " + time + "a blank before it");
    row("an underscore in a value", "a 1_2\n", "1: expected a number as value, found '1_2'");
    row("a hexadecimal value", "a 0x1p-3\n", "1: expected a number as value, found '0x1p-3'");
    row("a hexadecimal value in capitals", "a 0X1P-3\n", "1: expected a number as value, found '0X1P-3'");
    row("a binary value", "a 0b1\n", "1: expected a number as value, found '0b1'");
    row("an octal value", "a 0o1\n", "1: expected a number as value, found '0o1'");
    row("a hexadecimal integer", "a 0x1\n", "1: expected a number as value, found '0x1'");
    row("a signed NaN", "a -NaN\n", "1: expected a number as value, found '-NaN'");
    row("a value too big", "a 1e400\n", "1: value '1e400' is out of the range of a double");
    row("a timestamp", "a 1 123\n", "1: expected the end of the line, found timestamp '123'" + refused);
    row("a timestamp before an exemplar", "# TYPE a counter\na_total 1 123 # {} 1\n",
        "2: expected the end of the line, found timestamp '123'" + refused);
    row("a word as timestamp", "a 1 z\n", "1: " + time + "'z'");
    row("a timestamp that ends in a letter", "a 1 1z\n", "1: " + time + "'1z'");
    row("an underscore in a timestamp", "a 1 1_2\n", "1: " + time + "'1_2'");
    row("two points in a timestamp", "a 1 1.1.1\n", "1: " + time + "'1.1.1'");
    row("NaN as timestamp", "a 1 NaN\n", "1: " + time + "'NaN'");
    row("infinity as timestamp", "a 1 Inf\n", "1: " + time + "'Inf'");
    row("signed infinity as timestamp", "a 1 +Inf\n", "1: " + time + "'+Inf'");
    row("negative infinity as timestamp", "a 1 -Inf\n", "1: " + time + "'-Inf'");
    row("a hexadecimal timestamp", "a 1 0x1p-3\n", "1: " + time + "'0x1p-3'");
    row("a hash alone behind a value", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1 #\n",
        "2: expected ' {' and the labels of an exemplar behind '#', found the end of the line");
    row("no blank before an exemplar", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1# {} 1\n",
        "2: expected a number as value, found '1#'");
    row("no blank behind the hash of an exemplar", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1 #{} 1\n",
        "2: expected ' {' and the labels of an exemplar behind '#', found '{'");
    row("no blank before the value of an exemplar", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1 # {}1\n",
        "2: expected one blank before the value of the exemplar, found '1'");
    row("a blank behind an exemplar", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1 # {} 1 \n",
        "2: " + time + "a blank before it");
    row("a blank behind the timestamp of an exemplar", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1 # {} 1 1 \n",
        "2: expected a line feed behind the exemplar, found ' '");
    row("no value of an exemplar", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1 # {}\n",
        "2: expected one blank before the value of the exemplar, found the end of the line");
    row("no line feed behind an exemplar", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1 # {} 1",
        "2: expected a line feed behind the exemplar, found the end of the text");
    row("labels of an exemplar that are too long",
        "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1 # {a=\"" + QByteArray(128, 'x') + "\"} 1 1\n",
        "2: expected at most 128 characters in the labels of an exemplar, found 129");
    row("labels of an exemplar that are too long together",
        "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1 # {a=\"" + QByteArray(64, 'x') + "\",b=\"" + QByteArray(63, 'y')
            + "\"} 1\n",
        "2: expected at most 128 characters in the labels of an exemplar, found 129");
    row("labels of an exemplar too long in wide characters",
        "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1 # {a=\"" + QByteArray("\xE2\x82\xAC").repeated(128) + "\"} 1\n",
        "2: expected at most 128 characters in the labels of an exemplar, found 129");
    row("a hexadecimal value of an exemplar", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1 # {} 0x1p-3\n",
        "2: expected a number as value of the exemplar, found '0x1p-3'");
    row("a hexadecimal timestamp of an exemplar", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1 # {} 1 0x1p-3\n",
        "2: " + time + "'0x1p-3'");
    row("NaN as timestamp of an exemplar", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1 # {} 1 NaN\n",
        "2: " + time + "'NaN'");
    row("infinity as timestamp of an exemplar", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1 # {} 1 +Inf\n",
        "2: " + time + "'+Inf'");
    row("negative infinity as timestamp of an exemplar", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1 # {} 1 -Inf\n",
        "2: " + time + "'-Inf'");
    row("an exemplar of blanks alone", "# TYPE a counter\na_total 1 # {id=\"a\"}  \n",
        "2: expected a number as value of the exemplar, found ' ': OpenMetrics has exactly one blank between tokens");
    row("an exemplar without its brace", "# TYPE a counter\na_total 1 # id=\"a\"} 1\n",
        "2: expected ' {' and the labels of an exemplar behind '#', found ' '");
    row("an exemplar without blank and brace", "# TYPE a counter\na_total 1 #id=\" # \"} 1\n",
        "2: expected ' {' and the labels of an exemplar behind '#', found 'i'");
    row("an exemplar without hash", "# TYPE a counter\na_total 1 id=\" # \"} 1\n", "2: " + time + "'id=\"'");
    row("an exemplar with a label twice", "# TYPE a counter\na_total 1 # {a=\"b\",a=\"c\"} 1\n",
        "2: found label 'a' of the exemplar a second time");
    row("a quoted name within an exemplar", "# TYPE a counter\na_total 1 # {\"a\"} 1\n",
        "2: expected '=' behind the name of label 'a', found '}'");
    row("a second exemplar", "# TYPE a counter\na_total 1 # {} 1 # {} 1\n", "2: " + time + "'#'");
    row("an exemplar on a sum", "# TYPE a histogram\na_sum 1 # {a=\"b\"} 0.5\n", "2: " + exemplars + "histogram 'a'");
    row("an exemplar on a count", "# TYPE a histogram\na_count 1 # {a=\"b\"} 0.5\n",
        "2: " + exemplars + "histogram 'a'");
    row("an exemplar on a sample no gauge histogram has", "# TYPE a gaugehistogram\na_sum 1 # {a=\"b\"} 0.5\n",
        "2: " + exemplars + "unknown 'a_sum'");
    row("an exemplar on a gauge's sum", "# TYPE a gaugehistogram\na_gsum 1 # {a=\"b\"} 0.5\n",
        "2: " + exemplars + "gaugehistogram 'a'");
    row("an exemplar on a gauge called bucket", "# TYPE a_bucket gauge\na_bucket 1 # {a=\"b\"} 0.5\n",
        "2: " + exemplars + "gauge 'a_bucket'");
    row("an exemplar on a birth", "# TYPE a counter\na_created 1 # {a=\"b\"} 0.5\n", "2: " + exemplars + "counter 'a'");
    row("an exemplar on a gauge", "# TYPE a gauge\na 1 # {a=\"b\"} 1\n", "2: " + exemplars + "gauge 'a'");
    row("an exemplar on an info", "# TYPE a info\na_info 1 # {a=\"b\"} 1\n", "2: " + exemplars + "info 'a'");
    row("an exemplar on a state", "# TYPE a stateset\na{a=\"b\"} 1 # {c=\"d\"} 1\n",
        "2: " + exemplars + "stateset 'a'");
    row("an exemplar on a sample without type", "a_total 1 # {a=\"b\"} 1\n", "1: " + exemplars + "unknown 'a_total'");
    row("an exemplar on a quantile", "# TYPE a summary\na{quantile=\"0.5\"} 1 # {a=\"b\"} 1\n",
        "2: " + exemplars + "summary 'a'");
    row("an exemplar above its bucket", "# TYPE a histogram\na_bucket{le=\"1\"} 1 # {} 1.5\n",
        "2: expected an exemplar of at most the bound 1 of its bucket, found 1.5");
    row("a native histogram", "# TYPE a histogram\na {count:1,sum:2,schema:0,zero_threshold:0,zero_count:0}\n",
        "2: expected a number as value, found '{count:1,sum:2,schema:0,zero_threshold:0,zero_count:0}': native "
        "histograms are no part of OpenMetrics 1.0 text, push them as protobuf");
    row("a native histogram with labels", "# TYPE a histogram\na{b=\"c\"} {count:1,sum:2}\n",
        "2: expected a number as value, found '{count:1,sum:2}': native histograms are no part of OpenMetrics 1.0 "
        "text, push them as protobuf");
    row("a state without its label", "# TYPE a stateset\na 2\n", "2: expected a label 'a' of stateset 'a', found none");
    row("a state of no label and zero", "# TYPE a stateset\na 0\n",
        "2: expected a label 'a' of stateset 'a', found none");
    row("an info without its suffix", "# TYPE a info\na 2\n", "2: expected 'a_info' as sample of info 'a', found 'a'");
    row("a quantile without its label", "# TYPE a summary\na 0\n",
        "2: expected a label 'quantile' of summary 'a', found none");
    row("a bucket without bound", "# TYPE a histogram\na_bucket 0\n",
        "2: expected a label 'le' of histogram 'a', found none");
    row("a bucket of a gauge histogram without bound", "# TYPE a gaugehistogram\na_bucket 0\n",
        "2: expected a label 'le' of gaugehistogram 'a', found none");
    row("a bound that is a word", "# TYPE a histogram\na_bucket{le=\"foo\"} 0\n",
        "2: expected a number in label 'le', found 'foo'");
    row("a bound that is NaN", "# TYPE a histogram\na_bucket{le=\"NaN\"} 0\n",
        "2: expected a number in label 'le', found 'NaN'");
    row("an info of two", "# TYPE a info\na_info{foo=\"bar\"} 2\n", "2: expected 1 as value of info 'a', found 2");
    row("a state of two", "# TYPE a stateset\na{a=\"bar\"} 2\n",
        "2: expected 0 or 1 as value of stateset 'a', found 2");
    row("a state of NaN", "# TYPE a stateset\na{a=\"bar\"} NaN\n",
        "2: expected 0 or 1 as value of stateset 'a', found NaN");
    row("half an observation", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 0.5\n",
        "2: expected an integer as count of histogram 'a', found 0.5");
    row("half an observation in a gauge histogram", "# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 0.5\n",
        "2: expected an integer as count of gaugehistogram 'a', found 0.5");
    row("half a count", "# TYPE a summary\na_count 0.5\n", "2: expected an integer as count of summary 'a', found 0.5");
    row("half a count of a gauge histogram", "# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 1\na_gcount 0.5\n",
        "3: expected an integer as count of gaugehistogram 'a', found 0.5");
    row("a negative sum", "# TYPE a histogram\na_sum -1\n",
        "2: expected a sum of zero or more of histogram 'a', found -1");
    row("a negative sum of a summary", "# TYPE a summary\na_sum -1\n",
        "2: expected a sum of zero or more of summary 'a', found -1");
    row("a negative quantile", "# TYPE a summary\na{quantile=\"0.5\"} -1\n",
        "2: expected a quantile of zero or more of summary 'a', found -1");
    row("a sum without buckets", "# TYPE a histogram\na_sum 1\n# EOF\n",
        "2: " + infinity + "histogram 'a', found none");
    row("a count without buckets", "# TYPE a histogram\na_count 1\n", "2: " + infinity + "histogram 'a', found none");
    row("a birth without buckets", "# TYPE a histogram\na_created 1\n", "2: " + infinity + "histogram 'a', found none");
    row("a birth without its total", "# TYPE a counter\na_created 1\n",
        "2: expected 'a_total' beside '_created' of counter 'a', found none");
    row("a birth without its total before another metric",
        "# TYPE a counter\na_created{b=\"1\"} 1\na_total{b=\"2\"} 1\n",
        "2: expected 'a_total' beside '_created' of counter 'a', found none");
    row("a second birth", "# TYPE a counter\na_total 1\na_created 1\na_created 1\n",
        "4: expected one '_created' of each metric of counter 'a', found a second");
    row("no bucket of infinity", "# TYPE a histogram\na_bucket{le=\"1\"} 0\n# EOF\n",
        "2: " + infinity + "histogram 'a', found none");
    row("no bucket of infinity before another metric",
        "# TYPE a histogram\na_bucket{x=\"1\",le=\"1\"} 0\na_bucket{x=\"2\",le=\"+Inf\"} 0\n",
        "2: " + infinity + "histogram 'a', found none");
    row("no bucket of infinity before another family", "# TYPE a histogram\na_bucket{le=\"1\"} 0\nb 1\n",
        "2: " + infinity + "histogram 'a', found none");
    row("no bucket of infinity before another type", "# TYPE a histogram\na_bucket{le=\"1\"} 0\n# TYPE b gauge\n",
        "2: " + infinity + "histogram 'a', found none");
    row("a sum without count", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 0\na_sum 0\n",
        "3: expected '_sum' and '_count' of histogram 'a' together, found '_sum' alone");
    row("a count without sum", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 0\na_count 0\n",
        "3: expected '_sum' and '_count' of histogram 'a' together, found '_count' alone");
    row("a sum beside negative bounds",
        "# TYPE a histogram\na_bucket{le=\"-1\"} 0\na_bucket{le=\"+Inf\"} 0\na_sum 0\na_count 0\n",
        "5: expected no '_sum' beside negative bounds of histogram 'a', found one");
    row("a sum alone beside negative bounds",
        "# TYPE a histogram\na_bucket{le=\"-1.0\"} 1\na_bucket{le=\"+Inf\"} 2\na_sum 1\n",
        "4: expected '_sum' and '_count' of histogram 'a' together, found '_sum' alone");
    row("a sum of a gauge histogram without buckets", "# TYPE a gaugehistogram\na_gsum 1\n",
        "2: " + infinity + "gaugehistogram 'a', found none");
    row("a sum of a gauge histogram without count", "# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 0\na_gsum 0\n",
        "3: expected '_gsum' and '_gcount' of gaugehistogram 'a' together, found '_gsum' alone");
    row("a count of a gauge histogram without sum", "# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 0\na_gcount 0\n",
        "3: expected '_gsum' and '_gcount' of gaugehistogram 'a' together, found '_gcount' alone");
    row("a negative sum of a gauge histogram without negative bounds",
        "# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 1\na_gsum -1\na_gcount 1\n",
        "4: expected a '_gsum' of zero or more without negative bounds of gaugehistogram 'a', found less");
    row("infinity in capitals", "# TYPE a histogram\na_bucket{le=\"+INF\"} 0\n",
        "2: expected '+Inf' as the last bound, found '+INF'");
    row("infinity without sign", "# TYPE a histogram\na_bucket{le=\"Inf\"} 0\n",
        "2: expected '+Inf' as the last bound, found 'Inf'");
    row("negative infinity as bound", "# TYPE a histogram\na_bucket{le=\"-Inf\"} 0\n",
        "2: expected '+Inf' as the last bound, found '-Inf'");
    row("bounds out of order",
        "# TYPE a histogram\na_bucket{le=\"2\"} 0\na_bucket{le=\"1\"} 0\na_bucket{le=\"+Inf\"} 0\n",
        "3: expected the bounds of histogram 'a' in increasing order, found '1' behind 2");
    row("a bound twice", "# TYPE a histogram\na_bucket{le=\"1\"} 0\na_bucket{le=\"1.0\"} 0\n",
        "3: expected the bounds of histogram 'a' in increasing order, found '1.0' behind 1");
    row("samples of two summaries mixed", "# TYPE a summary\na_sum{a=\"1\"} 0\na_sum{a=\"2\"} 0\na_count{a=\"1\"} 0\n",
        "4: expected all samples of a metric in one place, found more of one of summary 'a' behind those of another");
    row("samples of two histograms mixed",
        "# TYPE a histogram\na_bucket{a=\"1\",le=\"+Inf\"} 0\na_bucket{a=\"2\",le=\"+Inf\"} 0\na_count{a=\"1\"} 0\n",
        "4: expected all samples of a metric in one place, found more of one of histogram 'a' behind those of another");
    row("buckets of two histograms mixed",
        "# TYPE a histogram\na_bucket{a=\"1\",le=\"1\"} 0\na_bucket{a=\"2\",le=\"+Inf\"} "
        "0\na_bucket{a=\"1\",le=\"+Inf\"} 0\n",
        "2: " + infinity + "histogram 'a', found none");
    row("samples of two gauge histograms mixed",
        "# TYPE a gaugehistogram\na_bucket{a=\"1\",le=\"+Inf\"} 0\na_bucket{a=\"2\",le=\"+Inf\"} 0\na_gcount{a=\"1\"} "
        "0\n",
        "4: expected all samples of a metric in one place, found more of one of gaugehistogram 'a' behind those of "
        "another");
    row("births behind all counters",
        "# TYPE a counter\na_total{a=\"1\"} 0\na_total{a=\"2\"} 0\na_created{a=\"1\"} 0\n",
        "4: expected all samples of a metric in one place, found more of one of counter 'a' behind those of another");
    row("births mixed in spite of another order of labels",
        "# TYPE a counter\na_total{b=\"1\",c=\"2\"} 0\na_total 0\na_created{c=\"2\",b=\"1\"} 0\n",
        "4: expected all samples of a metric in one place, found more of one of counter 'a' behind those of another");
    row("states of two metrics mixed",
        "# TYPE a stateset\na{b=\"1\",a=\"x\"} 0\na{b=\"2\",a=\"x\"} 0\na{b=\"1\",a=\"y\"} 0\n",
        "4: expected all samples of a metric in one place, found more of one of stateset 'a' behind those of another");
    row("a family within another", "# TYPE a summary\nquantile{quantile=\"0\"} 0\na_sum{a=\"1\"} 0\n",
        "3: expected all samples of family 'a' in one place, found 'a_sum' behind those of another family");
    row("samples of a family without type in two places", "a 1\nb 1\na{b=\"c\"} 1\n",
        "3: expected all samples of family 'a' in one place, found another behind those of another family");
    row("a family in two places", "# TYPE a gauge\na 1\n# TYPE b gauge\n# TYPE a gauge\n",
        "4: expected all lines of family 'a' in one place, found it a second time");
    row("a sample of a family that is over", "# TYPE a counter\n# TYPE b gauge\nb 1\na_total 1\n",
        "4: expected all samples of family 'a' in one place, found 'a_total' behind those of another family");
    row("metadata of a family that is over", "# HELP a b\n# HELP c d\n# TYPE a gauge\n",
        "3: expected all lines of family 'a' in one place, found it a second time");
    row("a counter twice", "# TYPE a counter\n# TYPE a counter\n", "2: found a second TYPE line of 'a'");
    row("an info and a counter of one name", "# TYPE a info\n# TYPE a counter\n", "2: found a second TYPE line of 'a'");
    row("a gauge and a counter of one name", "# TYPE a gauge\na 1\n# TYPE a counter\n",
        "3: expected the TYPE line of 'a' before its samples, found it behind them");
    row("a gauge called like a birth", "# TYPE a_created gauge\n# TYPE a counter\n",
        "2: the name 'a_created' of family 'a' belongs to family 'a_created', too");
    row("a birth called like a gauge", "# TYPE a counter\n# TYPE a_created gauge\n",
        "2: the name 'a_created' of family 'a_created' belongs to family 'a', too");
    row("a gauge called like a count", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\n# TYPE a_count gauge\n",
        "3: the name 'a_count' of family 'a_count' belongs to family 'a', too");
    row("a sample without type called like a total", "a_total 1\n# TYPE a counter\n",
        "2: the name 'a_total' of family 'a' belongs to family 'a_total', too");
    row("a counter's sample without suffix", "# TYPE a counter\na 1\n",
        "2: expected 'a_total' or 'a_created' as sample of counter 'a', found 'a'");
    row("a counter named as in text", "# TYPE a_total counter\na_total 1\n",
        "2: expected 'a_total_total' or 'a_total_created' as sample of counter 'a_total', found 'a_total': in "
        "OpenMetrics the name of this family is 'a'");
    row("an info named as in text", "# TYPE a_info info\na_info 1\n",
        "2: expected 'a_info_info' as sample of info 'a_info', found 'a_info': in OpenMetrics the name of this family "
        "is 'a'");
    row("a histogram's sample without suffix", "# TYPE a histogram\na 1\n",
        "2: expected 'a_bucket' or 'a_count' or 'a_sum' or 'a_created' as sample of histogram 'a', found 'a'");
    row("a quantile on a histogram", "# TYPE a histogram\na{quantile=\"0.5\"} 1\n",
        "2: expected 'a_bucket' or 'a_count' or 'a_sum' or 'a_created' as sample of histogram 'a', found 'a'");
    row("an empty quoted name", "{\"\"} 1\n", "1: expected a name between quotes, found none");
    row("two quoted names", "{\"a.b\",\"c.d\"} 1\n", "1: expected one metric name, found 'a.b' and 'c.d'");
    row("a name before and within the braces", "a{\"b.c\"} 1\n", "1: expected one metric name, found 'a' and 'b.c'");
    row("no name at all", "{} 1\n",
        "1: expected a metric name before the braces, or in quotes within them, found none");
    row("a blank behind a quoted name", "{\"a.b\" ,c=\"d\"} 1\n",
        "1: expected '=', ',' or '}' behind the quoted name 'a.b', found ' '");
    row("a quoted name that is not UTF-8", "{\"\xFF\"} 1\n", "1: the quoted name is not valid UTF-8");
    row("a quoted name in place of a bare one", "\"a.b\" 1\n", "1: expected a metric name, found '\"'");
    row("a type of an empty quoted name", "# TYPE \"\" gauge\n",
        "1: expected a metric name between quotes, found none");
    row("no blank behind the quoted name of a type", "# TYPE \"a.b\"gauge\n",
        "1: expected one blank behind the name 'a.b', found 'g'");
    row("a quoted counter without suffix", "# TYPE \"a.b\" counter\n{\"a.b\"} 1\n",
        "2: expected 'a.b_total' or 'a.b_created' as sample of counter 'a.b', found 'a.b'");
}

void TestOpenMetricsReader::refuses()
{
    QFETCH(QByteArray, body);
    QTEST(read(body), "error");
}

void TestOpenMetricsReader::readsSomethingOfEverything()
{
    QCOMPARE(read(goodBody()),
        QByteArray(
            "# TYPE a_total counter\n"
            "# HELP a_total With \\\\ and \\n, \"quoted\".\n"
            "# {trace_id=\"\xC3\xA9\"} 0.5 1.25\n"
            "a_total{job=\"x\",path=\"/v1/{id}#top, \\\"q\\\" \\\\ \\n\"} 17\n"
            "birth of a_total: a_created{job=\"x\",path=\"/v1/{id}#top, \\\"q\\\" \\\\ \\n\"} 1.520430000123e+09\n"
            "plain 1.2345678901234568e+16\n"
            "# TYPE h_seconds histogram\n"
            "# UNIT h_seconds seconds\n"
            "# {} 0.25\n"
            "h_seconds_bucket{a=\"\xC3\xA9\",le=\"0.5\"} 1\n"
            "h_seconds_bucket{a=\"\xC3\xA9\",le=\"+Inf\"} 3\n"
            "h_seconds_count{a=\"\xC3\xA9\"} 3\n"
            "h_seconds_sum{a=\"\xC3\xA9\"} 0.125\n"
            "# TYPE \"my.state\" stateset\n"
            "{\"my.state\",\"my.state\"=\"on\"} 1\n"
            "{\"my.state\",\"my.state\"=\"off\"} 0\n"));
}

void TestOpenMetricsReader::dropsTimestamps()
{
    OpenMetricsOptions options;
    options.ignoreTimestamps = true;
    const QByteArray body = "# TYPE a counter\na_total{b=\"1\"} 1 000\na_total{b=\"2\"} 1 0.0 # {} 1\n"
                            "a_total{b=\"3\"} 1 -1.1\na_total{b=\"4\"} 1 12345678901234567890.1234567890\n"
                            "a_total{b=\"5\"} 1 1.5e3\na_created{b=\"5\"} 1 123 \n";
    QCOMPARE(read(body.chopped(2) + '\n', options),
        QByteArray("# TYPE a_total counter\na_total{b=\"1\"} 1\n# {} 1\na_total{b=\"2\"} 1\na_total{b=\"3\"} 1\n"
                   "a_total{b=\"4\"} 1\na_total{b=\"5\"} 1\nbirth of a_total: a_created{b=\"5\"} 1\n"));
    QVERIFY(read(body, options).startsWith("7: expected a line feed behind the value, found ' '"));
    for (const char* bad : {"z", "1z", "1_2", "1.1.1", "NaN", "Inf", "+Inf", "-Inf", "0x1p-3", "", " 1", "1  # {} 1"}) {
        const QByteArray error = read(QByteArray("a 1 ") + bad + "\n", options);
        QVERIFY2(error.startsWith("1: expected "), error.constData());
    }
}

void TestOpenMetricsReader::readsEveryPrefix()
{
    const QByteArray body = goodBody();
    const QByteArray whole = read(body);
    for (int size = 0; size <= body.size(); ++size) {
        const QByteArray cut
            = read(QByteArray(body.constData(), size)); // its own bytes, so that a sanitizer sees the end
        const bool isWhole = size == 0 || body.at(size - 1) == '\n' || size == body.size() - 1;
        const int lines = int(body.first(size).count('\n'));
        const bool isRefused = cut.startsWith(QByteArray::number(lines + 1) + ": ")
            || cut.startsWith(QByteArray::number(lines) + ": expected a bucket le=\"+Inf\"")
            || cut.startsWith(QByteArray::number(lines) + ": expected '_sum' and '_count'");
        const bool isHelpAlone = lines == 1; // then it is the help of an unknown
        QVERIFY2(isRefused || (isWhole && (isHelpAlone || whole.startsWith(cut))), cut.constData());
    }
}

void TestOpenMetricsReader::boundsLabels()
{
    OpenMetricsOptions options;
    options.maxLabels = 2;
    QCOMPARE(read("a{b=\"\",c=\"\"} 1\n", options), QByteArray("a{b=\"\",c=\"\"} 1\n"));
    QCOMPARE(read("a{b=\"\",c=\"\",d=\"\"} 1\n", options), QByteArray("1: more than 2 labels in one series"));
}

void TestOpenMetricsReader::keepsNamesWhereItIsTold()
{
    NameStore names;
    OpenMetricsOptions options;
    options.names = &names;
    OpenMetricsRecordingSink sink;
    QVERIFY(readOpenMetrics(
        "# TYPE a counter\na_total 1\n# TYPE \"b\\n\" gauge\n{\"b\\n\"} 1\n{\"b\\n\",c=\"d\"} 2\n", options, sink));
    QCOMPARE(names, NameStore({"b\n", "a_total"}));
}

void TestOpenMetricsReader::passesOnWhatTheSinkRefuses_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("line");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("a type") << QByteArray("t") << 1 << QByteArray("# TYPE t gauge");
    QTest::newRow("a help, once a sample follows") << QByteArray("h") << 2 << QByteArray("# HELP h text");
    QTest::newRow("a unit, once a family follows") << QByteArray("u_s") << 4 << QByteArray("# UNIT u_s s");
    QTest::newRow("a help, once the body is over") << QByteArray("z") << 11 << QByteArray("# HELP z text");
    QTest::newRow("a series") << QByteArray("s") << 6 << QByteArray("s{a=\"b\"} 1");
    QTest::newRow("a value") << QByteArray("v value") << 7 << QByteArray("v 2");
    QTest::newRow("a birth") << QByteArray("b_created") << 10 << QByteArray("b_created 3");
    QTest::newRow("a value of a known series") << QByteArray("k value") << 5 << QByteArray("k 3");
}

void TestOpenMetricsReader::passesOnWhatTheSinkRefuses()
{
    QFETCH(QByteArray, name);
    OpenMetricsRecordingSink sink;
    sink.remembers = true;
    QVERIFY(readOpenMetrics("k 1\n", {}, sink));
    sink.refuseName = name.toStdString();
    const auto result
        = readOpenMetrics("# TYPE t gauge\n# HELP h text\nh 1\n# UNIT u_s s\nk 3\n"
                          "s{a=\"b\"} 1\nv 2\n# TYPE b counter\nb_total 2\nb_created 3\n# HELP z text\n# EOF\n",
            {}, sink);
    QVERIFY(!result);
    QTEST(result.error().line, "line");
    QTEST(QByteArray::fromStdString(result.error().text), "text");
    QCOMPARE(result.error().message, "refused " + sink.refuseName);
}

void TestOpenMetricsReader::takesLinearTime_data()
{
    QTest::addColumn<QByteArray>("front");
    QTest::addColumn<QByteArray>("piece");
    QTest::newRow("families without metadata") << QByteArray() << QByteArray("a% 1\n");
    QTest::newRow("families without samples") << QByteArray() << QByteArray("# TYPE a% counter\n");
    QTest::newRow("helps that wait") << QByteArray() << QByteArray("# HELP a% \\n\n");
    QTest::newRow("births") << QByteArray("# TYPE a counter\n") << QByteArray("a_created{b=\"%\"} 1\n");
    QTest::newRow("exemplars") << QByteArray("# TYPE a counter\n")
                               << QByteArray("a_total{b=\"%\"} 1 # {c=\"\\n\"} 1\n");
    QTest::newRow("histograms") << QByteArray("# TYPE a histogram\n")
                                << QByteArray("a_bucket{b=\"%\",le=\"+Inf\"} 1\n");
    QTest::newRow("quoted names") << QByteArray() << QByteArray("{\"a\\n%\"} 1\n");
    QTest::newRow("a value") << QByteArray("a{b=\"") << QByteArray("x");
    QTest::newRow("escapes") << QByteArray("a{b=\"") << QByteArray("\\n");
    QTest::newRow("labels of an exemplar") << QByteArray("# TYPE a counter\na_total 1 # {") << QByteArray("a%=\"\",");
}

void TestOpenMetricsReader::takesLinearTime()
{
    QFETCH(QByteArray, front);
    QFETCH(QByteArray, piece);
    const std::string small = numbered(front.toStdString(), piece.toStdString(), 5'000);
    const std::string big = numbered(front.toStdString(), piece.toStdString(), 200'000);
    const double base = std::max(cpuSecondsToRead(small), 0.0005); // below that the clock's steps would decide
    // Forty times the bytes: more than forty times the time, as names outgrow the caches, but far from its square.
    QVERIFY2(cpuSecondsToRead(big) < 800 * base, "forty times the bytes take far more than forty times the time");
}

QTEST_APPLESS_MAIN(TestOpenMetricsReader)
#include "tst_openmetrics_reader.moc"
