// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/exposition/escaped_labels.h"
#include "core/exposition/family_names.h"
#include "core/exposition/openmetrics_writer.h"

#include <set>

using namespace cairn;
using Syntax = ScrapeFormat::Syntax;

namespace {

/// `x_total:counter y.z:gauge`
std::vector<std::pair<std::string, MetricType>> readFamilies(const QByteArray& text)
{
    std::vector<std::pair<std::string, MetricType>> families;
    for (const QByteArray& word : text.split(' ')) {
        const QList<QByteArray> parts = word.split(':');
        families.emplace_back(parts[0].toStdString(), *metricTypeFromString(parts[1].toStdString()));
    }
    return families;
}

/// The same with the names and types that are shown; `x<y` where the births of x are in y, and `-` for what is left
/// out.
QByteArray shown(const QByteArray& text, ScrapeFormat format, std::uint64_t* clashes = nullptr)
{
    const auto families = readFamilies(text);
    std::vector<FamilyToName> toName;
    for (const auto& [name, type] : families)
        toName.push_back({name, type});
    const FamilyNames names = nameFamilies(toName, format);
    if (clashes != nullptr)
        *clashes = names.clashes;
    if (names.families.empty())
        return text;
    QByteArray out;
    for (std::size_t i = 0; i < families.size(); ++i) {
        const FamilyNaming& family = names.families[i];
        const std::string name = family.name.empty() ? families[i].first : family.name;
        if (!out.isEmpty())
            out += ' ';
        if (family.isLeftOut) {
            out += '-';
            continue;
        }
        out.append(QByteArray::fromStdString(name)).append(':').append(toString(family.type).data());
        if (family.created != FamilyNaming::kNone)
            out.append('<').append(QByteArray::fromStdString(families[family.created].first));
    }
    return out;
}

} // namespace

class TestExposedNames final : public QObject {
    Q_OBJECT

private slots:
    void namesFamilies_data();
    void namesFamilies();
    void leavesOutWhatAFilterDoes();
    void neverLetsOpenMetricsClash();
    void rewritesLabels_data();
    void rewritesLabels();
};

void TestExposedNames::namesFamilies_data()
{
    QTest::addColumn<int>("syntax");
    QTest::addColumn<int>("escaping");
    QTest::addColumn<QByteArray>("families");
    QTest::addColumn<QByteArray>("names");
    QTest::addColumn<int>("clashes");
    const auto row = [](const char* title, Syntax syntax, Escaping escaping, const char* families, const char* names,
                         int clashes = 0) {
        QTest::newRow(title) << static_cast<int>(syntax) << static_cast<int>(escaping) << QByteArray(families)
                             << QByteArray(names) << clashes;
    };
    const Syntax text = Syntax::Text004;
    const Syntax open = Syntax::OpenMetrics100;
    const Escaping under = Escaping::Underscores;
    const Escaping values = Escaping::Values;
    row("classic names stay", text, under, "a:gauge b_total:counter", "a:gauge b_total:counter");
    row("a dotted name is escaped", text, under, "a.b:gauge c:gauge", "a_b:gauge c:gauge");
    row("quoted names stay", Syntax::Text100, Escaping::AllowUtf8, "a.b:gauge a_b:gauge", "a.b:gauge a_b:gauge");
    row("two that become one", text, under, "a.b:gauge a_b:gauge", "U__a_2e_b:gauge a_b:gauge", 1);
    row("two dotted ones that become one", text, under, "a-b:gauge a.b:gauge", "U__a_2d_b:gauge U__a_2e_b:gauge", 2);
    row("three that become one", text, under, "a-b:gauge a.b:gauge a/b:gauge",
        "U__a_2d_b:gauge U__a_2e_b:gauge U__a_2f_b:gauge", 3);
    row("dots that become a classic name", text, Escaping::Dots, "a.b:gauge a_dot_b:gauge",
        "U__a_2e_b:gauge a_dot_b:gauge", 1);
    row("values do not clash", text, values, "a.b:gauge a_b:gauge", "U__a_2e_b:gauge a_b:gauge");
    row("a classic name that looks like another's form", text, values, "U__a_2e_b:gauge a.b:gauge",
        "U__U____a__2e__b:gauge U__a_2e_b:gauge", 1);
    row("a clash that begins another", text, under, "U__a_2e_b:gauge a.b:gauge a_b:gauge",
        "U__U____a__2e__b:gauge U__a_2e_b:gauge a_b:gauge", 2);
    row("samples that become one", text, under, "a.b:histogram a_b_count:counter",
        "U__a_2e_b:histogram a_b_count:counter", 1);
    row("samples that become one, the other way", Syntax::Protobuf, under, "a.b_count:counter a_b:histogram",
        "U__a_2e_b__count:counter a_b:histogram", 1);

    row("births are part of a counter", open, under, "x_created:gauge x_total:counter", "- x_total:counter<x_created");
    row("births are part of a histogram", open, under, "x:histogram x_created:gauge", "x:histogram<x_created -");
    row("births are part of a summary, also untyped", open, under, "x:summary x_created:untyped",
        "x:summary<x_created -");
    row("births of a dotted name", open, under, "x.y:summary x.y_created:gauge", "x_y:summary<x.y_created -");
    row("births are gauges in text", text, under, "x:histogram x_created:gauge", "x:histogram x_created:gauge");
    row("births beside a gauge are gauges", open, under, "x:gauge x_created:gauge", "x:gauge x_created:gauge");
    row("births beside a gauge histogram are gauges", open, under, "x:gaugehistogram x_created:gauge",
        "x:gaugehistogram x_created:gauge");
    row("a counter yields to a gauge", open, under, "x:gauge x_total:counter", "x:gauge x_total:untyped");
    row("and so its births are gauges", open, under, "x:gauge x_created:gauge x_total:counter",
        "x:gauge x_created:gauge x_total:untyped");
    row("an info yields to a gauge", open, under, "x:gauge x_info:info", "x:gauge x_info:gauge");
    row("an info yields to a counter", open, under, "x_info:info x_total:counter", "x_info:gauge x_total:counter");
    row("all three", open, under, "x:gauge x_info:info x_total:counter", "x:gauge x_info:gauge x_total:untyped");
    row("a counter of births", open, under, "x:histogram x_created_total:counter",
        "x:histogram x_created_total:untyped");
    row("a histogram of births", open, under, "x_created:histogram x_total:counter",
        "x_created:histogram x_total:untyped");
    row("a histogram of births of a histogram", open, under, "x:histogram x_created:histogram",
        "x:histogram U__x__created:histogram", 1);
    row("a total of totals", open, under, "x_total:counter x_total_total:counter",
        "x_total:counter x_total_total:untyped");
    row("a gauge of the name of an info", open, under, "x_total:untyped x_info:gauge", "x_total:untyped x_info:gauge");
}

