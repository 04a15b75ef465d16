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
    void showsFractionalCountsAsUnknown_data();
    void showsFractionalCountsAsUnknown();
    void keepsPartsApartInPiecesOfAnySize();
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

// OpenMetrics 1.0 asks for whole buckets and counts, and strict parsers refuse the page otherwise.
void TestSnapshotWriter::showsFractionalCountsAsUnknown_data()
{
    QTest::addColumn<QByteArray>("pushed");
    QTest::addColumn<QByteArray>("shown");

    QTest::newRow("a histogram of whole counts stays one")
        << QByteArray("# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 3\nh_sum 4.5\nh_count 3\n")
        << QByteArray(
               "# TYPE h histogram\nh_bucket{le=\"1.0\"} 1\nh_bucket{le=\"+Inf\"} 3\nh_count 3\nh_sum 4.5\n# EOF\n");
    QTest::newRow("one fraction puts all series of the family in three parts")
        << QByteArray(
               "# TYPE h histogram\n# HELP h Help.\nh_bucket{a=\"b\",le=\"1\"} 0.5\nh_bucket{a=\"b\",le=\"+Inf\"} 1\n"
               "h_sum{a=\"b\"} -4.5\nh_count{a=\"b\"} 1\nh_bucket{le=\"+Inf\"} 2\nh_count 2\n")
        << QByteArray("# TYPE h_bucket unknown\n# HELP h_bucket Help.\nh_bucket{le=\"+Inf\"} "
                      "2\nh_bucket{a=\"b\",le=\"1.0\"} 0.5\n"
                      "h_bucket{a=\"b\",le=\"+Inf\"} 1\n# TYPE h_count unknown\n# HELP h_count Help.\nh_count "
                      "2\nh_count{a=\"b\"} 1\n"
                      "# TYPE h_sum unknown\n# HELP h_sum Help.\nh_sum{a=\"b\"} -4.5\n# EOF\n");
    QTest::newRow("a summary with a fractional count")
        << QByteArray("# TYPE s summary\ns_sum 2.5\ns_count 0.5\n")
        << QByteArray("# TYPE s_count unknown\ns_count 0.5\n# TYPE s_sum unknown\ns_sum 2.5\n# EOF\n");
    QTest::newRow("a replaced summary with its quantiles")
        << QByteArray(
               "# TYPE s summary\ns{quantile=\"0.5\",clearmode=\"replace\"} -1.5\ns_count{clearmode=\"replace\"} 0.5\n")
        << QByteArray("# TYPE s unknown\ns{quantile=\"0.5\"} -1.5\n# TYPE s_count unknown\ns_count 0.5\n# EOF\n");
    QTest::newRow("quantiles may have fractions, as ever")
        << QByteArray(
               "# TYPE s summary\ns{quantile=\"0.5\",clearmode=\"replace\"} 1.5\ns_count{clearmode=\"replace\"} 2\n")
        << QByteArray("# TYPE s summary\ns{quantile=\"0.5\"} 1.5\ns_count 2\n# EOF\n");
    QTest::newRow("births have nowhere to go but a gauge of their own")
        << QByteArray(
               "# TYPE h histogram\nh_bucket{le=\"+Inf\"} 0.5\nh_count 0.5\n# TYPE h_created gauge\nh_created 100\n")
        << QByteArray("# TYPE h_bucket unknown\nh_bucket{le=\"+Inf\"} 0.5\n# TYPE h_count unknown\nh_count 0.5\n"
                      "# TYPE h_created gauge\nh_created 100\n# EOF\n");
    QTest::newRow("a counter does not take the name of a part")
        << QByteArray("# TYPE h histogram\nh_bucket{le=\"+Inf\"} 0.5\nh_count 0.5\n# TYPE h_count_total "
                      "counter\nh_count_total 7\n")
        << QByteArray("# TYPE h_bucket unknown\nh_bucket{le=\"+Inf\"} 0.5\n# TYPE h_count unknown\nh_count 0.5\n"
                      "# TYPE h_count_total unknown\nh_count_total 7\n# EOF\n");
    QTest::newRow("parts of other names are escaped as the whole would be")
        << QByteArray("# TYPE \"h.x\" histogram\n{\"h.x_bucket\",le=\"+Inf\"} 0.5\n{\"h.x_count\"} 0.5\n")
        << QByteArray("# TYPE h_x_bucket unknown\nh_x_bucket{le=\"+Inf\"} 0.5\n# TYPE h_x_count unknown\nh_x_count "
                      "0.5\n# EOF\n");
}

void TestSnapshotWriter::showsFractionalCountsAsUnknown()
{
    QFETCH(QByteArray, pushed);
    Engine engine{EngineOptions{}};
    QCOMPARE(push(engine, pushed.toStdString()), QByteArray());
    QTEST(bytes(show(engine, kOpen).text), "shown");
}

void TestSnapshotWriter::keepsPartsApartInPiecesOfAnySize()
{
    std::string body = "# TYPE h histogram\n";
    for (int i = 0; i < 40; ++i) {
        const std::string label = "a=\"" + std::to_string(i) + '"';
        body += "h_bucket{" + label + ",le=\"+Inf\"} 0.5\nh_sum{" + label + "} 1\nh_count{" + label + "} 0.5\n";
    }
    Engine engine{EngineOptions{}};
    QCOMPARE(push(engine, body), QByteArray());
    const std::string whole = show(engine, kOpen, 1 << 20).text;
    QCOMPARE(std::ranges::count(whole, '#'), 4);
    for (std::size_t piece : {1, 50, 333})
        QCOMPARE(show(engine, kOpen, piece).text, whole);
    SnapshotFilter filter;
    filter.selectors.push_back(*Selector::parse("h{a=\"7\"}"));
    QCOMPARE(bytes(show(engine, kOpen, 1, std::move(filter)).text),
        QByteArray("# TYPE h_bucket unknown\nh_bucket{a=\"7\",le=\"+Inf\"} 0.5\n# TYPE h_count unknown\n"
                   "h_count{a=\"7\"} 0.5\n# TYPE h_sum unknown\nh_sum{a=\"7\"} 1\n# EOF\n"));
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
