// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/model/selector.h"

using cairn::LabelView;
using cairn::Selector;

class TestSelector : public QObject {
    Q_OBJECT
private slots:
    void matches_data();
    void matches();
    void readsStrings_data();
    void readsStrings();
    void refuses_data();
    void refuses();
    void knowsTheExactName_data();
    void knowsTheExactName();
    void keepsItsText();
    void writesItsUsualSpelling_data();
    void writesItsUsualSpelling();
    void everyPrefixIsReadOrRefused();
    void boundsHostilePatterns_data();
    void boundsHostilePatterns();
    void aDefaultOneMatchesNothing();
};

void TestSelector::matches_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("expected");
    // Asked about: http_requests_total{job="api",code="500",text="two\nlines"}
    const auto row = [](const char* name, const char* text, bool expected) {
        QTest::newRow(name) << QByteArray(text) << expected;
    };
    row("the bare name", "http_requests_total", true);
    row("another name", "http_requests", false);
    row("empty braces", "http_requests_total{}", true);
    row("an equal label", "http_requests_total{job=\"api\"}", true);
    row("an unequal label", "http_requests_total{job=\"web\"}", false);
    row("the name among the labels", "{__name__=\"http_requests_total\"}", true);
    row("the name as a string", "{\"http_requests_total\",job=\"api\"}", true);
    row("a quoted label name", "{\"job\"=\"api\"}", true);
    row("the name as a pattern", "{__name__=~\"http_.+\"}", true);
    row("not the name", "{__name__!=\"x\",job=\"api\"}", true);
    row("a pattern anchored at its end", "{code=~\"5\"}", false);
    row("a pattern anchored at its start", "{code=~\"00\"}", false);
    row("an alternation is anchored as a whole", "{code=~\"5|500|x\"}", true);
    row("an alternation none of which fits whole", "{code=~\"5|00\"}", false);
    row("a dot matches a line break", "{text=~\"two.lines\"}", true);
    row("a pattern that must not match", "{code!~\"4..\",job=\"api\"}", true);
    row("a pattern that must not match and does", "{code!~\"5..\",job=\"api\"}", false);
    row("a missing label is empty", "{pod=\"\",job=\"api\"}", true);
    row("a missing label is not another text", "{pod!=\"x\",job=\"api\"}", true);
    row("a missing label matches an empty pattern", "{pod=~\".*\",job=\"api\"}", true);
    row("a missing label fails a pattern that needs more", "{pod=~\".+\"}", false);
    row("the empty pattern fails a label that is there", "{job=~\"\",code=\"500\"}", false);
    row("two conditions on one label", "{code=~\"5..\",code!=\"501\"}", true);
    row("a final comma", "http_requests_total{job=\"api\",}", true);
    row("blanks and line breaks", " http_requests_total\t{\r\n job = \"api\" , code =~ \"5..\" } ", true);
    row("comments", "# all\nhttp_requests_total{ # of\n job=\"api\" # here\n} # end", true);
    row("case matters", "{job=~\"API\"}", false);
    row("unless the pattern says otherwise", "{job=~\"(?i)API\"}", true);
}

void TestSelector::matches()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, expected);
    const auto selector = Selector::parse(text.toStdString());
    QVERIFY2(selector, selector ? "" : selector.error().message.c_str());
    const LabelView labels[] = {{"job", "api"}, {"code", "500"}, {"text", "two\nlines"}};
    QCOMPARE(selector->matches("http_requests_total", labels), expected);
}

void TestSelector::readsStrings_data()
{
    QTest::addColumn<QByteArray>("literal");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char* name, const char* literal, QByteArray value) {
        QTest::newRow(name) << QByteArray(literal) << value;
    };
    row("double quotes", R"("a'b`c")", "a'b`c");
    row("single quotes", R"('a"b`c')", "a\"b`c");
    row("backticks take everything as it stands", "`a\\n\"'\nb`", "a\\n\"'\nb");
    row("escaped double quote", R"("\"")", "\"");
    row("escaped single quote", R"('\'')", "'");
    row("the letters", R"("\a\b\f\n\r\t\v\\")", "\a\b\f\n\r\t\v\\");
    row("two hexadecimal digits", R"("\x41\x7a")", "Az");
    row("bytes that make one character", R"("\xc3\xa9")", "é");
    row("three octal digits", R"("\101\0601")", "A01");
    row("a NUL", R"("a\000b")", QByteArray("a\0b", 3));
    row("four digits of Unicode", R"("\u00e9\u20ac")", "é€");
    row("eight digits of Unicode", R"("\U0001F600\U00000041")", "😀A");
    row("characters as they are", R"("é😀")", "é😀");
    row("a hash is no comment in a string", R"("# no")", "# no");
}

