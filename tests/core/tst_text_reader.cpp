// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/exposition/text_reader.h"
#include "tests/core/recording_sink.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <random>

using namespace cairn;
using cairn::test::RecordingSink;

namespace {

/// What was read, or the error as `line: message`.
QByteArray read(const QByteArray& body, const TextOptions& options = {})
{
    RecordingSink sink;
    const auto result = readText({body.constData(), static_cast<std::size_t>(body.size())}, options, sink);
    if (result)
        return QByteArray::fromStdString(sink.log);
    return QByteArray::number(result.error().line) + ": " + QByteArray::fromStdString(result.error().message);
}

ParseError errorOf(const std::string& body)
{
    RecordingSink sink;
    auto result = readText(body, {}, sink);
    return result ? ParseError{} : result.error();
}

/// A body with something of everything.
QByteArray goodBody()
{
    return "# HELP a_total With \\\\ and \\n, \"quoted\".\n"
           "# TYPE a_total counter\n"
           "a_total{job=\"x\",path=\"/v1/{id}#top, \\\"q\\\" \\\\ \\n\"} 17.0\n"
           "\n"
           "# a remark, and a family of no type\n"
           "plain 12345678901234567\n"
           "# TYPE h histogram\n"
           "h_count{a=\"\xC3\xA9\"} 3\n"
           "h_bucket{a=\"\xC3\xA9\",le=\"0.5\",} 1\n"
           "h_bucket { a = \"\xC3\xA9\" , le = \"+Inf\" }\t3\n"
           "h_sum{a=\"\xC3\xA9\"} -0.125\n"
           "empty{} NaN\n"
           "colon:name{x=\"\"} +Inf\n";
}

double cpuSecondsToRead(const std::string& body)
{
    double best = 1e9;
    for (int round = 0; round < 3; ++round) {
        RecordingSink sink;
        const std::clock_t start = std::clock();
        const auto result = readText(body, {}, sink);
        Q_UNUSED(result);
        best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return best;
}

std::string repeated(const std::string& piece, std::size_t size)
{
    std::string text;
    while (text.size() < size)
        text += piece;
    return text;
}

} // namespace

class TestTextReader final : public QObject {
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void readsSomethingOfEverything();
    void readsOtherLineEnds_data();
    void readsOtherLineEnds();
    void dropsTimestamps();
    void readsEveryPrefix();
    void readsBackWhatIsRendered();
    void boundsLabels();
    void showsTheOffendingText();
    void cutsErrorTextsAtCharacters();
    void takesLinearTime_data();
    void takesLinearTime();
};

void TestTextReader::accepts_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("log");
    const auto row
        = [](const char* name, const QByteArray& body, const QByteArray& log) { QTest::newRow(name) << body << log; };
    row("nothing", "", "");
    row("only line feeds", "\n\n\n", "");
    row("only blanks", " \t ", "");
    row("only a byte order mark", "\xEF\xBB\xBF", "");
    row("only a carriage return", "\r", "");
    row("one sample", "a 1\n", "a 1\n");
    row("no last line end", "a 1", "a 1\n");
    row("a long body without last line end", "a{b=\"c\"} 12345\na{b=\"d\"} 12345",
        "a{b=\"c\"} 12345\na{b=\"d\"} 12345\n");
    row("blanks all around", " \ta \t 1 \t\n", "a 1\n");
    row("a tab before the value", "a\t1\n", "a 1\n");
    row("empty label block", "a{} 1\n", "a 1\n");
    row("blanks in an empty label block", "a{ \t} 1\n", "a 1\n");
    row("blank before the label block", "a {b=\"c\"} 1\n", "a{b=\"c\"} 1\n");
    row("blanks wherever they may be", "a { b = \"c\" , d\t=\t\"e\" } 1\n", "a{b=\"c\",d=\"e\"} 1\n");
    row("no blank behind the label block", "a{b=\"c\"}1\n", "a{b=\"c\"} 1\n");
    row("final comma", "a{b=\"c\",} 1\n", "a{b=\"c\"} 1\n");
    row("final comma and blank", "a{b=\"c\", } 1\n", "a{b=\"c\"} 1\n");
    row("colons in a name", ":a:b: 1\n", ":a:b: 1\n");
    row("labels named twice are handed on", "a{b=\"c\",b=\"d\"} 1\n", "a{b=\"c\",b=\"d\"} 1\n");
    row("empty values are handed on", "a{b=\"\"} 1\n", "a{b=\"\"} 1\n");
    row("one underscore is not reserved", "a{_b=\"c\"} 1\n", "a{_b=\"c\"} 1\n");
    row("braces, commas, hashes in a value", "a{b=\"} ,#={\"} 1\n", "a{b=\"} ,#={\"} 1\n");
    row("escapes in a value", "a{b=\"\\\\\\\"\\n\"} 1\n", "a{b=\"\\\\\\\"\\n\"} 1\n");
    row("escapes in two values", "a{b=\"\\n\",c=\"x\\\\y\",d=\"z\"} 1\n", "a{b=\"\\n\",c=\"x\\\\y\",d=\"z\"} 1\n");
    row("a tab in a value", "a{b=\"\t\"} 1\n", "a{b=\"\t\"} 1\n");
    row("a carriage return in a value", "a{b=\"\r\"} 1\n", "a{b=\"\r\"} 1\n");
    row("a NUL in a value", QByteArray("a{b=\"\0\"} 1\n", 11), QByteArray("a{b=\"\0\"} 1\n", 11));
    row("UTF-8 in a value", "a{b=\"\xF0\x9F\x98\x80\"} 1\n", "a{b=\"\xF0\x9F\x98\x80\"} 1\n");
    row("a value of prometheus-cpp", "a Nan\n", "a NaN\n");
    row("values in many spellings", "a +1\na .5\na 5.\na 1E3\na -inf\na 1e-400\n",
        "a 1\na 0.5\na 5\na 1000\na -Inf\na 0\n");
    row("a comment", "# hello\na 1\n", "a 1\n");
    row("a comment that is not UTF-8", "#\xFF\n", "");
    row("a bare hash", "#\n# \n#", "");
    row("a comment without last line end", "a 1\n#x", "a 1\n");
    row("an OpenMetrics end is a comment here", "a 1\n# EOF\n", "a 1\n");
    row("type", "# TYPE a gauge\n", "# TYPE a gauge\n");
    row("type without blanks and with many", "#TYPE a gauge\n \t# \t TYPE\tb \tgauge \t\n",
        "# TYPE a gauge\n# TYPE b gauge\n");
    row("type in capitals", "# TYPE a COUNTER\n", "# TYPE a counter\n");
    row("type without last line end", "# TYPE a untyped", "# TYPE a untyped\n");
    row("keywords in small letters are comments", "# type a foo\n# help a \\x\n", "");
    row("longer keywords are comments", "# TYPES a foo\n# HELPA \\x\n", "");
    row("keyword alone", "# TYPE\n# HELP \n", "");
    row("name alone", "# TYPE a\n# HELP a \n", "");
    row("help", "# HELP a Some text.\n", "# HELP a Some text.\n");
    row("help with escapes", "# HELP a \\\\ \\n \\\"\n", "# HELP a \\\\ \\n \"\n");
    row("help with a lone quote", "# HELP a It's \"\na 1\n", "# HELP a It's \"\na 1\n");
    row("help that a client did not escape keeps its backslashes", "# HELP a C:\\dir\\\n", "# HELP a C:\\\\dir\\\\\n");
    row("help keeps blanks behind", "# HELP a  x  \n", "# HELP a x  \n");
    row("help drops carriage returns behind", "# HELP a x\ry\r\r\n# HELP b \r\r\n", "# HELP a x\ry\n");
    row("help that speaks of a type", "# HELP a See # TYPE b gauge\na 1\n", "# HELP a See # TYPE b gauge\na 1\n");
    row("quoted name", "{\"my.name\"} 1\n", "{\"my.name\"} 1\n");
    row("quoted name and labels", "{\"my.name\",a=\"b\"} 1\n", "{\"my.name\",a=\"b\"} 1\n");
    row("quoted name behind labels", "{a=\"b\",\"my.name\"} 1\n", "{\"my.name\",a=\"b\"} 1\n");
    row("quoted name between labels", "{a=\"b\",\"my.name\",c=\"d\"} 1\n", "{\"my.name\",a=\"b\",c=\"d\"} 1\n");
    row("quoted name with blanks around and a comma", " { \"my.name\"\t, } 1\n", "{\"my.name\"} 1\n");
    row("quoted name that needs no quotes", "{\"a\",b=\"c\"} 1\n", "a{b=\"c\"} 1\n");
    row("quoted name with escapes", "{\"a\\n\\\\\\\"\",b=\"\\n\"} 1\n", "{\"a\\n\\\\\\\"\",b=\"\\n\"} 1\n");
    row("quoted name beyond ASCII", "{\"\xF0\x9F\x98\x80 {},=#\"} 1\n", "{\"\xF0\x9F\x98\x80 {},=#\"} 1\n");
    row("quoted label name", "a{\"b.c\"=\"d\"} 1\n", "a{\"b.c\"=\"d\"} 1\n");
    row("quoted label names with escapes and blanks", "a{ \"b\\n\" = \"\\\\\" , \"c d\"=\"e\"}1\n",
        "a{\"b\\n\"=\"\\\\\",\"c d\"=\"e\"} 1\n");
    row("quoted names in comments",
        "# TYPE \"my.name\" counter\n# HELP \"my \\\"name\" Some text.\n# TYPE \"a\" gauge\n# HELP \"b c\"\n",
        "# TYPE \"my.name\" counter\n# HELP \"my \\\"name\" Some text.\n# TYPE a gauge\n");
    row("family and samples in any order", "a 1\n# TYPE a counter\na 1\n", "a 1\n# TYPE a counter\na 1\n");
}

