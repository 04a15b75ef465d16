// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "tests/core/counted_allocations.h"
#include "tests/core/openmetrics_sink.h"

#include <algorithm>
#include <random>
#include <sstream>

using namespace cairn;
using cairn::test::OpenMetricsRecordingSink;

namespace {

/// Knows all lines it was told but those of the body that are marked.
class Forgetful final : public OpenMetricsRecordingSink {
public:
    std::string_view body;
    std::vector<bool> isStrange; ///< by line

    std::size_t recogniseComment(const char* at, const char* end)
    {
        return isStrangeAt(at) ? 0 : OpenMetricsRecordingSink::recogniseComment(at, end);
    }
    std::size_t recogniseSeries(const char* at, const char* end)
    {
        return isStrangeAt(at) ? 0 : OpenMetricsRecordingSink::recogniseSeries(at, end);
    }

private:
    [[nodiscard]] bool isStrangeAt(const char* at) const
    {
        const auto line = static_cast<std::size_t>(std::count(body.data(), at, '\n'));
        return line < isStrange.size() && isStrange[line];
    }
};

/// Knows the lines of one body in their order, as the gateway's sink guesses them.
class Follower {
public:
    explicit Follower(std::string_view body) : m_body(body) { }
    double sum = 0;

    std::size_t recogniseComment(const char* at, const char* end) { return known(at, end, "\n", 1); }
    std::size_t recogniseSeries(const char* at, const char* end) { return known(at, end, " ", 0); }
    bool type(std::string_view, MetricType, std::string_view) { return false; }
    bool help(std::string_view, std::string_view, std::string_view) { return false; }
    bool unit(std::string_view, std::string_view, std::string_view) { return false; }
    bool series(const SeriesText&) { return false; }
    bool created(std::string_view, const SeriesText&, double, int) { return false; }
    void exemplar(const ExemplarView&) { }
    bool value(double value, int)
    {
        sum += value;
        return true;
    }
    std::string refusal() { return "met something new"; }

private:
    std::size_t known(const char* at, const char* end, std::string_view border, std::size_t more)
    {
        const std::size_t start = m_body.size() - static_cast<std::size_t>(end - at);
        return m_body.find(border, start) + more - start;
    }

    std::string_view m_body;
};

std::string textOf(const Result<void, ParseError>& result, const std::string& log)
{
    return result ? log : std::to_string(result.error().line) + ": " + result.error().message;
}

/// What the first body leaves behind is known when the second is read.
QByteArray readBoth(const QByteArray& first, const QByteArray& second)
{
    OpenMetricsRecordingSink sink;
    sink.remembers = true;
    if (!readOpenMetrics(first.toStdString(), {}, sink))
        return "the first body is refused";
    sink.log.clear();
    const auto result = readOpenMetrics(second.toStdString(), {}, sink);
    return QByteArray::fromStdString(textOf(result, sink.log));
}

/// The samples and births of a log, without comments and exemplars.
std::string samplesOf(const std::string& log)
{
    std::istringstream lines(log);
    std::string samples;
    for (std::string line; std::getline(lines, line);)
        samples += line.starts_with('#') ? std::string() : line + '\n';
    return samples;
}

/// Families of all types, some behind help, some without metadata.
std::string manyFamilies()
{
    return "# HELP c a counter\n# TYPE c counter\nc_total{x=\"1\"} 1\nc_created{x=\"1\"} 2\nc_total{x=\"2\"} 1\n"
           "c_created{x=\"2\"} 2\nplain{x=\"1\"} 5\nplain{x=\"2\"} 6\nother 7\n"
           "# TYPE h_s histogram\n# UNIT h_s s\n# HELP h_s a histogram\n"
           "h_s_bucket{x=\"1\",le=\"1\"} 1\nh_s_bucket{x=\"1\",le=\"+Inf\"} 2\nh_s_count{x=\"1\"} 2\nh_s_sum{x=\"1\"} "
           "3\n"
           "h_s_bucket{x=\"2\",le=\"-1\"} 1\nh_s_bucket{x=\"2\",le=\"+Inf\"} 2\n"
           "# HELP i an info\n# UNIT i \n# TYPE i info\ni_info{v=\"1\"} 1\n"
           "# HELP nothing of no type and no sample\n# TYPE g gauge\ng 1\n"
           "# TYPE gh gaugehistogram\ngh_bucket{le=\"+Inf\"} 4\ngh_gsum 4\ngh_gcount 4\n"
           "# TYPE s summary\ns{quantile=\"0.5\"} 1\ns_count 1\ns_sum 1\ns_created 3\n"
           "# HELP e a state\n# TYPE e stateset\ne{x=\"1\",e=\"on\"} 1\ne{x=\"1\",e=\"off\"} 0\ne{x=\"2\",e=\"on\"} 1\n"
           "{\"my.name\"} 1\n# TYPE \"a\\\"b\" counter\n{\"a\\\"b_total\"} 1\n# EOF\n";
}

} // namespace

