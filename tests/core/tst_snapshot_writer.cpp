// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/aggregation/engine.h"
#include "core/aggregation/snapshot_writer.h"
#include "core/rules/rule_file.h"
#include "protobuf_text.h"

using namespace cairn;
using Syntax = ScrapeFormat::Syntax;

Q_DECLARE_METATYPE(cairn::ScrapeFormat)

namespace {

constexpr ScrapeFormat kText{Syntax::Text004, Escaping::Underscores};
constexpr ScrapeFormat kText1{Syntax::Text100, Escaping::AllowUtf8};
constexpr ScrapeFormat kOpen{Syntax::OpenMetrics100, Escaping::Underscores};
constexpr ScrapeFormat kOpenUtf8{Syntax::OpenMetrics100, Escaping::AllowUtf8};
constexpr ScrapeFormat kProtobuf{Syntax::Protobuf, Escaping::AllowUtf8};

struct Shown {
    std::string text;
    std::uint64_t clashes = 0;
};

Shown show(Engine& engine, ScrapeFormat format, std::size_t piece = 1000, SnapshotFilter filter = {})
{
    Shown shown;
    SnapshotWriter writer(engine.snapshot(Instant(0), format.carriesExtras()), std::move(filter), format);
    writer.onClash([&](std::uint64_t names) { shown.clashes += names; });
    while (writer.next(shown.text, piece)) { }
    return shown;
}

/// "" where the push was merged, else the error in one line.
QByteArray push(Engine& engine, const std::string& body, ExpositionFormat format = ExpositionFormat::Text)
{
    PushOptions options;
    options.format = format;
    const auto result = engine.push({}, body, Instant(0), options);
    return result ? QByteArray() : QByteArray::fromStdString(result.error().toString());
}

QByteArray bytes(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

/// Families of each kind, with names of each kind.
constexpr const char* kAll = "# HELP c_total Some \"help\".\n"
                             "# TYPE c_total counter\n"
                             "c_total{a=\"b\"} 1\n"
                             "c_total{a=\"b\",\"my.label\"=\"x\\\"y\"} 2\n"
                             "# TYPE c_created gauge\n"
                             "c_created{a=\"b\"} 100\n"
                             "# TYPE g gauge\n"
                             "g NaN\n"
                             "# TYPE h histogram\n"
                             "h_bucket{le=\"1\"} 1\n"
                             "h_bucket{le=\"+Inf\"} 3\n"
                             "h_sum 4.5\n"
                             "h_count 3\n"
                             "# TYPE \"my.name\" gauge\n"
                             "{\"my.name\"} 5\n"
                             "# TYPE s summary\n"
                             "s{quantile=\"0.5\"} 2\n"
                             "s_sum 3\n"
                             "s_count 4\n";

} // namespace

class TestSnapshotWriter final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesEachFormat_data();
    void writesEachFormat();
    void writesTheSameInPiecesOfAnySize_data();
    void writesTheSameInPiecesOfAnySize();
    void goesOnThroughProtobuf();
    void tellsExemplarsAndBirths();
    void takesTheEarlierBirth();
    void writesBirthsWhereTheirFamilyIsShown();
    void keepsLabelSetsApart();
    void showsAddedInfosAsGauges();
    void showsUnits();
};