void TestTextReader::accepts()
{
    QFETCH(QByteArray, body);
    QTEST(read(body), "log");
}

void TestTextReader::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("error");
    const auto row = [](const char* name, const QByteArray& body, const QByteArray& error) {
        QTest::newRow(name) << body << error;
    };
    const QByteArray lost = ": the text has lost its line ends (curl's --data-binary keeps them, -d does not)";
    const QByteArray feed = ": a line feed in a value is written as '\\n'";
    row("a digit first", "a 1\n1a 1\n", "2: expected a metric name, found '1'");
    row("a letter beyond ASCII", "\xC3\xA4 1\n", "1: expected a metric name, found '\xC3\xA4'");
    row("a byte that is not UTF-8", "\xFF 1\n", "1: expected a metric name, found '\\xff'");
    row("a byte order mark further on",
        "a 1\n\xEF\xBB\xBF"
        "b 1\n",
        "2: expected a metric name, found '\xEF\xBB\xBF'");
    row("JSON", "{\"a\": 1}\n", "1: expected '=', ',' or '}' behind the quoted name 'a', found ':'");
    row("a dash in a name", "http-requests 1\n", "1: expected a blank or '{' behind metric name 'http', found '-'");
    row("a sign right behind a name", "a+1\n", "1: expected a blank or '{' behind metric name 'a', found '+'");
    row("a dot in a name", "a.b{} 1\n", "1: expected a blank or '{' behind metric name 'a', found '.'");
    row("a name alone", "a\n", "1: expected a number as value, found the end of the line");
    row("a name alone at the end", "a", "1: expected a number as value, found the end of the text");
    row("a name and a blank", "a \r\n", "1: expected a number as value, found the end of the line");
    row("labels alone", "a{b=\"c\"}\n", "1: expected a number as value, found the end of the line");
    row("label block never closed", "a{\n", "1: expected a label name or '}', found the end of the line");
    row("comma alone", "a{,} 1\n", "1: expected a label name or '}', found ','");
    row("two commas", "a{b=\"c\",,} 1\n", "1: expected a label name or '}', found ','");
    row("a colon in a label name", "a{b:c=\"d\"} 1\n", "1: expected '=' behind the name of label 'b', found ':'");
    row("a digit first in a label name", "a{1b=\"c\"} 1\n", "1: expected a label name or '}', found '1'");
    row("no name at all", "{} 1\n",
        "1: expected a metric name before the braces, or in quotes within them, found none");
    row("no name but a label", "{a=\"b\"} 1\n",
        "1: expected a metric name before the braces, or in quotes within them, found none");
    row("two quoted names", "{\"a.b\",\"c.d\"} 1\n", "1: expected one metric name, found 'a.b' and 'c.d'");
    row("a name before and within the braces", "a{\"b.c\"} 1\n", "1: expected one metric name, found 'a' and 'b.c'");
    row("an empty quoted name", "{\"\"} 1\n", "1: expected a name between quotes, found none");
    row("an empty quoted label name", "a{\"\"=\"b\"} 1\n", "1: expected a name between quotes, found none");
    row("a quoted name that is not UTF-8", "{\"a\xC0\xAF\"} 1\n", "1: the quoted name is not valid UTF-8");
    row("an escaped quoted name that is not UTF-8", "{\"\\n\xFF\"} 1\n", "1: the quoted name is not valid UTF-8");
    row("an unknown escape in a quoted name", "{\"a\\d\"} 1\n",
        "1: expected '\\\\', '\\\"' or '\\n' in the quoted name, found '\\' and 'd'");
    row("a quoted name never closed", "{\"a 1\n",
        "1: expected '\"' behind the quoted name, found the end of the line" + feed);
    row("a quoted name that is not in braces", "\"a.b\" 1\n", "1: expected a metric name, found '\"'");
    row("a name in quotes before the braces", "\"a.b\"{} 1\n", "1: expected a metric name, found '\"'");
    row("no comma behind a quoted name", "{\"a.b\" c=\"d\"} 1\n",
        "1: expected '=', ',' or '}' behind the quoted name 'a.b', found 'c'");
    row("a quoted name and no end of the braces", "{\"a.b\"",
        "1: expected '=', ',' or '}' behind the quoted name 'a.b', found the end of the text");
    row("a reserved name in quotes", "a{\"__b\"=\"c\"} 1\n",
        "1: label '__b' is reserved, as all that begin with '__' are");
    row("no equals sign", "a{b\"c\"} 1\n", "1: expected '=' behind the name of label 'b', found '\"'");
    row("no value", "a{b} 1\n", "1: expected '=' behind the name of label 'b', found '}'");
    row("value without quotes", "a{b=c} 1\n", "1: expected '\"' before the value of label 'b', found 'c'");
    row("label value never closed", "a{b=\"c} 1\n",
        "1: expected '\"' behind the value of label 'b', found the end of the line" + feed);
    row("line feed in an escaped value", "a{b=\"\\\\c\nd\"} 1\n",
        "1: expected '\"' behind the value of label 'b', found the end of the line" + feed);
    row("value never closed at the end", "a{b=\"c",
        "1: expected '\"' behind the value of label 'b', found the end of the text" + feed);
    row("unknown escape", "a{b=\"\\d\"} 1\n",
        "1: expected '\\\\', '\\\"' or '\\n' in the value of label 'b', found '\\' and 'd'");
    row("escape at the end of the line", "a{b=\"\\\n\"} 1\n",
        "1: expected '\\\\', '\\\"' or '\\n' in the value of label 'b', found '\\' and the end of the line");
    row("escape at the end", "a{b=\"\\",
        "1: expected '\\\\', '\\\"' or '\\n' in the value of label 'b', found '\\' and the end of the text");
    row("value that is not UTF-8", "a{b=\"\xC0\xAF\"} 1\n", "1: the value of label 'b' is not valid UTF-8");
    row("escaped value that is not UTF-8", "a{b=\"\\n\xED\xA0\x80\"} 1\n",
        "1: the value of label 'b' is not valid UTF-8");
    row("no comma", "a{b=\"c\" d=\"e\"} 1\n", "1: expected ',' or '}' behind the value of label 'b', found 'd'");
    row("no brace", "a{b=\"c\" 1\n", "1: expected ',' or '}' behind the value of label 'b', found '1'");
    row("reserved label name", "a{__b=\"c\"} 1\n", "1: label '__b' is reserved, as all that begin with '__' are");
    row("name as a label", "a{__name__=\"c\"} 1\n", "1: label '__name__' is reserved, as all that begin with '__' are");
    row("value is a word", "a x\n", "1: expected a number as value, found 'x'");
    row("hexadecimal value", "a 0x1p3\n", "1: expected a number as value, found '0x1p3'");
    row("underscore in a value", "a 1_0\n", "1: expected a number as value, found '1_0'");
    row("comma in a value", "a 1,5\n", "1: expected a number as value, found '1,5'");
    row("signed NaN", "a -nan\n", "1: expected a number as value, found '-nan'");
    row("NaN with a payload", "a nan(1)\n", "1: expected a number as value, found 'nan(1)'");
    row("value too big", "a 1e400\n", "1: value '1e400' is out of the range of a double");
    row("carriage return in the middle", "a 1\rb 2\n",
        "1: expected the end of the line or an integer as timestamp, found '\\r'");
    row("timestamp", "a 1 1395066363000\n",
        "1: expected the end of the line, found timestamp '1395066363000': timestamps are refused unless the gateway "
        "is "
        "told to ignore them");
    row("timestamp with a point", "a 1 1.5\n",
        "1: expected the end of the line or an integer as timestamp, found '1.5'");
    row("exemplar", "a 1 # {x=\"y\"} 1\n", "1: expected the end of the line or an integer as timestamp, found '#'");
    row("unknown type", "\n# TYPE a foo\n",
        "2: expected counter, gauge, histogram, summary or untyped as type of 'a', found 'foo'");
    row("type of two words", "# TYPE a gauge gauge\n",
        "1: expected counter, gauge, histogram, summary or untyped as type of 'a', found 'gauge gauge'");
    row("type of a bad name", "# TYPE 1a gauge\n", "1: expected a metric name behind '# TYPE', found '1a'");
    row("type of an empty quoted name", "# TYPE \"\" gauge\n", "1: expected a metric name between quotes, found none");
    row("type of a quoted name that is not UTF-8", "# TYPE \"\xFF\" gauge\n",
        "1: the quoted metric name is not valid UTF-8");
    row("type of a quoted name never closed", "# TYPE \"a gauge\na 1\n",
        "1: expected '\"' behind the quoted metric name, found the end of the line" + feed);
    row("no blank behind the quoted name of a type", "# TYPE \"a.b\"gauge\n",
        "1: expected a metric name behind '# TYPE', found '\"a.b\"gauge'");
    row("help of a bad name", "# HELP a-b x\n", "1: expected a metric name behind '# HELP', found 'a-b'");
    row("help that is not UTF-8", "# HELP a \xFF\n", "1: the help of 'a' is not valid UTF-8");
    row("samples run together", "a 1b 2", "1: expected a number as value, found '1b'" + lost);
    row("labelled samples run together", "a{x=\"y\"} 1b{x=\"y\"} 2",
        "1: expected a number as value, found '1b{x=\"y\"}'" + lost);
    row("samples joined by blanks", "a 1 b 2",
        "1: expected the end of the line or an integer as timestamp, found 'b'" + lost);
    row("types run together", "# TYPE a countera 1# TYPE b gaugeb 2",
        "1: expected the end of the line before the next family" + lost);
    row("a type and its sample run together", "# TYPE a countera 1",
        "1: expected counter, gauge, histogram, summary or untyped as type of 'a', found 'countera 1'" + lost);
    row("help that swallows all", "# HELP a Help.# TYPE a countera 1",
        "1: expected the end of the line before the next family" + lost);
}

