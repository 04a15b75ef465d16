// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/exposition/openmetrics_writer.h"
#include "core/exposition/text_writer.h"

#include <limits>

using namespace cairn;

namespace {

QByteArray bytes(const std::string& text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

} // namespace

class TestTextWriter final : public QObject {
    Q_OBJECT

private slots:
    void escapes();
    void spellsBounds();
    void spellsCanonicalBoundsAlike();
    void writesPlainFamilies();
    void writesAHistogram();
    void writesAHistogramWithoutSumAndBounds();
    void writesASummary();
    void appends();
};

void TestTextWriter::escapes()
{
    std::string out = "x";
    appendEscapedLabelValue(out, "a\"b\\c\nd\te\xC3\xA9");
    QCOMPARE(bytes(out), QByteArray("xa\\\"b\\\\c\\nd\te\xC3\xA9"));
    out.clear();
    appendEscapedHelp(out, "\\a \"quoted\"\n\n");
    QCOMPARE(bytes(out), QByteArray("\\\\a \"quoted\"\\n\\n"));
    out.clear();
    appendEscapedLabelValue(out, "");
    QVERIFY(out.empty());
}

void TestTextWriter::spellsBounds()
{
    const std::vector<double> bounds{-1, 0.005, 1, 1e6};
    QVERIFY((boundTexts(bounds) == std::vector<std::string>{"-1", "0.005", "1", "1e+06"}));
}

void TestTextWriter::spellsCanonicalBoundsAlike()
{
    const std::vector<double> bounds{-1, 0.005, 10, 1e6};
    const std::vector<double> counts{1, 2, 3, 4, 5};
    std::string out[2];
    for (const bool isCanonical : {false, true}) {
        TextWriter writer(out[isCanonical]);
        const std::vector<std::string> texts = isCanonical ? canonicalTexts(bounds) : boundTexts(bounds);
        writer.beginFamily("h", MetricType::Histogram, "");
        writer.histogram("", texts, counts, nullptr);
        writer.beginFamily("s", MetricType::Summary, "");
        writer.summary("", texts, bounds, nullptr, nullptr);
    }
    QCOMPARE(bytes(out[1]), bytes(out[0]));
}

void TestTextWriter::writesPlainFamilies()
{
    std::string out;
    TextWriter writer(out);
    writer.beginFamily("jobs_total", MetricType::Counter, "Jobs\nthat \\ ran.");
    writer.sample("a=\"b\",c=\"d\"", 17);
    writer.sample("", 0.25);
    writer.beginFamily("level", MetricType::Gauge, "");
    writer.sample("", -std::numeric_limits<double>::infinity());
    writer.beginFamily("plain", MetricType::Untyped, "");
    writer.sample("x=\"\\\"\"", 1e6);
    writer.beginFamily("told", MetricType::Untyped, "No type.");
    writer.sample("", -0.0);
    QCOMPARE(bytes(out),
        QByteArray("# HELP jobs_total Jobs\\nthat \\\\ ran.\n"
                   "# TYPE jobs_total counter\n"
                   "jobs_total{a=\"b\",c=\"d\"} 17\n"
                   "jobs_total 0.25\n"
                   "# TYPE level gauge\n"
                   "level -Inf\n"
                   "plain{x=\"\\\"\"} 1e+06\n"
                   "# HELP told No type.\n"
                   "told -0\n"));
}

void TestTextWriter::writesAHistogram()
{
    std::string out;
    TextWriter writer(out);
    writer.beginFamily("h", MetricType::Histogram, "");
    const std::vector<std::string> bounds = boundTexts(std::vector<double>{0.5, 1});
    const double sum = 3.25;
    writer.histogram("a=\"b\"", bounds, std::vector<double>{1, 2, 3}, &sum);
    writer.histogram("", bounds, std::vector<double>{0, 0, 0.5}, &sum);
    QCOMPARE(bytes(out),
        QByteArray("# TYPE h histogram\n"
                   "h_bucket{a=\"b\",le=\"0.5\"} 1\n"
                   "h_bucket{a=\"b\",le=\"1\"} 3\n"
                   "h_bucket{a=\"b\",le=\"+Inf\"} 6\n"
                   "h_sum{a=\"b\"} 3.25\n"
                   "h_count{a=\"b\"} 6\n"
                   "h_bucket{le=\"0.5\"} 0\n"
                   "h_bucket{le=\"1\"} 0\n"
                   "h_bucket{le=\"+Inf\"} 0.5\n"
                   "h_sum 3.25\n"
                   "h_count 0.5\n"));
}

void TestTextWriter::writesAHistogramWithoutSumAndBounds()
{
    std::string out;
    TextWriter writer(out);
    writer.beginFamily("h", MetricType::Histogram, "");
    writer.histogram("", {}, std::vector<double>{4}, nullptr);
    QCOMPARE(bytes(out), QByteArray("# TYPE h histogram\nh_bucket{le=\"+Inf\"} 4\nh_count 4\n"));
}

void TestTextWriter::writesASummary()
{
    std::string out;
    TextWriter writer(out);
    writer.beginFamily("s", MetricType::Summary, "");
    const double sum = 10;
    const double count = 4;
    const std::vector<double> values{2, std::numeric_limits<double>::quiet_NaN()};
    writer.summary("a=\"b\"", boundTexts(std::vector<double>{0.5, 0.99}), values, &sum, &count);
    writer.summary("", {}, {}, nullptr, &count);
    QCOMPARE(bytes(out),
        QByteArray("# TYPE s summary\n"
                   "s{a=\"b\",quantile=\"0.5\"} 2\n"
                   "s{a=\"b\",quantile=\"0.99\"} NaN\n"
                   "s_sum{a=\"b\"} 10\n"
                   "s_count{a=\"b\"} 4\n"
                   "s_count 4\n"));
}

void TestTextWriter::appends() // the caller may drain between any two calls
{
    std::string out;
    TextWriter writer(out);
    writer.beginFamily("a", MetricType::Untyped, "");
    std::string all;
    for (int i = 0; i < 3; ++i) {
        writer.sample("", i);
        all += out;
        out.clear();
    }
    QCOMPARE(bytes(all), QByteArray("a 0\na 1\na 2\n"));
}

QTEST_APPLESS_MAIN(TestTextWriter)
#include "tst_text_writer.moc"
