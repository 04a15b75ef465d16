// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/aggregation/engine.h"
#include "core/aggregation/snapshot_writer.h"

#include <algorithm>
#include <random>

using namespace cairn;

namespace {

using Lines = std::vector<std::string>;

/// "" where it was merged, else why not.
std::string push(Engine& engine, const Lines& lines)
{
    std::string body;
    for (const std::string& line : lines)
        body += line + '\n';
    PushOptions options;
    options.format = ExpositionFormat::OpenMetrics;
    const auto result = engine.push({}, body, Instant(0), options);
    return result ? std::string() : result.error().toString();
}

Lines linesOf(const char* text)
{
    Lines lines;
    for (const QByteArray& line : QByteArray(text).split('\n'))
        lines.push_back(line.toStdString());
    return lines;
}

constexpr const char* kBody
    = "# TYPE c counter\nc_total{x=\"1\"} 1\nc_created{x=\"1\"} 2\nc_total{x=\"2\"} 1\n"
      "c_created{x=\"2\"} 2\nplain{x=\"1\"} 5\nplain{x=\"2\"} 6\n"
      "# TYPE h histogram\n# HELP h Help.\nh_bucket{x=\"1\",le=\"1.0\"} 1\n"
      "h_bucket{x=\"1\",le=\"+Inf\"} 2\nh_count{x=\"1\"} 2\nh_sum{x=\"1\"} 3\n"
      "h_bucket{x=\"2\",le=\"+Inf\"} 2\nh_count{x=\"2\"} 2\nh_sum{x=\"2\"} 3\n"
      "# TYPE i info\ni_info{v=\"1\"} 1\n# TYPE g gauge\ng 1\n"
      "# TYPE s summary\ns_count{x=\"1\"} 1\ns_sum{x=\"1\"} 1\ns_created{x=\"1\"} 3\ns_count{x=\"2\"} 1\n"
      "# TYPE e stateset\ne{x=\"1\",e=\"on\"} 1\ne{x=\"1\",e=\"off\"} 0\ne{x=\"2\",e=\"on\"} 1\n"
      "e{x=\"2\",e=\"off\"} 0";

} // namespace

/// The order that OpenMetrics demands is demanded of lines that were recognised as of lines that were read.
class TestOpenMetricsOrder final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isTheSameForKnownLines_data();
    void isTheSameForKnownLines();
    void isTheSameForAnyTwoLinesSwapped();
    void isTheSameForAnyLineMoved();
    void isTheSameForAnyLineTwice();
    void isTheSameForAnyLineLeftOut();
    void isTheSameForAnyNewLine_data();
    void isTheSameForAnyNewLine();
};

namespace {

/// What a gateway that has seen the lines before says, and one that has not; "" for both is merged.
void compare(const Lines& known, const Lines& lines)
{
    Engine fresh{EngineOptions{}};
    Engine warm{EngineOptions{}};
    for (int i = 0; i < 3; ++i)
        QCOMPARE(push(warm, known), std::string());
    const std::string expected = push(fresh, lines);
    const std::string found = push(warm, lines);
    std::string shown;
    for (const std::string& line : lines)
        shown += line + '\n';
    QVERIFY2(expected == found, ("read: " + expected + "\nknown: " + found + "\n" + shown).c_str());
}

} // namespace

void TestOpenMetricsOrder::isTheSameForKnownLines_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::newRow("families interleaved")
        << QByteArray("# TYPE a gauge\na{x=\"1\"} 1\n# TYPE b gauge\nb 1\na{x=\"2\"} 1");
    QTest::newRow("a counter's births behind all totals") << QByteArray(
        "# TYPE c counter\nc_total{x=\"1\"} 1\nc_total{x=\"2\"} 1\nc_created{x=\"1\"} 2\nc_created{x=\"2\"} 2");
    QTest::newRow("states of two metrics in turns")
        << QByteArray("# TYPE e stateset\ne{x=\"1\",e=\"on\"} 1\ne{x=\"2\",e=\"on\"} 1\ne{x=\"1\",e=\"off\"} 0");
}

void TestOpenMetricsOrder::isTheSameForKnownLines()
{
    QFETCH(QByteArray, lines);
    Lines wrong = linesOf(lines.constData());
    Lines right = wrong;
    std::ranges::stable_sort(right, {}, [](const std::string& line) { // by family, then by its first label
        const auto name = line.find_first_of("abce", line[0] == '#' ? 7 : 0);
        const auto label = line.find("x=\"");
        return line.substr(name, 1) + (line[0] == '#' ? "" : label == std::string::npos ? "0" : line.substr(label, 4));
    });
    compare(right, wrong);
    Engine engine{EngineOptions{}};
    QCOMPARE(push(engine, right), std::string());
    QVERIFY(!push(engine, wrong).empty());
}

void TestOpenMetricsOrder::isTheSameForAnyTwoLinesSwapped()
{
    const Lines body = linesOf(kBody);
    for (std::size_t i = 0; i < body.size(); ++i) {
        for (std::size_t k = i + 1; k < body.size(); ++k) {
            Lines lines = body;
            std::swap(lines[i], lines[k]);
            compare(body, lines);
            if (QTest::currentTestFailed())
                return;
        }
    }
}

void TestOpenMetricsOrder::isTheSameForAnyLineMoved()
{
    const Lines body = linesOf(kBody);
    for (std::size_t from = 0; from < body.size(); ++from) {
        for (std::size_t to = 0; to < body.size(); ++to) {
            Lines lines = body;
            lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(from));
            lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(to), body[from]);
            compare(body, lines);
            if (QTest::currentTestFailed())
                return;
        }
    }
}

void TestOpenMetricsOrder::isTheSameForAnyLineTwice()
{
    const Lines body = linesOf(kBody);
    for (std::size_t i = 0; i < body.size(); ++i) {
        Lines lines = body;
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(i), body[i]);
        compare(body, lines);
        if (QTest::currentTestFailed())
            return;
    }
}

void TestOpenMetricsOrder::isTheSameForAnyLineLeftOut()
{
    const Lines body = linesOf(kBody);
    for (std::size_t i = 0; i < body.size(); ++i) {
        Lines lines = body;
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
        compare(body, lines);
        if (QTest::currentTestFailed())
            return;
    }
}

void TestOpenMetricsOrder::isTheSameForAnyNewLine_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char* line : {"c_total{x=\"3\"} 1", "c_created{x=\"2\"} 2", "c_created{x=\"3\"} 2", "plain{x=\"3\"} 5",
             "s_created{x=\"1\"} 3", "s_created{x=\"2\"} 3", "g{x=\"3\"} 1", "e{x=\"1\",e=\"half\"} 1",
             "h_bucket{x=\"3\",le=\"+Inf\"} 1", "new 1", "# HELP c New.", "# HELP g New.", "# TYPE new gauge"})
        QTest::newRow(line) << QByteArray(line);
}

void TestOpenMetricsOrder::isTheSameForAnyNewLine()
{
    QFETCH(QByteArray, line);
    const Lines body = linesOf(kBody);
    for (std::size_t i = 0; i <= body.size(); ++i) {
        Lines lines = body;
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(i), line.toStdString());
        compare(body, lines);
        if (QTest::currentTestFailed())
            return;
    }
}

QTEST_APPLESS_MAIN(TestOpenMetricsOrder)
#include "tst_openmetrics_order.moc"