void TestTextReader::refuses()
{
    QFETCH(QByteArray, body);
    QTEST(read(body), "error");
}

void TestTextReader::readsSomethingOfEverything()
{
    QCOMPARE(read(goodBody()),
        QByteArray("# HELP a_total With \\\\ and \\n, \"quoted\".\n"
                   "# TYPE a_total counter\n"
                   "a_total{job=\"x\",path=\"/v1/{id}#top, \\\"q\\\" \\\\ \\n\"} 17\n"
                   "plain 1.2345678901234568e+16\n"
                   "# TYPE h histogram\n"
                   "h_count{a=\"\xC3\xA9\"} 3\n"
                   "h_bucket{a=\"\xC3\xA9\",le=\"0.5\"} 1\n"
                   "h_bucket{a=\"\xC3\xA9\",le=\"+Inf\"} 3\n"
                   "h_sum{a=\"\xC3\xA9\"} -0.125\n"
                   "empty NaN\n"
                   "colon:name{x=\"\"} +Inf\n"));
}

void TestTextReader::readsOtherLineEnds_data()
{
    QTest::addColumn<QByteArray>("body");
    const QByteArray body = goodBody();
    QTest::newRow("CRLF") << QByteArray(body).replace("\n", "\r\n");
    QTest::newRow("a byte order mark") << "\xEF\xBB\xBF" + body;
    QTest::newRow("a byte order mark and CRLF") << "\xEF\xBB\xBF" + QByteArray(body).replace("\n", "\r\n");
    QTest::newRow("no last line end") << body.chopped(1);
    QTest::newRow("a lone carriage return at the end") << body.chopped(1) + '\r';
    QTest::newRow("empty lines between") << QByteArray(body).replace("\n", "\n\n \r\n\t\n");
    QTest::newRow("blanks before each line") << " " + QByteArray(body).replace("\n", "\n\t ");
}