void TestExposedNames::namesFamilies()
{
    QFETCH(int, syntax);
    QFETCH(int, escaping);
    QFETCH(QByteArray, families);
    QFETCH(int, clashes);
    std::uint64_t counted = 0;
    QTEST(shown(families, {static_cast<Syntax>(syntax), static_cast<Escaping>(escaping)}, &counted), "names");
    QCOMPARE(static_cast<int>(counted), clashes);
}

void TestExposedNames::leavesOutWhatAFilterDoes()
{
    const std::vector<FamilyToName> families{
        {"x_created", MetricType::Gauge, true}, {"x_total", MetricType::Counter, false}};
    const FamilyNames names = nameFamilies(families, {Syntax::OpenMetrics100, Escaping::Underscores});
    QVERIFY(!names.families[0].isLeftOut);
    QVERIFY(names.families[1].isLeftOut);
    const FamilyNames others = nameFamilies(
        std::vector<FamilyToName>{{"x_created", MetricType::Gauge, false}, {"x_total", MetricType::Counter, true}},
        {Syntax::OpenMetrics100, Escaping::Underscores});
    QCOMPARE(others.families[1].created, 0u); // a counter comes with its births
}

/// All pairs and triples of names that mean something to OpenMetrics, of all types that the store would let stand
/// beside each other: no name of a family or of its samples comes twice.
void TestExposedNames::neverLetsOpenMetricsClash()
{
    const std::vector<std::string> names{"x", "x_total", "x_created", "x_info", "x_total_total", "x_created_total",
        "x_info_total", "x.y", "x_y", "x_y_total", "x.y_total", "x_y_created"};
    const std::vector<MetricType> types{
        MetricType::Untyped, MetricType::Counter, MetricType::Gauge, MetricType::Histogram, MetricType::Info};
    const auto claims = [](const OpenMetricsFamily& family) {
        std::set<std::string> all{std::string(family.name)};
        const auto claim = [&](std::initializer_list<const char*> suffixes) {
            for (const char* suffix : suffixes)
                all.insert(std::string(family.name) + suffix);
        };
        if (family.type == MetricType::Counter)
            claim({"_total", "_created"});
        if (family.type == MetricType::Histogram)
            claim({"_bucket", "_count", "_sum", "_created"});
        if (family.type == MetricType::Info)
            claim({"_info"});
        return all;
    };
    const std::size_t kinds = names.size() * types.size();
    const auto kind = [&](std::size_t i) { return FamilyToName{names[i / types.size()], types[i % types.size()]}; };
    int seen = 0;
    for (std::size_t a = 0; a < kinds; ++a) {
        for (std::size_t b = a + 1; b < kinds; ++b) {
            for (std::size_t c = b + 1; c < kinds; ++c) {
                const std::vector<FamilyToName> families{kind(a), kind(b), kind(c)};
                if (families[0].name == families[1].name || families[1].name == families[2].name)
                    continue;
                const FamilyNames named = nameFamilies(families, {Syntax::OpenMetrics100, Escaping::Underscores});
                std::set<std::string> all;
                for (std::size_t i = 0; i < families.size(); ++i) {
                    const FamilyNaming& family = named.families[i];
                    if (family.isLeftOut)
                        continue;
                    const std::string name = family.name.empty() ? std::string(families[i].name) : family.name;
                    for (const std::string& claim : claims(openMetricsFamily(name, family.type)))
                        QVERIFY2(all.insert(claim).second, claim.c_str());
                    ++seen;
                }
            }
        }
    }
    QVERIFY(seen > 50000);
}

