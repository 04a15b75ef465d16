// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/units.h"

#include <QTest>

#include <random>

class TestUnits : public QObject {
    Q_OBJECT
private slots:
    void readsDurations_data();
    void readsDurations();
    void refusesDurations_data();
    void refusesDurations();
    void formatsDurations_data();
    void formatsDurations();
    void readsBackWhatItFormats();
    void readsSizes_data();
    void readsSizes();
    void refusesSizes_data();
    void refusesSizes();
};

void TestUnits::readsDurations_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("milliseconds");
    const auto row
        = [](const char* text, qint64 milliseconds) { QTest::newRow(text) << QByteArray(text) << milliseconds; };
    row("0", 0);
    row("0s", 0);
    row("250ms", 250);
    row("90s", 90'000);
    row("5m", 300'000);
    row("1h30m", 5'400'000); // was read as 130 minutes by another aggregator
    row("1.5h", 5'400'000);
    row("0.5s", 500);
    row("1.250s", 1250);
    row("1.5000000000000000s", 1500);
    row("2d", 172'800'000);
    row("1w", 604'800'000);
    row("1y", 31'536'000'000);
    row("1y2w3d4h5m6s7ms", 31'536'000'000 + 1'209'600'000 + 259'200'000 + 14'400'000 + 300'000 + 6'000 + 7);
    row("007s", 7000);
    row("9223372036854ms", 9223372036854);
}

void TestUnits::readsDurations()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, milliseconds);
    const auto duration = cairn::parseDuration(text.toStdString());
    QVERIFY2(duration, duration ? "" : duration.error().c_str());
    QCOMPARE(qint64(duration->count()), milliseconds);
}

void TestUnits::refusesDurations_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const char* text, const char* says) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(says);
    };
    row("nothing", "", "is empty");
    row("a negative", "-5m", "is negative");
    row("a sign", "+5m", "must begin with a number");
    row("no unit", "90", "lacks a unit after \"90\"");
    row("no unit at the end", "1h30", "lacks a unit after \"30\"");
    row("a zero among others without unit", "00", "lacks a unit");
    row("no number", "m", "must begin with a number");
    row("an unknown unit", "5min", "unknown unit \"min\"");
    row("a capital unit", "5M", "unknown unit \"M\"");
    row("microseconds", "5us", "unknown unit");
    row("a blank between", "1h 30m", "unknown unit \"h \"");
    row("a blank before", " 5m", "must begin with a number");
    row("units out of order", "30m1h", "out of order");
    row("a unit twice", "1h1h", "out of order");
    row("a point without digits after", "1.h", "lacks digits");
    row("a point without digits before", ".5h", "must begin with a number");
    row("two points", "1.5.5h", "lacks a unit");
    row("half a millisecond", "0.5ms", "finer than a millisecond");
    row("too many decimals", "0.0000000001s", "finer than a millisecond");
    row("a decimal comma", "1,5h", "unknown unit");
    row("292 years and a bit", "9223372036855ms", "longer than 292 years");
    row("293 years", "293y", "longer than 292 years");
    row("years that overflow with what follows", "292y172d", "longer than 292 years");
    row("more digits than 64 bits", "99999999999999999999s", "longer than 292 years");
    row("the largest number of the largest unit", "9223372036854775807y", "longer than 292 years");
}

void TestUnits::refusesDurations()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, says);
    const auto duration = cairn::parseDuration(text.toStdString());
    QVERIFY(!duration);
    QVERIFY2(duration.error().find(says.toStdString()) != std::string::npos, duration.error().c_str());
}

void TestUnits::formatsDurations_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QByteArray>("text");
    const auto row
        = [](const char* text, qint64 milliseconds) { QTest::newRow(text) << milliseconds << QByteArray(text); };
    row("0s", 0);
    row("250ms", 250);
    row("1m30s", 90'000);
    row("1h30m", 5'400'000);
    row("1d", 86'400'000);
    row("1d12h", 129'600'000);
    row("1w", 604'800'000);
    row("8d", 691'200'000);
    row("1y", 31'536'000'000);
    row("366d", 31'622'400'000);
    row("-5s", -5000);
}

void TestUnits::formatsDurations()
{
    QFETCH(qint64, milliseconds);
    QFETCH(QByteArray, text);
    QCOMPARE(cairn::formatDuration(std::chrono::milliseconds(milliseconds)), text.toStdString());
}

void TestUnits::readsBackWhatItFormats()
{
    std::mt19937_64 random(7);
    for (int i = 0; i < 20'000; ++i) {
        const std::chrono::milliseconds duration(std::int64_t(random() % 9223372036855) >> (random() % 44));
        const auto again = cairn::parseDuration(cairn::formatDuration(duration));
        QVERIFY(again);
        QVERIFY(*again == duration);
    }
}

void TestUnits::readsSizes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<quint64>("bytes");
    const auto row = [](const char* text, quint64 bytes) { QTest::newRow(text) << QByteArray(text) << bytes; };
    row("0", 0);
    row("4096", 4096);
    row("12B", 12);
    row("10k", 10'000);
    row("10K", 10'000);
    row("10kB", 10'000);
    row("10KB", 10'000);
    row("10KiB", 10'240);
    row("64MB", 64'000'000);
    row("64MiB", 67'108'864);
    row("64Mi", 67'108'864);
    row("1GiB", 1'073'741'824);
    row("1G", 1'000'000'000);
    row("2TiB", 2'199'023'255'552);
    row("18446744073709551615", 18446744073709551615ULL);
}

void TestUnits::readsSizes()
{
    QFETCH(QByteArray, text);
    QFETCH(quint64, bytes);
    const auto size = cairn::parseByteSize(text.toStdString());
    QVERIFY2(size, size ? "" : size.error().c_str());
    QCOMPARE(quint64(*size), bytes);
}

void TestUnits::refusesSizes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const char* text, const char* says) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(says);
    };
    row("nothing", "", "must be a whole number");
    row("a unit alone", "MiB", "must be a whole number");
    row("a negative", "-1", "must be a whole number");
    row("a fraction", "1.5GiB", "unknown unit \".5GiB\"");
    row("a blank before the unit", "64 MiB", "unknown unit");
    row("bits", "64Mib", "unknown unit");
    row("a small m", "64m", "unknown unit");
    row("more than 64 bits", "18446744073709551616", "too large");
    row("more than 64 bits with its unit", "16777216TiB", "too large");
}

void TestUnits::refusesSizes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, says);
    const auto size = cairn::parseByteSize(text.toStdString());
    QVERIFY(!size);
    QVERIFY2(size.error().find(says.toStdString()) != std::string::npos, size.error().c_str());
}

QTEST_APPLESS_MAIN(TestUnits)
#include "tst_units.moc"
