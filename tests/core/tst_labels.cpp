// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/model/label.h"
#include "core/model/metric_type.h"

using namespace cairn;

namespace {

std::string_view view(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

class TestLabels final : public QObject {
    Q_OBJECT

private slots:
    void names_data();
    void names();
    void utf8_data();
    void utf8();
    void utf8AgreesWithTheCodePoints();
    void utf8AtEveryOffset();
    void types();
};

void TestLabels::names_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("label");
    QTest::addColumn<bool>("metric");
    QTest::newRow("a letter") << QByteArray("a") << true << true;
    QTest::newRow("letters, digits and underscores") << QByteArray("aZ_09") << true << true;
    QTest::newRow("an underscore first") << QByteArray("_a") << true << true;
    QTest::newRow("reserved names are names") << QByteArray("__name__") << true << true;
    QTest::newRow("a colon is for metrics alone") << QByteArray("a:b") << false << true;
    QTest::newRow("a colon first") << QByteArray(":a") << false << true;
    QTest::newRow("nothing") << QByteArray("") << false << false;
    QTest::newRow("a digit first") << QByteArray("0a") << false << false;
    QTest::newRow("a dash") << QByteArray("a-b") << false << false;
    QTest::newRow("a dot") << QByteArray("a.b") << false << false;
    QTest::newRow("a blank") << QByteArray("a b") << false << false;
    QTest::newRow("a letter beyond ASCII") << QByteArray("\xC3\xA4") << false << false;
    QTest::newRow("a NUL behind") << QByteArray("a\0", 2) << false << false;
}

void TestLabels::names()
{
    QFETCH(QByteArray, text);
    QTEST(isLabelName(view(text)), "label");
    QTEST(isMetricName(view(text)), "metric");
}

void TestLabels::utf8_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("ok");
    const auto row
        = [](const char* name, const char* hex, bool ok) { QTest::newRow(name) << QByteArray::fromHex(hex) << ok; };
    row("nothing", "", true);
    row("NUL", "00", true);
    row("last of one byte", "7f", true);
    row("lone continuation", "80", false);
    row("last continuation", "bf", false);
    row("overlong slash in two bytes", "c0af", false);
    row("overlong NUL", "c080", false);
    row("overlong U+007F", "c1bf", false);
    row("first of two bytes", "c280", true);
    row("last of two bytes", "dfbf", true);
    row("two bytes cut", "c2", false);
    row("two bytes with a letter behind", "c241", false);
    row("overlong U+07FF", "e09fbf", false);
    row("first of three bytes", "e0a080", true);
    row("last before the surrogates", "ed9fbf", true);
    row("first surrogate", "eda080", false);
    row("last surrogate", "edbfbf", false);
    row("first behind the surrogates", "ee8080", true);
    row("byte order mark inside", "61efbbbf", true);
    row("last of three bytes", "efbfbf", true);
    row("three bytes cut behind one", "e2", false);
    row("three bytes cut behind two", "e282", false);
    row("third byte is no continuation", "e28241", false);
    row("overlong U+FFFF", "f08fbfbf", false);
    row("first of four bytes", "f0908080", true);
    row("last code point", "f48fbfbf", true);
    row("beyond the last code point", "f4908080", false);
    row("five is no lead", "f580808080", false);
    row("ff", "ff", false);
    row("four bytes cut behind one", "f0", false);
    row("four bytes cut behind two", "f09f", false);
    row("four bytes cut behind three", "f09f98", false);
    row("fourth byte is a lead", "f09f98c2", false);
}

void TestLabels::utf8()
{
    QFETCH(QByteArray, bytes);
    QTEST(isUtf8(view(bytes)), "ok");
}

void TestLabels::utf8AgreesWithTheCodePoints()
{
    for (char32_t point = 0; point <= 0x10FFFF; ++point) {
        if (point >= 0xD800 && point <= 0xDFFF)
            continue;
        const QByteArray bytes = QString::fromUcs4(&point, 1).toUtf8();
        if (!isUtf8(view(bytes)))
            QFAIL(qPrintable(QStringLiteral("U+%1").arg(uint(point), 4, 16)));
    }
}

void TestLabels::utf8AtEveryOffset() // plain text is skipped in words of eight
{
    for (int offset = 0; offset < 40; ++offset) {
        QByteArray bytes(40, 'x');
        bytes[offset] = char(0x80);
        QVERIFY2(!isUtf8(view(bytes)), qPrintable(QString::number(offset)));
        bytes.replace(offset, 1, "\xC3\xA9");
        QVERIFY2(isUtf8(view(bytes)), qPrintable(QString::number(offset)));
    }
}

void TestLabels::types()
{
    for (int i = 0; i < kMetricTypes; ++i) {
        const auto type = static_cast<MetricType>(i);
        QVERIFY(metricTypeFromString(toString(type)) == type);
    }
    QVERIFY(metricTypeFromString("CoUnTeR") == MetricType::Counter);
    for (const char* word : {"", "count", "counters", "gauge ", "infos"})
        QVERIFY2(!metricTypeFromString(word), word);
}

QTEST_APPLESS_MAIN(TestLabels)
#include "tst_labels.moc"