void TestSnapshotWriter::writesEachFormat_data()
{
    QTest::addColumn<ScrapeFormat>("format");
    QTest::addColumn<QByteArray>("text");
    const QByteArray rest = "# TYPE g gauge\n"
                            "g NaN\n"
                            "# TYPE h histogram\n"
                            "h_bucket{le=\"1\"} 1\n"
                            "h_bucket{le=\"+Inf\"} 3\n"
                            "h_sum 4.5\n"
                            "h_count 3\n";
    const QByteArray openRest = "# TYPE g gauge\n"
                                "g NaN\n"
                                "# TYPE h histogram\n"
                                "h_bucket{le=\"1.0\"} 1\n"
                                "h_bucket{le=\"+Inf\"} 3\n"
                                "h_count 3\n"
                                "h_sum 4.5\n";
    const QByteArray end = "# TYPE s summary\ns{quantile=\"0.5\"} 2\ns_sum 3\ns_count 4\n";
    const QByteArray openEnd = "# TYPE s summary\ns{quantile=\"0.5\"} 2\ns_count 4\ns_sum 3\n# EOF\n";
    const QByteArray births = "# TYPE c_created gauge\nc_created{a=\"b\"} 100\n";
    const QByteArray head = "# HELP c_total Some \"help\".\n# TYPE c_total counter\n";
    const QByteArray openHead = "# TYPE c counter\n# HELP c Some \\\"help\\\".\n";
    QTest::newRow("text 0.0.4") << kText
                                << births + head + "c_total{a=\"b\"} 1\nc_total{a=\"b\",my_label=\"x\\\"y\"} 2\n" + rest
            + "# TYPE my_name gauge\nmy_name 5\n" + end;
    QTest::newRow("text 1.0.0 with quotes")
        << kText1
        << births + head + "c_total{a=\"b\"} 1\nc_total{a=\"b\",\"my.label\"=\"x\\\"y\"} 2\n" + rest
            + "# TYPE \"my.name\" gauge\n{\"my.name\"} 5\n" + end;
    QTest::newRow("text 1.0.0 with values")
        << ScrapeFormat{Syntax::Text100, Escaping::Values}
        << births + head + "c_total{a=\"b\"} 1\nc_total{a=\"b\",U__my_2e_label=\"x\\\"y\"} 2\n" + rest
            + "# TYPE U__my_2e_name gauge\nU__my_2e_name 5\n" + end;
    QTest::newRow("OpenMetrics") << kOpen
                                 << openHead
            + "c_total{a=\"b\"} 1\nc_created{a=\"b\"} 100\nc_total{a=\"b\",my_label=\"x\\\"y\"} 2\n" + openRest
            + "# TYPE my_name gauge\nmy_name 5\n" + openEnd;
    QTest::newRow("OpenMetrics with quotes")
        << kOpenUtf8
        << openHead + "c_total{a=\"b\"} 1\nc_created{a=\"b\"} 100\nc_total{a=\"b\",\"my.label\"=\"x\\\"y\"} 2\n"
            + openRest + "# TYPE \"my.name\" gauge\n{\"my.name\"} 5\n" + openEnd;
}

void TestSnapshotWriter::writesEachFormat()
{
    QFETCH(ScrapeFormat, format);
    const auto rules = readRules("rules: [{match: s, mode: replace}]"); // quantiles stay
    QVERIFY(rules);
    Engine engine({}, std::make_shared<RuleSet>(*rules));
    QCOMPARE(push(engine, kAll), QByteArray());
    const Shown shown = show(engine, format);
    QTEST(bytes(shown.text), "text");
    QCOMPARE(shown.clashes, 0u);
}

void TestSnapshotWriter::writesTheSameInPiecesOfAnySize_data()
{
    QTest::addColumn<ScrapeFormat>("format");
    QTest::newRow("text 0.0.4") << kText;
    QTest::newRow("text 1.0.0") << kText1;
    QTest::newRow("OpenMetrics") << kOpen;
    QTest::newRow("OpenMetrics with dots") << ScrapeFormat{Syntax::OpenMetrics100, Escaping::Dots};
}

void TestSnapshotWriter::writesTheSameInPiecesOfAnySize()
{
    QFETCH(ScrapeFormat, format);
    Engine engine({});
    std::string body = "# TYPE many_total counter\n# TYPE many_created gauge\n";
    for (int i = 0; i < 100; ++i)
        body += "many_total{\"a.b\"=\"" + std::to_string(i) + "\"} 1\n";
    for (int i = 0; i < 100; i += 2)
        body += "many_created{\"a.b\"=\"" + std::to_string(i) + "\"} 7\n";
    QCOMPARE(push(engine, kAll), QByteArray());
    QCOMPARE(push(engine, body), QByteArray());
    const std::string whole = show(engine, format, 1U << 20).text;
    if (format.syntax == Syntax::OpenMetrics100)
        QCOMPARE(bytes(whole).count("many_created{"), 50);
    for (const std::size_t piece : {1, 7, 100, 1000})
        QCOMPARE(bytes(show(engine, format, piece).text), bytes(whole));
}

void TestSnapshotWriter::goesOnThroughProtobuf()
{
    Engine engine({});
    QCOMPARE(push(engine, kAll), QByteArray());
    for (const std::size_t piece : {1, 100, 1 << 20}) {
        Engine next({});
        QCOMPARE(push(next, show(engine, kProtobuf, piece).text, ExpositionFormat::Protobuf), QByteArray());
        QCOMPARE(bytes(show(next, kText1).text), bytes(show(engine, kText1).text));
    }
}

void TestSnapshotWriter::tellsExemplarsAndBirths()
{
    const std::string exemplar = wire::label("trace_id", "abc") + wire::real(2, 0.5);
    const std::string counter
        = wire::bytes(3, wire::real(1, 2) + wire::bytes(2, exemplar) + wire::bytes(3, wire::number(1, 1700000000)));
    Engine engine({});
    QCOMPARE(push(engine, wire::family("c_total", wire::Counter, {counter}), ExpositionFormat::Protobuf), QByteArray());
    QCOMPARE(bytes(show(engine, kOpen).text),
        QByteArray("# TYPE c counter\nc_total 2 # {trace_id=\"abc\"} 0.5\nc_created 1.7e+09\n# EOF\n"));
    QCOMPARE(bytes(show(engine, kText).text), QByteArray("# TYPE c_total counter\nc_total 2\n"));
    Engine next({});
    QCOMPARE(push(next, show(engine, kProtobuf).text, ExpositionFormat::Protobuf), QByteArray());
    QCOMPARE(bytes(show(next, kOpen).text), bytes(show(engine, kOpen).text));
}