void TestTextReader::readsOtherLineEnds()
{
    QFETCH(QByteArray, body);
    QCOMPARE(read(body), read(goodBody()));
}

void TestTextReader::dropsTimestamps()
{
    TextOptions options;
    options.ignoreTimestamps = true;
    QCOMPARE(read("a 1 1395066363000\nb 2 -1 \r\nc 3\t+5\nd 4 0", options), QByteArray("a 1\nb 2\nc 3\nd 4\n"));
    for (const char* bad : {"1.5", "x", "9223372036854775808", "NaN", "--1", "+-1", "+", "1 2", "1e3"}) {
        const QByteArray error = read(QByteArray("a 1 ") + bad + "\n", options);
        QVERIFY2(error.startsWith("1: expected the end of the line"), error.constData());
    }
}

void TestTextReader::readsEveryPrefix()
{
    const QByteArray body = goodBody();
    const QByteArray whole = read(body);
    for (int size = 0; size <= body.size(); ++size) {
        const QByteArray cut
            = read(QByteArray(body.constData(), size)); // its own bytes, so that a sanitizer sees the end
        const int lines = int(body.first(size).count('\n'));
        const bool isPrefix = whole.startsWith(cut) || body.at(std::max(0, size - 1)) != '\n';
        QVERIFY2(isPrefix || cut.startsWith(QByteArray::number(lines + 1) + ": "), cut.constData());
    }
}

