// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/exposition/text_reader.h"
#include "tests/core/counted_allocations.h"
#include "tests/core/recording_sink.h"

using namespace cairn;
using cairn::test::RecordingSink;

namespace {

/// What the first body leaves behind is known when the second is read.
std::string readBoth(const std::string& first, const std::string& second, int* recognised = nullptr)
{
    RecordingSink sink;
    sink.remembers = true;
    if (!readText(first, {}, sink))
        return "the first body is refused";
    sink.log.clear();
    sink.recognised = 0;
    const auto result = readText(second, {}, sink);
    if (recognised != nullptr)
        *recognised = sink.recognised;
    return result ? sink.log : std::to_string(result.error().line) + ": " + result.error().message;
}

/// Knows the lines of one body in their order, as the gateway's sink guesses them.
class Follower {
public:
    explicit Follower(std::string_view body) : m_body(body) { }
    double sum = 0;

    std::size_t recogniseComment(const char* at, const char* end) { return known(at, end, "\n", 1); }
    std::size_t recogniseSeries(const char* at, const char* end) { return known(at, end, " ", 0); }
    bool type(std::string_view, MetricType, std::string_view) { return false; }
    bool help(std::string_view, std::string_view, std::string_view) { return false; }
    bool series(const SeriesText&) { return false; }
    bool value(double value, int)
    {
        sum += value;
        return true;
    }
    std::string refusal() { return "met something new"; }

private:
    std::size_t known(const char* at, const char* end, std::string_view border, std::size_t more)
    {
        const std::size_t start = static_cast<std::size_t>(m_body.size()) - static_cast<std::size_t>(end - at);
        return m_body.find(border, start) + more - start;
    }

    std::string_view m_body;
};

} // namespace

class TestTextRecognition final : public QObject {
    Q_OBJECT

private slots:
    void readsTheSameAgain();
    void checksWhereAKnownTextEnds_data();
    void checksWhereAKnownTextEnds();
    void refusesBadValuesOfKnownSeries();
    void allocatesNothingWhereAllIsKnown();
    void passesOnWhatTheSinkRefuses_data();
    void passesOnWhatTheSinkRefuses();
    void countsLines();
};

void TestTextRecognition::readsTheSameAgain()
{
    const std::string body
        = "# TYPE a counter\n# HELP a b\n a{b=\"c\"} 1\na{b=\"\\n\"} 2.5\nd 3\ne{} 1e3\n{\"f.g\",h=\"i\"} 4\n";
    int recognised = 0;
    QCOMPARE(readBoth(body, body, &recognised),
        std::string("a{b=\"c\"} 1\na{b=\"\\n\"} 2.5\nd 3\ne 1000\n{\"f.g\",h=\"i\"} 4\n"));
    QCOMPARE(recognised, 7);
}

void TestTextRecognition::checksWhereAKnownTextEnds_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<QByteArray>("log");
    const QByteArray end = "z 1234567890123456789\n"; // so that the fast path has room
    const auto row = [&end](const char* name, const char* first, const char* second, const char* log) {
        QTest::newRow(name) << QByteArray(first) << second + end << log + QByteArray("z 1.2345678901234568e+18\n");
        QTest::newRow(qPrintable(QStringLiteral("%1, at the end").arg(name)))
            << QByteArray(first) << QByteArray(second) << QByteArray(log);
    };
    row("a longer name", "a 1\n", "ab 1\n", "ab 1\n");
    row("a name that goes on with a digit", "a 1\n", "a1 1\n", "a1 1\n");
    row("a label block right behind", "a 1\n", "a{b=\"c\"} 1\n", "a{b=\"c\"} 1\n");
    row("a label block behind a blank", "a 1\n", "a {b=\"c\"} 1\n", "a{b=\"c\"} 1\n");
    row("a label block behind blanks", "a 1\n", "a \t {b=\"c\"} 1\n", "a{b=\"c\"} 1\n");
    row("blanks before the value", "a 1\n", "a \t 1\n", "a 1\n");
    row("a tab before the value", "a 1\n", "a\t1\n", "a 1\n");
    row("no blank behind a label block", "a{b=\"c\"} 1\n", "a{b=\"c\"}1\n", "a{b=\"c\"} 1\n");
    row("a carriage return behind the value", "a 1\n", "a 1\r\n", "a 1\n");
    row("a comment that goes on", "# TYPE a gauge", "# TYPE a gaugeb\n", "");
    row("a help that goes on", "# HELP a b", "# HELP a bc\n", "# HELP a bc\n");
}

void TestTextRecognition::checksWhereAKnownTextEnds()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    QFETCH(QByteArray, log);
    const std::string result = readBoth(first.toStdString(), second.toStdString());
    if (second.startsWith("# TYPE"))
        QVERIFY2(result.starts_with("1: expected counter, gauge"), result.c_str());
    else
        QCOMPARE(result, log.toStdString());
}

void TestTextRecognition::refusesBadValuesOfKnownSeries()
{
    for (const char* second : {"a\n", "a \n", "a x\n", "a 1 2\n", "a 1e400\n", "a 1x\n", "a -\n", "a 1_0\n"}) {
        const std::string end = "zzzzzzzzzzzz 12345678901234567890\n";
        QVERIFY2(readBoth("a 1\n", second).starts_with("1: "), second);
        QVERIFY2(readBoth("a 1\n", second + end).starts_with("1: "), second);
    }
}

void TestTextRecognition::allocatesNothingWhereAllIsKnown()
{
    std::string body;
    for (int i = 0; i < 50; ++i)
        body += "# HELP a \\\\\n# TYPE a counter\na{b=\"\\n\",c=\"d\"} 0.1234567890123456789\nb 17.0\nc -3\nd NaN\n";
    body.resize(body.size() - 1);
    body += "\na 1\n";
    Follower sink(body);
    const int before = test::allocations();
    QVERIFY(before > 0); // else nothing is counted
    const auto result = readText(body, {}, sink);
    QCOMPARE(test::allocations() - before, 0);
    QVERIFY(result);
    QVERIFY(sink.sum != 0);
}

void TestTextRecognition::passesOnWhatTheSinkRefuses_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("line");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("a type") << QByteArray("t") << 1 << QByteArray("# TYPE t gauge");
    QTest::newRow("a help") << QByteArray("h") << 2 << QByteArray("# HELP h text");
    QTest::newRow("a series") << QByteArray("s") << 4 << QByteArray("s{a=\"b\"} 1");
    QTest::newRow("a value") << QByteArray("v value") << 5 << QByteArray("v 2");
    QTest::newRow("a value of a known series") << QByteArray("k value") << 6 << QByteArray("k 3");
}

void TestTextRecognition::passesOnWhatTheSinkRefuses()
{
    QFETCH(QByteArray, name);
    RecordingSink sink;
    sink.remembers = true;
    QVERIFY(readText("k 1\n", {}, sink));
    sink.refuseName = name.toStdString();
    const auto result
        = readText("# TYPE t gauge\n# HELP h text\n\ns{a=\"b\"} 1\nv 2\nk 3\nend 1234567890123456789\n", {}, sink);
    QVERIFY(!result);
    QTEST(result.error().line, "line");
    QTEST(QByteArray::fromStdString(result.error().text), "text");
    QCOMPARE(result.error().message, "refused " + sink.refuseName);
}

void TestTextRecognition::countsLines()
{
    RecordingSink sink;
    QVERIFY(readText("\n\r\n# x\n \na 1\n", {}, sink));
    QCOMPARE(sink.lastLine, 5);
}

QTEST_APPLESS_MAIN(TestTextRecognition)
#include "tst_text_recognition.moc"