class TestOpenMetricsRecognition final : public QObject {
    Q_OBJECT

private slots:
    void readsTheSameAgain();
    void readsTheSameWhateverIsKnown();
    void knowsTheFamilyOfANewLine_data();
    void knowsTheFamilyOfANewLine();
    void refusesBadValuesOfKnownSeries();
    void allocatesNothingWhereAllIsKnown();
};

void TestOpenMetricsRecognition::readsTheSameAgain()
{
    const std::string body = manyFamilies();
    OpenMetricsRecordingSink sink;
    sink.remembers = true;
    QVERIFY(readOpenMetrics(body, {}, sink));
    const std::string samples = samplesOf(sink.log);
    sink.log.clear();
    sink.recognised = 0;
    QVERIFY(readOpenMetrics(body, {}, sink));
    QCOMPARE(sink.log, samples);
    const auto lines = std::count(body.begin(), body.end(), '\n');
    QCOMPARE(sink.recognised, static_cast<int>(lines) - 2); // but for an empty unit, which is not told, and the end
}

void TestOpenMetricsRecognition::readsTheSameWhateverIsKnown()
{
    const std::string body = manyFamilies();
    const auto lines = static_cast<std::size_t>(std::count(body.begin(), body.end(), '\n'));
    std::mt19937 random(7);
    for (std::size_t round = 0; round < 3000; ++round) {
        Forgetful sink;
        sink.remembers = true;
        sink.body = body;
        QVERIFY(readOpenMetrics(body, {}, sink));
        const std::string samples = samplesOf(sink.log);
        sink.log.clear();
        const auto share = round < lines ? 0 : 1 + random() % 10;
        for (std::size_t line = 0; line < lines; ++line)
            sink.isStrange.push_back(share == 0 ? line == round : random() % 10 < share);
        const auto result = readOpenMetrics(body, {}, sink);
        QCOMPARE(samplesOf(textOf(result, sink.log)), samples);
    }
}

