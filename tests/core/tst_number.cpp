// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/exposition/number.h"
#include "core/exposition/short_value.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>
#include <vector>

using namespace cairn;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool sameBits(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

std::string format(double value)
{
    std::string text;
    appendNumber(text, value);
    return text;
}

QByteArray bytes(const std::string& text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// Any bits at all, but NaN.
double randomDouble(std::mt19937_64& random)
{
    for (;;) {
        const double value = std::bit_cast<double>(random());
        if (!std::isnan(value))
            return value;
    }
}

/// `-12.5e+3` and the like: any number of digits around an optional point, an exponent now and then.
std::string randomDecimal(std::mt19937_64& random)
{
    const auto below = [&random](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    const auto putDigits = [&](std::string& text, int count) {
        for (int i = 0; i < count; ++i)
            text += static_cast<char>('0' + below(10));
    };
    std::string text(below(4) == 0 ? "-" : "");
    const int whole = below(20);
    putDigits(text, whole);
    if (below(2) == 0 || whole == 0) {
        text += '.';
        putDigits(text, below(20) + (whole == 0 ? 1 : 0));
    }
    if (below(4) == 0)
        text.append(below(2) == 0 ? "e" : "E").append(below(2) == 0 ? "-" : "").append(std::to_string(below(340)));
    return text;
}

/// Significant digits of the shortest spelling, by the standard library.
std::string shortestDigits(double value)
{
    char text[40];
    const auto end = std::to_chars(text, text + sizeof text, std::fabs(value), std::chars_format::scientific).ptr;
    std::string digits;
    for (const char* at = text; at != end && *at != 'e'; ++at) {
        if (*at != '.')
            digits += *at;
    }
    return digits;
}

/// The same of a text that formatNumber() made.
std::string digitsOf(const std::string& text)
{
    std::string digits;
    for (const char c : text.substr(0, text.find('e'))) {
        if (c >= '0' && c <= '9')
            digits += c;
    }
    digits.erase(0, digits.find_first_not_of('0'));
    digits.erase(digits.find_last_not_of('0') + 1);
    return digits;
}

} // namespace

class TestNumber final : public QObject {
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void refusesWhatOverflows();
    void readsNaN();
    void readsWhatStrtodReads();
    void readsFourHundredDigits();
    void shortValuesAreTheSame();
    void shortValuesStopWhereTheyMust();
    void decimalsAreTheSame();
    void scientificNumbersAreTheSame();
    void scientificNumbersStopWhereTheyMust();
    void formats_data();
    void formats();
    void roundTrips();
    void roundTripsDecimals();
};

void TestNumber::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<double>("value");
    const auto row = [](const char* text, double value) { QTest::newRow(text) << QByteArray(text) << value; };
    row("0", 0.0);
    row("-0", -0.0);
    row("+0", 0.0);
    row("-0.0", -0.0);
    row("1", 1.0);
    row("+1", 1.0);
    row("-1", -1.0);
    row("17.0", 17.0);
    row(".5", 0.5);
    row("5.", 5.0);
    row("-.5", -0.5);
    row("007", 7.0);
    row("1e3", 1000.0);
    row("1E3", 1000.0);
    row("1e+3", 1000.0);
    row("1.e3", 1000.0);
    row("2.5e-3", 0.0025);
    row("1e-400", 0.0);
    row("-1e-400", -0.0);
    row("4.9e-324", std::numeric_limits<double>::denorm_min());
    row("2.2250738585072014e-308", std::numeric_limits<double>::min());
    row("2.2250738585072011e-308", 2.2250738585072011e-308);
    row("1.7976931348623157e308", std::numeric_limits<double>::max());
    row("1.7976931348623158e308", std::numeric_limits<double>::max());
    row("9007199254740993", 9007199254740992.0);
    row("0.1", 0.1);
    row("inf", kInfinity);
    row("+Inf", kInfinity);
    row("-INF", -kInfinity);
    row("infinity", kInfinity);
    row("-Infinity", -kInfinity);
}

void TestNumber::reads()
{
    QFETCH(QByteArray, text);
    QFETCH(double, value);
    const Number number = parseNumber(text.toStdString());
    QVERIFY(number.error == NumberError::None);
    QVERIFY2(sameBits(number.value, value), qPrintable(QString::number(number.value, 'g', 17)));
}

void TestNumber::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", "+", "-", ".", "+.", "e3", ".e3", "1e", "1e+", "1e3.0", "1.2.3", "++1", "+-1", "--1",
             "0x10", "0x1p3", "0X1P-2", "1_000", "1_0", "1,5", "1f", "1d", "12abc", " 1", "1 ", "nan(1)", "-nan",
             "+nan", "na", "nanx", "in", "infi", "infinit", "infinityx", "null", "true", "\xD9\xA1"})
        QTest::newRow(*text == 0 ? "nothing" : text) << QByteArray(text);
    QTest::newRow("NUL behind") << QByteArray("1\0", 2);
}