void TestSelector::readsStrings()
{
    QFETCH(QByteArray, literal);
    QFETCH(QByteArray, value);
    const auto selector = Selector::parse("{a=" + literal.toStdString() + "}");
    QVERIFY2(selector, selector ? "" : selector.error().message.c_str());
    QCOMPARE(selector->matchers().size(), std::size_t(1));
    QCOMPARE(selector->matchers()[0].value, value.toStdString());
}

void TestSelector::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("column");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const char* text, int column, const char* says) {
        QTest::newRow(name) << QByteArray(text) << column << QByteArray(says);
    };
    row("nothing", "", 1, "found the end, expected a metric name or '{'");
    row("blanks", "  ", 3, "found the end, expected a metric name or '{'");
    row("a number", "5xx", 1, "found \"5\"");
    row("a string alone", "\"x\"", 1, "found \"\\\"x\\\"\", expected a metric name");
    row("a dash in a name", "a-b", 2, "found \"-\"");
    row("a range", "x[5m]", 2, "found \"[\"");
    row("an offset", "x offset 5m", 3, "found \"offset\", expected the end");
    row("two names", "x y", 3, "found \"y\", expected the end");
    row("braces never closed", "x{a=\"b\"", 8, "found the end, expected ',' or '}'");
    row("braces never closed after a comma", "x{a=\"b\",", 9, "found the end, expected a label name or '}'");
    row("something after the braces", "x{} y", 5, "found \"y\", expected the end");
    row("a comma alone", "x{,}", 3, "found \",\", expected a label name or '}'");
    row("two commas", "x{a=\"b\",,}", 9, "found \",\", expected a label name");
    row("no comma", "x{a=\"b\" c=\"d\"}", 9, "found \"c\", expected ',' or '}'");
    row("no operator", "x{a \"b\"}", 5, "expected =, !=, =~ or !~");
    row("no value", "x{a=}", 5, "found \"}\", expected a quoted value");
    row("a value without quotes", "x{a=b}", 5, "found \"b\", expected a quoted value");
    row("two equals signs", "x{a==\"b\"}", 4, "found \"==\"");
    row("an exclamation mark alone", "x{a!\"b\"}", 4, "found \"!\"");
    row("a colon in a label name", "x{a:b=\"c\"}", 3, "found \"a:b\", expected a label name");
    row("an empty label name", "x{\"\"=\"c\"}", 3, "must not be empty");
    row("an empty metric name", "{\"\"}", 2, "must not be empty");
    row("a string never closed", "x{a=\"b}", 5, "expected a closing \" on the same line");
    row("a string over two lines", "x{a=\"b\n\"}", 5, "expected a closing \"");
    row("a backtick never closed", "x{a=`b}", 5, "expected a closing `");
    row("an unknown escape", "x{a=\"b\\.c\"}", 7, "unknown escape \"\\\\.\"");
    row("the other quote escaped", "x{a=\"\\'\"}", 6, "unknown escape");
    row("a backslash at the end", "x{a=\"\\", 6, "expected a character after");
    row("one hexadecimal digit", "x{a=\"\\x4\"}", 6, "expected 2 hexadecimal digits");
    row("two octal digits", "x{a=\"\\01\"}", 6, "expected 3 octal digits");
    row("an octal number over a byte", "x{a=\"\\777\"}", 6, "is no character");
    row("a surrogate", "x{a=\"\\ud800\"}", 6, "is no character");
    row("beyond Unicode", "x{a=\"\\U00110000\"}", 6, "is no character");
    row("a sign among the digits", "x{a=\"\\x-1\"}", 6, "expected 2 hexadecimal digits");
    row("an escape that breaks UTF-8", "x{a=\"\\xff\"}", 5, "not UTF-8");
    row("raw bytes that are not UTF-8", "x{a=\"\xc3\xa9\xff\"}", 8, "not UTF-8");
    row("the name twice", "x{__name__=\"y\"}", 3, "given twice: \"x\" and \"y\"");
    row("the name twice as a pattern", "x{__name__=~\"y\"}", 3, "given twice");
    row("the name and a string", "x{\"y\"}", 3, "given twice: \"x\" and \"y\"");
    row("two strings", "{\"x\",\"y\"}", 6, "given twice: \"x\" and \"y\"");
    row("a bad pattern", "x{a=~\"(\"}", 6, "missing )");
    row("a pattern that would close our anchor", "x{a=~\"a)|(b\"}", 6, "regular expression");
    row("a look-ahead", "x{a=~\"(?=a)\"}", 6, "regular expression");
    row("empty braces alone", "{}", 1, "at least one non-empty matcher");
    row("everything as a pattern", "{a=~\".*\"}", 1, "at least one non-empty matcher");
    row("an empty value", "{a=\"\"}", 1, "at least one non-empty matcher");
    row("not a value", "{a!=\"b\"}", 1, "at least one non-empty matcher");
    row("not a pattern", "{a!~\"b.+\"}", 1, "at least one non-empty matcher");
}