void TestSnapshotWriter::takesTheEarlierBirth() // of one that came as a gauge and one that came with its counter
{
    for (const char* pushed : {"1600000000", "1800000000"}) {
        Engine engine({});
        const std::string counter = wire::bytes(3, wire::real(1, 2) + wire::bytes(3, wire::number(1, 1700000000)));
        QCOMPARE(
            push(engine, wire::family("c_total", wire::Counter, {counter}), ExpositionFormat::Protobuf), QByteArray());
        QCOMPARE(push(engine, std::string("# TYPE c_created gauge\nc_created ") + pushed + "\n"), QByteArray());
        const QByteArray earlier = pushed[1] == '6' ? "1.6e+09" : "1.7e+09";
        QCOMPARE(bytes(show(engine, kOpen).text), "# TYPE c counter\nc_total 2\nc_created " + earlier + "\n# EOF\n");
    }
}

void TestSnapshotWriter::writesBirthsWhereTheirFamilyIsShown()
{
    Engine engine({});
    QCOMPARE(push(engine, kAll), QByteArray());
    QCOMPARE(bytes(show(engine, kOpen, 1000, {{"c_total"}, {}}).text).count("\nc_created"), 1);
    QCOMPARE(bytes(show(engine, kOpen, 1000, {{"c_created"}, {}}).text),
        QByteArray("# TYPE c_created gauge\nc_created{a=\"b\"} 100\n# EOF\n"));
    QCOMPARE(bytes(show(engine, kOpen, 1000, {{}, {*Selector::parse("{__name__=~\"c_cre.*\"}")}}).text),
        QByteArray("# TYPE c_created gauge\nc_created{a=\"b\"} 100\n# EOF\n"));
    QCOMPARE(bytes(show(engine, kOpen, 1000, {{"none"}, {}}).text), QByteArray("# EOF\n"));
}

void TestSnapshotWriter::keepsLabelSetsApart()
{
    Engine engine({});
    QCOMPARE(push(engine, "x{\"a.b\"=\"1\"} 1\nx{a_b=\"1\"} 2\n{\"y.z\"} 3\ny_z 4\n"), QByteArray());
    const Shown shown = show(engine, kText);
    QCOMPARE(bytes(shown.text), QByteArray("x{U__a_2e_b=\"1\"} 1\nx{a_b=\"1\"} 2\nU__y_2e_z 3\ny_z 4\n"));
    QCOMPARE(shown.clashes, 2u);
    QCOMPARE(show(engine, kText1).clashes, 0u);
}

void TestSnapshotWriter::showsAddedInfosAsGauges() // an info is 1 in OpenMetrics, whatever a rule made of it
{
    const auto rules = readRules("rules: [{match: x_info, mode: sum}]");
    QVERIFY(rules);
    Engine engine({}, std::make_shared<RuleSet>(*rules));
    QCOMPARE(push(engine, "# TYPE x_info info\nx_info{a=\"b\"} 1\n"), QByteArray());
    QCOMPARE(bytes(show(engine, kOpen).text), QByteArray("# TYPE x info\nx_info{a=\"b\"} 1\n# EOF\n"));
    QCOMPARE(push(engine, "# TYPE x_info info\nx_info{a=\"b\"} 1\n"), QByteArray());
    QCOMPARE(bytes(show(engine, kOpen).text), QByteArray("# TYPE x_info gauge\nx_info{a=\"b\"} 2\n# EOF\n"));
    QCOMPARE(bytes(show(engine, kText).text), QByteArray("# TYPE x_info gauge\nx_info{a=\"b\"} 2\n"));
}

void TestSnapshotWriter::showsUnits()
{
    Engine engine({});
    const std::string family = wire::bytes(1, "x_seconds") + wire::number(3, wire::Gauge)
        + wire::bytes(4, wire::gauge(1)) + wire::bytes(5, "seconds");
    QCOMPARE(push(engine, wire::varint(family.size()) + family, ExpositionFormat::Protobuf), QByteArray());
    QCOMPARE(bytes(show(engine, kOpen).text),
        QByteArray("# TYPE x_seconds gauge\n# UNIT x_seconds seconds\nx_seconds 1\n# EOF\n"));
}

QTEST_APPLESS_MAIN(TestSnapshotWriter)
#include "tst_snapshot_writer.moc"
