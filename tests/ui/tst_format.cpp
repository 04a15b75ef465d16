// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/mode_text.h"
#include "ui/format/number_text.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace cairn::ui;

namespace {

// Thin spaces are hard to read in a test.
QString plain(QString text)
{
    return text.replace(QChar(0x202F), u' ').replace(QChar(0x2212), u'-');
}

} // namespace

class TestFormat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbers_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("full");
        QTest::addColumn<QString>("small");
        const auto row = [](const char* name, double value, const char* full, const char* small) {
            QTest::newRow(name) << value << QString::fromLatin1(full) << QString::fromLatin1(small);
        };
        row("zero", 0, "0", "0");
        row("negative zero has no sign", -0.0, "0", "0");
        row("a small whole number", 42, "42", "42");
        row("groups of three", 1234567, "1 234 567", "1.2 M");
        row("just below a thousand", 999.4, "999.4", "999");
        row("rounds up into the next unit", 999.9, "999.9", "1 k");
        row("ten thousand", 12345, "12 345", "12 k");
        row("negative", -1234.5, "-1 234.5", "-1.2 k");
        row("a fraction", 0.025, "0.025", "0.025");
        row("six places at most", 1.0 / 3, "0.333333", "0.33");
        row("tiny", 1.5e-9, "1.5e-09", "1.5e-09");
        row("huge", 3e21, "3e+21", "3e+21");
        row("infinite", std::numeric_limits<double>::infinity(), "+Inf", "+Inf");
        row("not a number", std::numeric_limits<double>::quiet_NaN(), "NaN", "NaN");
    }
    void numbers()
    {
        QFETCH(double, value);
        QTEST(plain(fullNumber(value)), "full");
        QTEST(plain(shortNumber(value)), "small");
    }

    void exact_numbers_come_back_as_they_were()
    {
        for (const double value : {0.1, 1.0 / 3, 9007199254740991.0, 1e300, -2.5, 12345678.0, 5e-324})
            QCOMPARE(exactNumber(value).toDouble(), value);
    }

    void units_data()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* family, double value, const char* text) {
            QTest::addRow("%s %g", family, value) << QString::fromLatin1(family) << value << QString::fromUtf8(text);
        };
        row("took_seconds", 0.25, "250 ms");
        row("took_seconds", 1.2, "1.2 s");
        row("took_seconds", 180, "3 min");
        row("took_seconds_total", 7200, "2 h");
        row("took_seconds", 0.0000042, "4.2 µs");
        row("took_seconds", 0, "0 s");
        row("up_bytes_total", 512, "512 B");
        row("up_bytes", 4404019, "4.2 MiB");
        row("hit_ratio", 0.375, "37.5 %");
        row("last_success_timestamp_seconds", 1000 - 125, "2 min");
        row("things", 1200, "1 200");
    }
    void units()
    {
        QFETCH(QString, family);
        QFETCH(double, value);
        QTEST(plain(withUnit(value, unitOfName(family), 1000)), "text");
    }

    void rates()
    {
        QCOMPARE(plain(rateText(1200)), QStringLiteral("1.2 k/s"));
        QCOMPARE(plain(rateText(4404019, unitOfName(QStringLiteral("sent_bytes_total")))), QStringLiteral("4.2 MiB/s"));
        QCOMPARE(plain(rateText(0.5, Unit::Seconds)), QStringLiteral("0.5/s"));
    }

    void ages()
    {
        QCOMPARE(plain(ageText(0.4)), QStringLiteral("now"));
        QCOMPARE(plain(ageText(59.9)), QStringLiteral("59 s"));
        QCOMPARE(plain(ageText(240)), QStringLiteral("4 min"));
        QCOMPARE(plain(ageText(7300)), QStringLiteral("2 h"));
        QCOMPARE(plain(ageText(86400 * 3)), QStringLiteral("3 d"));
    }

    void modes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("aggregate") << QStringLiteral("Σ sum");
        QTest::newRow("replace") << QStringLiteral("⇥ last");
        QTest::newRow("sum5m") << QStringLiteral("Σ 5m");
        QTest::newRow("mean1h30m") << QStringLiteral("x̄ mean 1h30m");
        QTest::newRow("p99:5m") << QStringLiteral("p99 5m");
        QTest::newRow("p99.9:5m") << QStringLiteral("p99.9 5m");
        QTest::newRow("drop") << QStringLiteral("∅ drop");
    }
    void modes() { QTEST(modeText(QString::fromLatin1(QTest::currentDataTag())).joined(), "text"); }

    void reasons_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("rule") << QStringLiteral("rule 3, “slow”");
        QTest::newRow("label") << QStringLiteral("the push’s clearmode label");
        QTest::newRow("last_push") << QStringLiteral("as decided at its last push; the next goes by what holds now");
        QTest::newRow("profile") << QStringLiteral("profile");
    }
    void reasons()
    {
        QTEST(reasonText(QString::fromLatin1(QTest::currentDataTag()), QStringLiteral("slow"), 3), "text");
    }
};

QTEST_APPLESS_MAIN(TestFormat)
#include "tst_format.moc"