void TestOpenMetricsRecognition::knowsTheFamilyOfANewLine_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<QByteArray>("log");
    const auto row = [](const char* name, const char* first, const char* second, const char* log) {
        QTest::newRow(name) << QByteArray(first) << QByteArray(second) << QByteArray(log);
    };
    const char* const counter = "# HELP a b\n# TYPE a counter\na_total 1\n";
    row("a new birth of a known counter", counter, "# HELP a b\n# TYPE a counter\na_total 1\na_created 2\n",
        "a_total 1\nbirth of a_total: a_created 2\n");
    row("a new help before a known type", counter, "# HELP a c\n# TYPE a counter\na_total 2\n",
        "a_total 2\n# HELP a_total c\n");
    row("a new unit before a known type", "# TYPE a_s counter\na_s_total 1\n",
        "# UNIT a_s s\n# TYPE a_s counter\na_s_total 1\nb 1\n", "a_s_total 1\n# UNIT a_s_total s\nb 1\n");
    row("a new help behind a known type", counter, "# TYPE a counter\n# HELP a c\na_total 2\n",
        "# HELP a_total c\na_total 2\n");
    row("a new help behind known samples", counter, "# TYPE a counter\na_total 2\n# HELP a c\n",
        "3: expected the HELP line of 'a' before its samples, found it behind them");
    row("a second help behind a known one", counter, "# HELP a b\n# HELP a c\n", "2: found a second HELP line of 'a'");
    row("a new sample of a known state set", "# TYPE a stateset\na{a=\"b\"} 1\n", "# TYPE a stateset\na{a=\"c\"} 2\n",
        "2: expected 0 or 1 as value of stateset 'a', found 2");
    row("a new bucket below a known one", "# TYPE a histogram\na_bucket{le=\"2\"} 1\na_bucket{le=\"+Inf\"} 1\n",
        "# TYPE a histogram\na_bucket{le=\"2\"} 1\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 1\n",
        "3: expected the bounds of histogram 'a' in increasing order, found '1' behind 2");
    row("a new bucket before known samples that end the metric badly",
        "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_count 1\na_sum 1\n",
        "# TYPE a histogram\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 1\na_count 1\n# EOF\n",
        "4: expected '_sum' and '_count' of histogram 'a' together, found '_count' alone");
    row("a new family behind known samples that end a metric badly",
        "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_count 1\na_sum 1\n",
        "# TYPE a histogram\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 1\na_count 1\nb 1\n",
        "4: expected '_sum' and '_count' of histogram 'a' together, found '_count' alone");
    row("more of a metric behind known ones", "# TYPE a counter\na_total{b=\"1\"} 1\na_total{b=\"2\"} 1\n",
        "# TYPE a counter\na_total{b=\"1\"} 1\na_total{b=\"2\"} 1\na_created{b=\"1\"} 1\n",
        "4: expected all samples of a metric in one place, found more of one of counter 'a' behind those of another");
    row("an exemplar of a known counter", counter, "# TYPE a counter\na_total 1 # {b=\"\\n\"} 1\n",
        "# {b=\"\\n\"} 1\na_total 1\n");
    row("an exemplar of a known gauge", "# TYPE a gauge\na 1\n", "# TYPE a gauge\na 1 # {} 1\n",
        "2: expected an exemplar on '_total' of a counter or '_bucket' of a histogram alone");
    row("the end between known lines", counter, "a_total 1\n# EOF\na_total 1\n",
        "3: expected nothing behind '# EOF', found more");
    row("a longer name", "a 1\n", "ab 1\n", "ab 1\n");
    row("a label block right behind", "a 1\n", "a{b=\"c\"} 1\n", "a{b=\"c\"} 1\n");
}

void TestOpenMetricsRecognition::knowsTheFamilyOfANewLine()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    QTEST(readBoth(first, second), "log");
}

void TestOpenMetricsRecognition::refusesBadValuesOfKnownSeries()
{
    for (const char* second : {"a\n", "a \n", "a x\n", "a 1 2\n", "a 1e400\n", "a 1x\n", "a -\n", "a 1_0\n", "a  1\n",
             "a\t1\n", "a 1\r\n", "a 1", "a {b=\"c\"} 1\n", "a {count:1}\n"}) {
        const QByteArray end = "zzzzzzzzzzzz 12345678901234567890\n";
        QVERIFY2(readBoth("a 1\n", second).startsWith("1: "), second);
        if (QByteArray(second).endsWith('\n'))
            QVERIFY2(readBoth("a 1\n", second + end).startsWith("1: "), second);
    }
}

void TestOpenMetricsRecognition::allocatesNothingWhereAllIsKnown()
{
    std::string body;
    for (int i = 0; i < 50; ++i)
        body += "# HELP a \\\\\n# TYPE a counter\na{b=\"\\n\",c=\"d\"} 0.1234567890123456789\nb 17.0\nc -3\nd NaN\n";
    Follower known(body);
    const int before = test::allocations();
    QVERIFY(before > 0); // else nothing is counted
    const auto result = readOpenMetrics(body, {}, known);
    QCOMPARE(test::allocations() - before, 0);
    QVERIFY(result);
    QVERIFY(known.sum != 0);
}

QTEST_APPLESS_MAIN(TestOpenMetricsRecognition)
#include "tst_openmetrics_recognition.moc"