void TestTextReader::readsBackWhatIsRendered()
{
    const std::vector<std::string> pieces{"\\", "\"", "\n", "\r", "\t", "n", " ", "}", "{", ",", "#", "=", "x",
        "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", std::string(1, '\0'), "plain text"};
    std::mt19937 random(5);
    const auto text = [&] {
        std::string made;
        for (auto count = random() % 12; count > 0; --count)
            made += pieces[random() % pieces.size()];
        return made;
    };
    for (int i = 0; i < 20'000; ++i) {
        const std::string help = 'x' + text() + 'x'; // blanks in front are not part of a help
        std::string body = "# HELP a ";
        appendEscapedHelp(body, help);
        std::string expected = "# HELP a ";
        appendEscapedHelp(expected, help);
        std::string block = "a{b=\"";
        appendEscapedLabelValue(block, text());
        block += "\",c=\"";
        appendEscapedLabelValue(block, text());
        block += "\"} 1\n";
        body.append("\n").append(block);
        expected.append("\n").append(block);
        RecordingSink sink;
        const auto result = readText(body, {}, sink);
        QVERIFY2(result, body.c_str());
        QCOMPARE(sink.log, expected);
    }
}

void TestTextReader::boundsLabels()
{
    TextOptions options;
    options.maxLabels = 2;
    QCOMPARE(read("a{b=\"\",c=\"\"} 1\n", options), QByteArray("a{b=\"\",c=\"\"} 1\n"));
    QCOMPARE(read("a{b=\"\",c=\"\",d=\"\"} 1\n", options), QByteArray("1: more than 2 labels in one series"));
}