void TestExposedNames::rewritesLabels_data()
{
    QTest::addColumn<int>("escaping");
    QTest::addColumn<QByteArrayList>("texts");
    QTest::addColumn<QByteArrayList>("rewritten");
    QTest::addColumn<int>("clashes");
    const auto row
        = [](const char* title, Escaping escaping, const QByteArrayList& texts, const QByteArrayList& rewritten,
              int clashes = 0) { QTest::newRow(title) << static_cast<int>(escaping) << texts << rewritten << clashes; };
    const Escaping under = Escaping::Underscores;
    row("a quoted name", under, {"a=\"b\",\"c.d\"=\"e\""}, {"a=\"b\",c_d=\"e\""});
    row("none", under, {""}, {""});
    row("values stay as they are", under, {"\"c.d\"=\"a,\\\"c.d\\\"=\\\\\\n\",e=\"\""},
        {"c_d=\"a,\\\"c.d\\\"=\\\\\\n\",e=\"\""});
    row("a name with escapes", Escaping::Values, {"\"a\\\"\\\\\\n\"=\"b\""}, {"U__a_22__5c__a_=\"b\""});
    row("dots", Escaping::Dots, {"a_b=\"1\",\"c.d\"=\"e\""}, {"a_b=\"1\",c_dot_d=\"e\""});
    row("two of one series that become one", under, {"\"a.b\"=\"1\",a_b=\"2\""}, {"U__a_2e_b=\"1\",a_b=\"2\""}, 1);
    row("series that become one", under, {"\"a.b\"=\"1\"", "a_b=\"1\""}, {"U__a_2e_b=\"1\"", "a_b=\"1\""}, 1);
    row("a name that would be reserved", under, {"\"_.name__\"=\"up\""}, {"U_____2e_name____=\"up\""}, 1);
    row("a classic name that looks like another's form", Escaping::Values, {"\"a.b\"=\"1\"", "U__a_2e_b=\"1\""},
        {"U__a_2e_b=\"1\"", "U__U____a__2e__b=\"1\""}, 1);
    row("a clash that begins another", under, {"\"a.b\"=\"1\"", "U__a_2e_b=\"1\"", "a_b=\"1\""},
        {"U__a_2e_b=\"1\"", "U__U____a__2e__b=\"1\"", "a_b=\"1\""}, 2);
}

void TestExposedNames::rewritesLabels()
{
    QFETCH(int, escaping);
    QFETCH(QByteArrayList, texts);
    EscapedLabels labels;
    for (const QByteArray& text : texts)
        labels.note(text.toStdString());
    labels.settle(static_cast<Escaping>(escaping));
    QByteArrayList rewritten;
    for (const QByteArray& text : texts)
        rewritten << QByteArray::fromStdString(std::string(labels.rewrite(text.toStdString())));
    QTEST(rewritten, "rewritten");
    QFETCH(int, clashes);
    QCOMPARE(static_cast<int>(labels.clashes()), clashes);
}

QTEST_APPLESS_MAIN(TestExposedNames)
#include "tst_exposed_names.moc"
