// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/exposition/escaping.h"

using namespace cairn;

class TestEscaping final : public QObject {
    Q_OBJECT

private slots:
    void escapesMetricNames_data();
    void escapesMetricNames();
    void escapesColonsOfLabels();
    void readsBack_data();
    void readsBack();
    void refusesWhatIsNoForm_data();
    void refusesWhatIsNoForm();
    void keepsAnyNameApart();
    void namesTheSchemes();
    void quotes();
};

namespace {

QByteArray bytes(const std::string& text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

} // namespace

// As the Go libraries escape families they expose; classic names never come into it there.
void TestEscaping::escapesMetricNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("underscores");
    QTest::addColumn<QByteArray>("dots");
    QTest::addColumn<QByteArray>("values");
    const auto row = [](const char* title, const char* name, const char* underscores, const char* dots,
                         const char* values) {
        QTest::newRow(title) << QByteArray(name) << QByteArray(underscores) << QByteArray(dots) << QByteArray(values);
    };
    row("a classic name stays", "no:escaping_required", "no:escaping_required", "no:escaping_required",
        "no:escaping_required");
    row("a classic name that looks escaped stays", "U__a_2e_b", "U__a_2e_b", "U__a_2e_b", "U__a_2e_b");
    row("dots", "mysystem.prod.west.cpu.load", "mysystem_prod_west_cpu_load",
        "mysystem_dot_prod_dot_west_dot_cpu_dot_load", "U__mysystem_2e_prod_2e_west_2e_cpu_2e_load");
    row("dots and an underscore", "mysystem.prod.west.cpu.load_total", "mysystem_prod_west_cpu_load_total",
        "mysystem_dot_prod_dot_west_dot_cpu_dot_load__total", "U__mysystem_2e_prod_2e_west_2e_cpu_2e_load__total");
    row("a colon and dots", "http.status:sum", "http_status:sum", "http_dot_status:sum", "U__http_2e_status:sum");
    row("blanks", "label with a space", "label_with_a_space", "label__with__a__space",
        "U__label_20_with_20_a_20_space");
    row("letters of other scripts", "label with \xE6\x97\xA5", "label_with__", "label__with____",
        "U__label_20_with_20__65e5_");
    row("a character beyond the basic plane", "a\xF0\x9F\x98\x80", "a_", "a__", "U__a_1f600_");
    row("a first digit", "0a1", "_a1", "__a1", "U___30_a1");
    row("what is no UTF-8", "a\xFFz", "a_z", "a__z", "U__a_fffd_z");
    row("a cut character", "a\xE6\x97", "a__", "a____", "U__a_fffd__fffd_");
}

void TestEscaping::escapesMetricNames()
{
    QFETCH(QByteArray, name);
    const std::string text = name.toStdString();
    QCOMPARE(bytes(escapeName(text, Escaping::AllowUtf8, NameKind::Metric)), name);
    QTEST(bytes(escapeName(text, Escaping::Underscores, NameKind::Metric)), "underscores");
    QTEST(bytes(escapeName(text, Escaping::Dots, NameKind::Metric)), "dots");
    QTEST(bytes(escapeName(text, Escaping::Values, NameKind::Metric)), "values");
}

void TestEscaping::escapesColonsOfLabels() // a label's name with a colon is a syntax error to Prometheus
{
    QVERIFY(isClassicName("a:b", NameKind::Metric) && !isClassicName("a:b", NameKind::Label));
    QCOMPARE(escapeName("a:b", Escaping::Underscores, NameKind::Label), std::string("a_b"));
    QCOMPARE(escapeName("a:b", Escaping::Dots, NameKind::Label), std::string("a__b"));
    QCOMPARE(escapeName("a:b", Escaping::Values, NameKind::Label), std::string("U__a_3a_b"));
}

void TestEscaping::readsBack_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("a dot") << QByteArray("U__my_2e_label") << QByteArray("my.label");
    QTest::newRow("capitals") << QByteArray("U__a_2E_b") << QByteArray("a.b");
    QTest::newRow("an underscore") << QByteArray("U__a__b") << QByteArray("a_b");
    QTest::newRow("three bytes") << QByteArray("U___65e5_") << QByteArray("\xE6\x97\xA5");
    QTest::newRow("two bytes") << QByteArray("U__caf_e9_") << QByteArray("caf\xC3\xA9");
    QTest::newRow("four bytes") << QByteArray("U___1f600_") << QByteArray("\xF0\x9F\x98\x80");
    QTest::newRow("the last code point") << QByteArray("U___10ffff_") << QByteArray("\xF4\x8F\xBF\xBF");
    QTest::newRow("nothing") << QByteArray("U__") << QByteArray("");
}

void TestEscaping::readsBack()
{
    QFETCH(QByteArray, form);
    const auto name = unescapeName(form.toStdString());
    QVERIFY(name);
    QTEST(bytes(*name), "name");
}

void TestEscaping::refusesWhatIsNoForm_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::newRow("another prefix") << QByteArray("u__a");
    QTest::newRow("no prefix") << QByteArray("a_2e_b");
    QTest::newRow("an open underscore") << QByteArray("U__a_");
    QTest::newRow("an open value") << QByteArray("U__a_2e");
    QTest::newRow("no digits") << QByteArray("U__a_xy_");
    QTest::newRow("a sign") << QByteArray("U__a_-2_");
    QTest::newRow("a surrogate") << QByteArray("U__a_d800_");
    QTest::newRow("beyond the last code point") << QByteArray("U__a_110000_");
    QTest::newRow("seven digits") << QByteArray("U__a_000002e_");
}

void TestEscaping::refusesWhatIsNoForm()
{
    QFETCH(QByteArray, form);
    QVERIFY(!unescapeName(form.toStdString()));
}

void TestEscaping::keepsAnyNameApart()
{
    for (const char* name : {"a_b", "a.b", "U__a_2e_b", "_", "0", "a:b", "\xE6\x97\xA5"}) {
        for (const NameKind kind : {NameKind::Metric, NameKind::Label})
            QCOMPARE(unescapeName(unambiguousName(name, kind)).value_or("none"), std::string(name));
    }
}

void TestEscaping::namesTheSchemes()
{
    for (const Escaping escaping : {Escaping::AllowUtf8, Escaping::Underscores, Escaping::Dots, Escaping::Values})
        QCOMPARE(escapingFromString(toString(escaping)), std::optional(escaping));
    QVERIFY(!escapingFromString("allow-utf8"));
    QVERIFY(!escapingFromString(""));
}

void TestEscaping::quotes()
{
    std::string out;
    appendQuotedName(out, "a\"b\\c\nd.e");
    QCOMPARE(out, std::string("\"a\\\"b\\\\c\\nd.e\""));
}

QTEST_APPLESS_MAIN(TestEscaping)
#include "tst_escaping.moc"