void TestTextReader::showsTheOffendingText()
{
    QCOMPARE(errorOf("a 1\nb{c=\t\x1B[31m} 2\r\nd 3\n").text, std::string("b{c=\\t\\x1b[31m} 2"));
    QCOMPARE(errorOf("a{b=\"\xC3\"} 1\n").text, std::string("a{b=\"\\xc3\"} 1"));
    const std::string late = errorOf("a{b=\"" + std::string(500, 'x') + "\",c=oops} 1\n").text;
    QVERIFY2(late.find("c=oops} 1") != std::string::npos && late.starts_with("…x"), late.c_str());
    const std::string early = errorOf("a{b=oops,c=\"" + std::string(500, 'x') + "\"} 1\n").text;
    QVERIFY2(early.starts_with("a{b=oops,") && early.ends_with("x…"), early.c_str());
}

void TestTextReader::cutsErrorTextsAtCharacters()
{
    for (const char* piece : {"x", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\x01", "\xFF", "\xC2\x85"}) {
        for (std::size_t lead = 0; lead < 200; ++lead) {
            const std::string value = std::string(lead, 'y') + repeated(piece, 200);
            for (const std::string& line :
                {"a{b=\"" + value + "\\d\"} 1", "a " + value, "a{b=\"" + value + "\"} 1 x"}) {
                const ParseError error = errorOf(line + "\nb 1\n");
                QVERIFY2(!error.text.empty() && error.text.size() <= kMaxErrorText, error.text.c_str());
                const std::string all = error.text + error.message;
                QVERIFY2(isUtf8(all), all.c_str());
                QVERIFY2(std::none_of(all.begin(), all.end(), [](char c) { return c >= 0 && c < ' '; }), all.c_str());
            }
        }
    }
}

void TestTextReader::takesLinearTime_data()
{
    QTest::addColumn<QByteArray>("front");
    QTest::addColumn<QByteArray>("piece");
    QTest::newRow("line feeds") << QByteArray() << QByteArray("\n");
    QTest::newRow("blanks") << QByteArray() << QByteArray(" ");
    QTest::newRow("comments") << QByteArray() << QByteArray("#\n");
    QTest::newRow("comments without line ends") << QByteArray() << QByteArray("#");
    QTest::newRow("a name") << QByteArray() << QByteArray("a");
    QTest::newRow("digits") << QByteArray("a ") << QByteArray("9");
    QTest::newRow("a value") << QByteArray("a{b=\"") << QByteArray("x");
    QTest::newRow("escapes") << QByteArray("a{b=\"") << QByteArray("\\n");
    QTest::newRow("escaped labels") << QByteArray("a{") << QByteArray("b=\"\\n\",");
    QTest::newRow("samples with escapes") << QByteArray() << QByteArray("a{b=\"\\n\"} 1\n");
    QTest::newRow("names and blanks") << QByteArray() << QByteArray("a 1\r\n");
    QTest::newRow("help with escapes") << QByteArray("# HELP a ") << QByteArray("\\n");
    QTest::newRow("help lines") << QByteArray() << QByteArray("# HELP a \\\\\n");
}

void TestTextReader::takesLinearTime()
{
    QFETCH(QByteArray, front);
    QFETCH(QByteArray, piece);
    const std::string small = front.toStdString() + repeated(piece.toStdString(), 200'000);
    const std::string big = front.toStdString() + repeated(piece.toStdString(), 2'000'000);
    const double base = std::max(cpuSecondsToRead(small), 0.0005); // below that the clock's steps would decide
    QVERIFY2(cpuSecondsToRead(big) < 40 * base, "ten times the bytes take far more than ten times the time");
}

QTEST_APPLESS_MAIN(TestTextReader)
#include "tst_text_reader.moc"
