// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/web/json_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace cairn;

namespace {

QByteArray jsonOf(double number)
{
    std::string text;
    appendJsonNumber(text, number);
    return QByteArray::fromStdString(text);
}

double readBack(const QByteArray& json)
{
    return QJsonDocument::fromJson('[' + json + ']').array().at(0).toDouble(-1);
}

} // namespace

/// Numbers in JSON, as people read them.
class TestJsonText : public QObject {
    Q_OBJECT

private slots:
    void writesNumbers_data();
    void writesNumbers();
    void givesBackEachDouble();
};

void TestJsonText::writesNumbers_data()
{
    QTest::addColumn<double>("number");
    QTest::addColumn<QByteArray>("json");
    const auto row
        = [](const char* name, double number, const QByteArray& json) { QTest::newRow(name) << number << json; };
    row("none", 0, "0");
    row("less than none", -0.0, "-0");
    row("a count", 1790000000, "1790000000");
    row("a time", 1790000000.25, "1790000000.25");
    row("a negative count", -1e6, "-1000000");
    row("the largest integer that is exact", 9007199254740991, "9007199254740991");
    row("2^53", 9007199254740992, "9.007199254740992e+15");
    row("a fraction", 0.1, "0.1");
    row("a small one", 1.5e-6, "0.0000015");
    row("a smaller one", 1.5e-7, "1.5e-07");
    row("the smallest", 5e-324, "5e-324");
    row("the largest", std::numeric_limits<double>::max(), "1.7976931348623157e+308");
    row("no number", std::nan(""), "\"NaN\"");
    row("infinity", HUGE_VAL, "\"+Inf\"");
    row("negative infinity", -HUGE_VAL, "\"-Inf\"");
}

void TestJsonText::writesNumbers()
{
    QFETCH(double, number);
    QTEST(jsonOf(number), "json");
}

void TestJsonText::givesBackEachDouble()
{
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> exponent(-8, 17);
    for (int i = 0; i < 20'000; ++i) {
        const double number = (random() % 2 == 0 ? 1 : -1) * std::pow(10, exponent(random));
        const QByteArray json = jsonOf(number);
        QVERIFY2(readBack(json) == number, json.constData());
    }
}

QTEST_GUILESS_MAIN(TestJsonText)
#include "tst_json_text.moc"