void TestNumber::refuses()
{
    QFETCH(QByteArray, text);
    QVERIFY(parseNumber(text.toStdString()).error == NumberError::Malformed);
}

void TestNumber::refusesWhatOverflows()
{
    for (const char* text : {"1e400", "-1e400", "1.7976931348623159e308", "1e309", "1e999999999999"})
        QVERIFY2(parseNumber(text).error == NumberError::OutOfRange, text);
    QVERIFY(parseNumber(std::string(400, '9')).error == NumberError::OutOfRange);
}

void TestNumber::readsNaN()
{
    for (const char* text : {"NaN", "nan", "Nan", "NAN"}) {
        const Number number = parseNumber(text);
        QVERIFY2(number.error == NumberError::None && std::isnan(number.value), text);
    }
}

void TestNumber::readsWhatStrtodReads()
{
    std::mt19937_64 random(20240601);
    for (int i = 0; i < 1'000'000; ++i) {
        const std::string text = randomDecimal(random);
        const double expected = std::strtod(text.c_str(), nullptr);
        const Number number = parseNumber(text);
        if (std::isinf(expected) ? number.error != NumberError::OutOfRange : !sameBits(number.value, expected))
            QFAIL(text.c_str());
    }
}

void TestNumber::readsFourHundredDigits()
{
    std::mt19937_64 random(7);
    for (int i = 0; i < 1000; ++i) {
        std::string text = "0.";
        for (int digit = 0; digit < 400; ++digit)
            text += static_cast<char>('0' + random() % 10);
        QVERIFY2(sameBits(parseNumber(text).value, std::strtod(text.c_str(), nullptr)), text.c_str());
    }
}