void TestSelector::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(int, column);
    QFETCH(QByteArray, says);
    const auto selector = Selector::parse(text.toStdString());
    QVERIFY(!selector);
    QVERIFY2(selector.error().message.find(says.toStdString()) != std::string::npos, selector.error().message.c_str());
    QCOMPARE(int(selector.error().column), column);
}

void TestSelector::knowsTheExactName_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("name");
    const auto row
        = [](const char* text, const char* name) { QTest::newRow(text) << QByteArray(text) << QByteArray(name); };
    row("job:x:rate5m", "job:x:rate5m");
    row("x{a=\"b\"}", "x");
    row("{__name__=\"x\"}", "x");
    row("{a=\"b\",__name__=\"x\"}", "x");
    row("{\"x.y\"}", "x.y");
    row("{__name__=~\"x\"}", "");
    row("{__name__!=\"x\",a=\"b\"}", "");
    row("{a=\"b\"}", "");
}

void TestSelector::knowsTheExactName()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, name);
    const auto selector = Selector::parse(text.toStdString());
    QVERIFY(selector);
    QCOMPARE(selector->exactName(), name.toStdString());
}

void TestSelector::keepsItsText()
{
    const std::string text = " x { a = 'b' , } # why";
    QCOMPARE(Selector::parse(text)->text(), text);
}

void TestSelector::writesItsUsualSpelling_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("usual");
    const auto row
        = [](const char* text, const char* usual) { QTest::newRow(text) << QByteArray(text) << QByteArray(usual); };
    row("x{}", "x");
    row("{__name__='x'}", "x");
    row(" x { a = 'b' , c !~ `d\\.e` , } # why", "x{a=\"b\",c!~\"d\\\\.e\"}");
    row("{a=\"b\",__name__=\"x\"}", "x{a=\"b\"}");
    row("{\"x.y\",\"a.b\"!=\"c\"}", "{__name__=\"x.y\",\"a.b\"!=\"c\"}");
    row("{__name__=\"x\",__name__!=\"y\"}", "{__name__=\"x\",__name__!=\"y\"}");
    row("x{a='\"\\n\\u00e9'}", "x{a=\"\\\"\\né\"}");
}

void TestSelector::writesItsUsualSpelling()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, usual);
    const auto selector = Selector::parse(text.toStdString());
    QVERIFY2(selector, selector ? "" : selector.error().message.c_str());
    QCOMPARE(cairn::toString(*selector), usual.toStdString());
    QCOMPARE(cairn::toString(*Selector::parse(usual.toStdString())), usual.toStdString());
}

void TestSelector::everyPrefixIsReadOrRefused()
{
    const std::string text = "job:x{a=\"\\u00e9\\x41\",b=~'c|d.*',\"e\"!=`f`,g!~\"h\",} # i";
    QVERIFY(Selector::parse(text));
    for (std::size_t size = 0; size < text.size(); ++size) {
        const auto selector = Selector::parse(std::string_view(text).substr(0, size));
        if (!selector)
            QVERIFY(selector.error().column >= 1 && selector.error().column <= size + 1);
    }
}

void TestSelector::boundsHostilePatterns_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::newRow("longer than any pattern needs") << QByteArray(16 * 1024 + 1, 'a');
    QTest::newRow("a thousand classes of Unicode") << QByteArray("\\pL").repeated(1000);
    QTest::newRow("more repetitions than RE2 grants") << QByteArray("((a{100}){100}){100}");
    QTest::newRow("a program beyond the memory granted") << QByteArray("(\\pL{500})+");
    QTest::newRow("parentheses without end") << QByteArray(16 * 1024, '(');
}

void TestSelector::boundsHostilePatterns()
{
    QFETCH(QByteArray, pattern);
    const auto selector = Selector::parse("x{a=~`" + pattern.toStdString() + "`}");
    QVERIFY(!selector);
    QCOMPARE(int(selector.error().column), 6);
    QVERIFY2(selector.error().message.size() < 500, selector.error().message.c_str());
}

void TestSelector::aDefaultOneMatchesNothing()
{
    QVERIFY(!Selector().matches("x", {}));
}

QTEST_APPLESS_MAIN(TestSelector)
#include "tst_selector.moc"