void TestNumber::shortValuesAreTheSame()
{
    std::mt19937_64 random(11);
    const std::string behind = "\nsome_metric_total 12345678\n";
    int taken = 0;
    for (int i = 0; i < 500'000; ++i) {
        const std::string token = randomDecimal(random).substr(0, 1 + random() % 18);
        std::string line(" ");
        line.append(token).append(behind);
        double value = 0;
        const char* const next = detail::readShortValue(line.data(), line.data() + line.size(), value);
        if (next == nullptr)
            continue;
        ++taken;
        if (next != line.data() + token.size() + 2 || !sameBits(value, parseNumber(token).value))
            QFAIL(token.c_str());
    }
    QVERIFY(taken > 50'000);
}

void TestNumber::shortValuesStopWhereTheyMust()
{
    const auto readsWith = [](const std::string& line) {
        const std::vector<char> text(line.begin(), line.end()); // no byte behind: a sanitizer sees the end
        double value = 0;
        return detail::readShortValue(text.data(), text.data() + text.size(), value) != nullptr;
    };
    const auto reads = [&](const std::string& line) {
        const bool atTheEnd = readsWith(line + '\n');
        return readsWith(line + "\nsome_metric_total 12345678\n") == atTheEnd && !readsWith(line) && atTheEnd;
    };
    for (const char* line : {" 0", " 17.0", " 1234567", " 12345678", " 123456789012345", " 1234567.1234567"})
        QVERIFY2(reads(line), line);
    for (const char* line : {"", " ", "1", "  1", "\t1", " .5", " 5.", " -1", " +1", " 1 ", " 1\r", " 1 1000", " 1e3",
             " 0x1", " 1234567890123456", " 12345678.5", " 1.12345678", " 1:", " 1/", " {", " \xFF\xFF"})
        QVERIFY2(!reads(line), line);
}

void TestNumber::decimalsAreTheSame()
{
    std::mt19937_64 random(13);
    int taken = 0;
    for (int i = 0; i < 200'000; ++i) {
        const std::string token = randomDecimal(random).substr(0, 1 + random() % 24);
        const std::string text = token + " # behind it there are bytes enough";
        double value = 0;
        const char* const next = detail::readDecimal(text.data(), value);
        if (next == nullptr || *next != ' ')
            continue;
        ++taken;
        if (next != text.data() + token.size() || !sameBits(value, parseNumber(token).value))
            QFAIL(token.c_str());
    }
    QVERIFY(taken > 20'000);
}

void TestNumber::scientificNumbersAreTheSame()
{
    std::mt19937_64 random(17);
    int taken = 0;
    for (int i = 0; i < 200'000; ++i) {
        std::string token(1, static_cast<char>('1' + random() % 9));
        const auto fraction = random() % 18;
        token.append(fraction > 0 ? "." : "");
        for (auto digit = fraction; digit > 0; --digit)
            token += static_cast<char>('0' + random() % 10);
        token.append(random() % 4 == 0 ? "e-" : "e+").append(random() % 8 == 0 ? "3" : "0");
        token += static_cast<char>('0' + random() % 10);
        const std::string text = token + "\n behind it there are bytes enough";
        double value = 0;
        const char* const next = detail::readScientific(text.data(), value);
        if (next == nullptr)
            continue;
        ++taken;
        if (next != text.data() + token.size() || !sameBits(value, parseNumber(token).value))
            QFAIL(token.c_str());
    }
    QVERIFY(taken > 100'000);
}

void TestNumber::scientificNumbersStopWhereTheyMust()
{
    const auto reads = [](const std::string& number) {
        const std::string text = number + "\n behind it there are bytes enough";
        double value = 0;
        return detail::readScientific(text.data(), value) == text.data() + number.size();
    };
    for (const char* number : {"1e+06", "1.690000001100001e+09", "9.007199254740991e+15", "5e-05", "1e+22", "1e-22"})
        QVERIFY2(reads(number), number);
    for (const char* number :
        {"", "1", "1.5", "0e+06", "-1e+06", "+1e+06", "1e6", "1E+06", "1.e+06", ".5e+06", "1e+6", "1e+006", "1e+23",
            "1e-23", "9.007199254740993e+15", "1.2345678901234567e+09", "1e+0x", "1 e+06", "1e+06 "})
        QVERIFY2(!reads(number), number);
}

void TestNumber::formats_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](double value, const char* text) { QTest::newRow(text) << value << QByteArray(text); };
    row(0, "0");
    row(-0.0, "-0");
    row(1, "1");
    row(-1, "-1");
    row(42, "42");
    row(100000, "100000");
    row(999999, "999999");
    row(1e6, "1e+06");
    row(1000001, "1.000001e+06");
    row(17560473, "1.7560473e+07");
    row(1.7e9, "1.7e+09");
    row(-1458255915, "-1.458255915e+09");
    row(9007199254740992.0, "9.007199254740992e+15");
    row(1e21, "1e+21");
    row(1e100, "1e+100");
    row(0.5, "0.5");
    row(12.345, "12.345");
    row(999999.5, "999999.5");
    row(1234567.891, "1.234567891e+06");
    row(0.1, "0.1");
    row(0.001, "0.001");
    row(0.0001, "0.0001");
    row(0.00012, "0.00012");
    row(1e-5, "1e-05");
    row(1.5e-5, "1.5e-05");
    row(0.1 + 0.2, "0.30000000000000004");
    row(1.0 / 3, "0.3333333333333333");
    row(std::numeric_limits<double>::denorm_min(), "5e-324");
    row(std::numeric_limits<double>::max(), "1.7976931348623157e+308");
    row(-2.2250738585072014e-308, "-2.2250738585072014e-308");
    row(kInfinity, "+Inf");
    row(-kInfinity, "-Inf");
    row(std::numeric_limits<double>::quiet_NaN(), "NaN");
    row(-std::numeric_limits<double>::quiet_NaN(), "NaN");
}

void TestNumber::formats()
{
    QFETCH(double, value);
    QTEST(bytes(format(value)), "text");
}

void TestNumber::roundTrips()
{
    std::mt19937_64 random(3);
    for (int i = 0; i < 1'000'000; ++i) {
        const double value = randomDouble(random);
        const std::string text = format(value);
        if (text.size() > kMaxNumberBytes || !sameBits(parseNumber(text).value, value))
            QFAIL(text.c_str());
    }
}

void TestNumber::roundTripsDecimals() // integers and short decimals have a way of their own
{
    std::mt19937_64 random(4);
    for (int i = 0; i < 1'000'000; ++i) {
        const auto mantissa = static_cast<double>(random() >> (11 + random() % 53));
        const double value = mantissa / std::pow(10, static_cast<double>(random() % 7));
        const std::string text = format(value);
        if (!sameBits(parseNumber(text).value, value)
            || (value != 0 && digitsOf(text) != digitsOf(shortestDigits(value))))
            QFAIL(text.c_str());
    }
}

QTEST_APPLESS_MAIN(TestNumber)
#include "tst_number.moc"
