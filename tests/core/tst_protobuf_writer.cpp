// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/exposition/protobuf_reader.h"
#include "core/exposition/protobuf_writer.h"
#include "core/exposition/text_writer.h"
#include "tests/core/protobuf_bytes.h"
#include "tests/core/recording_metric_sink.h"

#include <cmath>
#include <limits>
#include <random>

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

QByteArray bytes(const std::string& text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

QByteArray read(const std::string& body)
{
    RecordingMetricSink sink;
    const auto result = readProtobuf(body, {}, sink);
    return bytes(result ? sink.log : sink.log + "refused: " + result.error().message);
}

/// What `write` writes in a family of this type, as the reader reads it, without the family's line.
template <typename Write>
QByteArray readBack(MetricType type, Write&& write)
{
    std::string out;
    {
        ProtobufWriter writer(out);
        writer.beginFamily("f", type, "");
        write(writer);
    }
    const QByteArray log = read(out);
    return log.mid(log.indexOf('\n') + 1);
}

/// A family that goes on in a further message, as if it had not.
QByteArray withoutRepeatedHeads(const QByteArray& log)
{
    QByteArray out;
    QByteArray head;
    for (const QByteArray& line : log.split('\n')) {
        const bool isHead = !line.isEmpty() && !line.startsWith('{');
        if (!isHead || line != head)
            out += line + '\n';
        if (isHead)
            head = line;
    }
    return out.chopped(1);
}

/// The name stands bare where text allows it, quoted otherwise.
std::string canonical(const LabelSet& labels)
{
    std::string text;
    for (const Label& label : labels) {
        text += text.empty() ? "" : ",";
        if (isLabelName(label.name)) {
            text += label.name;
        } else {
            text += '"';
            appendEscapedLabelValue(text, label.name);
            text += '"';
        }
        text += "=\"";
        appendEscapedLabelValue(text, label.value);
        text += '"';
    }
    return text;
}

std::vector<LabelView> viewsOf(const LabelSet& labels)
{
    std::vector<LabelView> views;
    for (const Label& label : labels)
        views.push_back({label.name, label.value});
    return views;
}

/// Series of all kinds by chance; each is written, and told to a sink as the reader should tell it.
class RandomBody {
public:
    explicit RandomBody(unsigned seed) : m_random(seed) { }

    void make(ProtobufWriter& writer, RecordingMetricSink& expected)
    {
        const int families = below(4);
        for (int i = 0; i < families; ++i)
            makeFamily(writer, expected);
    }

private:
    int below(int limit) { return static_cast<int>(m_random() % static_cast<unsigned>(limit)); }
    bool oneIn(int n) { return below(n) == 0; }

    std::string text(int most)
    {
        static const std::vector<std::string> kPieces{
            "a", "B", "_", "9", "\\", "\"", "\n", " ", "=", ",", "\xC3\xA9", "\xF0\x9F\x98\x80", "{", "}", "job"};
        std::string out;
        for (int i = below(most + 1); i > 0; --i)
            out += kPieces[static_cast<std::size_t>(below(static_cast<int>(kPieces.size())))];
        return out;
    }
    std::string name()
    {
        std::string name = oneIn(3) ? "n" + text(8) : "name_" + std::to_string(below(1000));
        std::erase(name, '\n'); // the log is read by lines
        return name;
    }
    std::string value()
    {
        switch (below(8)) {
        case 0: return std::string(static_cast<std::size_t>(below(300)), 'x');
        case 1: return {};
        case 2: return text(60);
        default: return "value" + std::to_string(below(100'000'000));
        }
    }
    LabelSet labels(int most)
    {
        LabelSet labels;
        for (int i = below(most + 1); i > 0; --i)
            labels.push_back({name(), value()});
        return labels;
    }
    double number()
    {
        switch (below(6)) {
        case 0: return static_cast<double>(below(10));
        case 1: return std::bit_cast<double>(m_random() << 11 ^ m_random());
        case 2: return -0.0;
        case 3: return oneIn(2) ? kInf : -kInf;
        default: return static_cast<double>(below(1'000'000)) / 64;
        }
    }
    double count(bool isWhole) { return oneIn(3) ? 0 : below(100'000) + (isWhole ? 0 : 0.25); }
    std::optional<double> time() { return oneIn(2) ? std::optional(1.7e9 + below(1'000'000) / 1000.0) : std::nullopt; }

    void makeFamily(ProtobufWriter& writer, RecordingMetricSink& expected)
    {
        static constexpr MetricType kTypes[] = {MetricType::Counter, MetricType::Gauge, MetricType::Untyped,
            MetricType::Summary, MetricType::Histogram, MetricType::GaugeHistogram};
        const MetricType type = kTypes[below(6)];
        m_name = std::to_string(m_random() % 1000) + name();
        m_help = text(20);
        m_unit = oneIn(3) ? "seconds" : "";
        if (!m_unit.empty())
            m_name += type == MetricType::Counter && oneIn(2) ? "_seconds_total" : "_seconds";
        writer.beginFamily(m_name, type, m_help, m_unit);
        expected.family({m_name, type, m_help, m_unit});
        for (int series = 1 + below(5); series > 0; --series)
            makeSeries(writer, expected, type);
    }

    void makeSeries(ProtobufWriter& writer, RecordingMetricSink& expected, MetricType type)
    {
        const LabelSet set = labels(6);
        const std::string text = canonical(set);
        const std::vector<LabelView> views = viewsOf(set);
        const ProtobufLabels form = oneIn(2) ? ProtobufLabels(text) : ProtobufLabels(std::span(views));
        ProtobufExtras extras;
        if (type != MetricType::Gauge && type != MetricType::Untyped)
            extras.created = time();
        expected.labels({}, views);
        if (extras.created)
            expected.created(*extras.created);
        if (type == MetricType::Summary)
            makeSummary(writer, expected, form, extras);
        else if (hasBuckets(type))
            makeHistogram(writer, expected, form, extras);
        else
            makeNumber(writer, expected, form, extras, type);
    }

    Exemplar exemplar(bool withTime)
    {
        Exemplar made{{}, number(), time()};
        if (withTime && !made.timestamp)
            made.timestamp = 1;
        if (!oneIn(3))
            made.labels.push_back({"trace_id", std::to_string(below(1000))});
        if (oneIn(3))
            made.labels.push_back({"span.id", text(40)});
        return made;
    }

    void makeNumber(ProtobufWriter& writer, RecordingMetricSink& expected, const ProtobufLabels& form,
        ProtobufExtras& extras, MetricType type)
    {
        const Exemplar one = exemplar(false);
        const ExemplarOfBucket entry{kInf, &one};
        if (type == MetricType::Counter && oneIn(2)) {
            extras.exemplars = {&entry, 1};
            const std::vector<LabelView> views = viewsOf(one.labels);
            expected.exemplar({views, one.value, one.timestamp});
        }
        const double value = number();
        writer.sample(form, value, extras);
        expected.number(value, 0);
    }

    void makeSummary(
        ProtobufWriter& writer, RecordingMetricSink& expected, const ProtobufLabels& form, const ProtobufExtras& extras)
    {
        std::vector<double> quantiles;
        std::vector<double> values;
        for (int i = below(5); i > 0; --i) {
            quantiles.push_back(below(100) / 100.0);
            values.push_back(number());
        }
        const double sum = number();
        const double count = below(1000);
        CompoundText compound{quantiles, values, sum, count, oneIn(2), oneIn(2), nullptr, {}};
        writer.summary(
            form, quantiles, values, compound.hasSum ? &sum : nullptr, compound.hasCount ? &count : nullptr, extras);
        expected.compound(compound, 0);
    }

    NativeHistogram native(bool isFloat)
    {
        NativeHistogram made;
        made.schema = below(13) - 4;
        made.zeroThreshold = oneIn(2) ? 0 : 0.001;
        made.zeroCount = oneIn(2) ? 0 : count(!isFloat);
        made.isFloat = isFloat;
        for (auto* side : {&made.positive, &made.negative}) {
            int index = below(8) - 4;
            for (int i = below(12); i > 0; --i, index += 1 + (oneIn(3) ? below(9) : 0)) {
                if (std::abs(index) < 60)
                    side->push_back({index, 1 + count(!isFloat)});
            }
        }
        return made;
    }

    void makeHistogram(
        ProtobufWriter& writer, RecordingMetricSink& expected, const ProtobufLabels& form, ProtobufExtras& extras)
    {
        const bool isWhole = !oneIn(3);
        std::vector<double> bounds;
        std::vector<double> counts;
        for (int i = oneIn(3) ? 0 : below(15); i > 0; --i) {
            bounds.push_back(static_cast<double>(bounds.size()) / 8);
            counts.push_back(count(isWhole));
        }
        counts.push_back(count(isWhole));
        NativeHistogram native;
        if (oneIn(2)) {
            native = this->native(!isWhole);
            bounds.clear();
            counts.assign(1, observationsOf(native));
            if (oneIn(2)) {
                bounds = {1, 2};
                counts = {0, observationsOf(native), 0};
            }
            native.isFloat = native.isFloat && counts[counts.size() / 2] > 0;
            extras.native = &native;
        }
        const double sum = number();
        const bool hasSum = !oneIn(4);
        tellHistogram(expected, bounds, counts, hasSum ? &sum : nullptr, extras);
        writer.histogram(form, bounds, counts, hasSum ? &sum : nullptr, extras);
    }

    void tellHistogram(RecordingMetricSink& expected, const std::vector<double>& bounds,
        const std::vector<double>& counts, const double* sum, ProtobufExtras& extras)
    {
        std::vector<double> told(bounds);
        told.push_back(kInf);
        std::vector<double> cumulative;
        m_exemplars.clear();
        m_exemplars.reserve(told.size());
        m_entries.clear();
        m_views.clear();
        m_views.reserve(told.size());
        std::vector<BucketExemplar> views;
        const bool isNativeAlone = bounds.empty() && extras.native != nullptr;
        double total = 0;
        for (std::size_t i = 0; i < told.size(); ++i) {
            total += counts[i];
            cumulative.push_back(total);
            if (!oneIn(4))
                continue;
            const Exemplar& one = m_exemplars.emplace_back(exemplar(isNativeAlone));
            m_entries.push_back({told[i], &one});
            m_views.push_back(viewsOf(one.labels));
            views.push_back({told[i], {m_views.back(), one.value, one.timestamp}});
        }
        extras.exemplars = m_entries;
        if (isNativeAlone) {
            told.clear();
            cumulative.clear();
        }
        expected.compound(
            {told, cumulative, sum == nullptr ? 0 : *sum, total, sum != nullptr, true, extras.native, views}, 0);
    }

    std::mt19937_64 m_random;
    std::string m_name;
    std::string m_help;
    std::string m_unit;
    std::vector<Exemplar> m_exemplars;
    std::vector<ExemplarOfBucket> m_entries;
    std::vector<std::vector<LabelView>> m_views;
};

} // namespace

class TestProtobufWriter final : public QObject {
    Q_OBJECT

private slots:
    void writesTheBytesOthersWrite();
    void writesLabelsOfAllLengths();
    void writesLabelsOfOtherForms();
    void writesTypesThatTheFormatDoesNotHave();
    void writesUnitsWhereTheNameEndsWithThem_data();
    void writesUnitsWhereTheNameEndsWithThem();
    void writesNoFamilyWithoutSeries();
    void keepsIntegersAndFloatsApart();
    void leavesOutNativePartsThatDoNotFit();
    void saysThatAnEmptyHistogramIsNative();
    void leavesOutWhatHasNoPlace();
    void writesDecimalTimesAsTheyAre();
    void splitsLargeFamilies();
    void keepsNativeAndClassicApart();
    void readsBackWhatItWrites();
};

void TestProtobufWriter::writesTheBytesOthersWrite()
{
    std::string out = "before";
    {
        ProtobufWriter writer(out);
        writer.beginFamily("a_total", MetricType::Counter, "Help.");
        writer.sample("b=\"c\"", 1);
    }
    const std::string metricBytes = metric(labelPair("b", "c") + bytesField(3, doubleField(1, 1)));
    QCOMPARE(bytes(out),
        bytes("before"
            + delimited(bytesField(1, "a_total") + bytesField(2, "Help.") + varintField(3, kCounter) + metricBytes)));
    out.clear();
    const double sum = 2.5;
    {
        ProtobufWriter writer(out);
        writer.beginFamily("h", MetricType::Histogram, "");
        writer.histogram("", std::vector<double>{0.5}, std::vector<double>{2, 300}, &sum);
    }
    const auto bucket = [](std::uint64_t count, double bound) {
        return bytesField(3, varintField(1, count) + doubleField(2, bound));
    };
    QCOMPARE(bytes(out),
        bytes(familyBytes("h", kHistogram,
            metric(bytesField(7, varintField(1, 302) + doubleField(2, 2.5) + bucket(2, 0.5) + bucket(302, kInf))))));
}

void TestProtobufWriter::writesLabelsOfAllLengths()
{
    std::string out;
    RecordingMetricSink expected;
    {
        ProtobufWriter writer(out);
        writer.beginFamily("f", MetricType::Gauge, "");
        expected.family({"f", MetricType::Gauge, {}, {}});
        for (std::size_t size = 0; size < 400; ++size) {
            // Short names beside long values, and the other way round; one more label behind, or none.
            const std::string longText(size % 40 == 0 ? size * 500 : size, 'x');
            for (const LabelSet& set : {LabelSet{{"n", longText}}, LabelSet{{"n" + longText, "v"}},
                     LabelSet{{"a", longText}, {"bc", std::string(60, 'y')}}, LabelSet{{"a", longText}, {"b", "c"}}}) {
                writer.sample(canonical(set).c_str(), static_cast<double>(size));
                expected.labels({}, viewsOf(set));
                expected.number(static_cast<double>(size), 0);
            }
        }
    }
    RecordingMetricSink sink;
    const auto result = readProtobuf(out, {}, sink);
    QVERIFY2(result, result ? "" : result.error().message.c_str());
    const QByteArray log = withoutRepeatedHeads(bytes(sink.log));
    QVERIFY(log.size() < bytes(sink.log).size()); // the texts are too many for one message
    QVERIFY(log == bytes(expected.log));
}

void TestProtobufWriter::writesLabelsOfOtherForms()
{
    const auto labels
        = [](const ProtobufLabels& form) { return readBack(MetricType::Gauge, [&](auto& w) { w.sample(form, 1); }); };
    QCOMPARE(labels({}), "{} = 1\n");
    QCOMPARE(labels("\"na.me\"=\"x\",a=\"y\""), "{na.me=\"x\",a=\"y\"} = 1\n");
    QCOMPARE(labels("\"\\\"\\\\\\n\"=\"x\""), "{\"\\\n=\"x\"} = 1\n");
    QCOMPARE(labels("a=\"\\\\\\\"\\n\",b=\"c\""), "{a=\"\\\\\\\"\\n\",b=\"c\"} = 1\n");
    QCOMPARE(labels("a=\"line\nfeed\""), "{a=\"line\\nfeed\"} = 1\n");
    const std::vector<LabelView> views{{"a", "\"\\"}, {"b.c", ""}};
    QCOMPARE(labels(std::span<const LabelView>(views)), "{a=\"\\\"\\\\\",b.c=\"\"} = 1\n");
}

void TestProtobufWriter::writesTypesThatTheFormatDoesNotHave()
{
    std::string out;
    {
        ProtobufWriter writer(out);
        for (const MetricType type : {MetricType::Info, MetricType::StateSet, MetricType::Untyped}) {
            writer.beginFamily(toString(type), type, "");
            writer.sample("", 1);
        }
        writer.beginFamily("g", MetricType::GaugeHistogram, "");
        writer.histogram("", {}, std::vector<double>{1}, nullptr);
    }
    QCOMPARE(read(out),
        "gauge info\n{} = 1\ngauge stateset\n{} = 1\nuntyped untyped\n{} = 1\ngaugehistogram g\n{} count=1 +Inf:1\n");
}

void TestProtobufWriter::writesUnitsWhereTheNameEndsWithThem_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("type");
    QTest::addColumn<bool>("written");
    const auto row = [](const char* what, const char* name, MetricType type, bool written) {
        QTest::newRow(what) << QByteArray(name) << static_cast<int>(type) << written;
    };
    row("at the end", "a_seconds", MetricType::Gauge, true);
    row("before the total of a counter", "a_seconds_total", MetricType::Counter, true);
    row("at the end of a counter", "a_seconds", MetricType::Counter, true);
    row("before the total of a gauge", "a_seconds_total", MetricType::Gauge, false);
    row("not at all", "a", MetricType::Gauge, false);
    row("the whole name", "seconds", MetricType::Gauge, false);
    row("without the underscore", "aseconds", MetricType::Gauge, false);
}

void TestProtobufWriter::writesUnitsWhereTheNameEndsWithThem()
{
    QFETCH(QByteArray, name);
    QFETCH(int, type);
    QFETCH(bool, written);
    std::string out;
    {
        ProtobufWriter writer(out);
        writer.beginFamily(name.constData(), static_cast<MetricType>(type), "", "seconds");
        writer.sample("", 1);
    }
    QCOMPARE(read(out).contains("unit \"seconds\""), written);
}

void TestProtobufWriter::writesNoFamilyWithoutSeries()
{
    std::string out;
    {
        ProtobufWriter writer(out);
        writer.beginFamily("a", MetricType::Gauge, "Help.");
        writer.beginFamily("b", MetricType::Gauge, "Help.");
        writer.close();
    }
    QVERIFY(out.empty());
}

void TestProtobufWriter::keepsIntegersAndFloatsApart()
{
    const auto histogram = [](const std::vector<double>& counts, const NativeHistogram* native = nullptr) {
        ProtobufExtras extras;
        extras.native = native;
        return readBack(MetricType::Histogram,
            [&](auto& writer) { writer.histogram("", std::vector<double>{1}, counts, nullptr, extras); });
    };
    const double large = 4503599627370496; // 2^52
    QCOMPARE(histogram({1, 2}), "{} count=3 1:1 +Inf:3\n");
    QCOMPARE(histogram({0.5, 2}), "{} count=2.5 1:0.5 +Inf:2.5\n");
    QCOMPARE(histogram({large, large - 1}),
        "{} count=9.007199254740991e+15 1:4.503599627370496e+15 "
        "+Inf:9.007199254740991e+15\n");
    QCOMPARE(histogram({large, large}),
        "{} count=9.007199254740992e+15 1:4.503599627370496e+15 "
        "+Inf:9.007199254740992e+15\n");
    NativeHistogram native{0, 0, 0, {{1, 3}}, {}, false};
    QCOMPARE(histogram({1, 2}, &native), "{} count=3 1:1 +Inf:3 native schema=0 zero=0:0 negative=[] positive=[1:3]\n");
    native.isFloat = true;
    QCOMPARE(histogram({1, 2}, &native), "{} count=3 1:1 +Inf:3 float schema=0 zero=0:0 negative=[] positive=[1:3]\n");
    // The bytes tell more: a float histogram has no integer anywhere, and the other way round.
    std::string out;
    ProtobufWriter writer(out);
    writer.beginFamily("h", MetricType::Histogram, "");
    writer.histogram("", std::vector<double>{1}, std::vector<double>{0.5, 2}, nullptr);
    writer.close();
    const auto bucket
        = [](double bound, double count) { return bytesField(3, doubleField(2, bound) + doubleField(4, count)); };
    QCOMPARE(bytes(out),
        bytes(familyBytes(
            "h", kHistogram, metric(bytesField(7, bucket(1, 0.5) + bucket(kInf, 2.5) + doubleField(4, 2.5))))));
}

void TestProtobufWriter::leavesOutNativePartsThatDoNotFit()
{
    const auto histogram = [](double count, const NativeHistogram& native) {
        ProtobufExtras extras;
        extras.native = &native;
        return readBack(MetricType::Histogram,
            [&](auto& writer) { writer.histogram("", {}, std::vector<double>{count}, nullptr, extras); });
    };
    QCOMPARE(histogram(3, {0, 0, 0, {{1, 3}}, {}, false}),
        "{} count=3 native schema=0 zero=0:0 negative=[] positive=[1:3]\n");
    QCOMPARE(histogram(4, {0, 0, 0, {{1, 3}}, {}, false}), "{} count=4 +Inf:4\n");
    QCOMPARE(histogram(3.5, {0, 0, 0, {{1, 3}}, {}, false}), "{} count=3.5 +Inf:3.5\n");
    QCOMPARE(histogram(3, {9, 0, 0, {{1, 3}}, {}, false}), "{} count=3 +Inf:3\n");
    QCOMPARE(histogram(0, {0, 0, 0, {{1, 0.5}}, {}, true}), "{} count=0 +Inf:0\n");
    QCOMPARE(histogram(3, {0, 0, 0, {{2, 1}, {1, 2}}, {}, false}), "{} count=3 +Inf:3\n");
}

void TestProtobufWriter::saysThatAnEmptyHistogramIsNative()
{
    const NativeHistogram empty{3, 0, 0, {}, {}, false};
    ProtobufExtras extras;
    extras.native = &empty;
    QCOMPARE(readBack(MetricType::Histogram,
                 [&](auto& writer) { writer.histogram("", {}, std::vector<double>{0}, nullptr, extras); }),
        "{} count=0 native schema=3 zero=0:0 negative=[] positive=[]\n");
}

void TestProtobufWriter::leavesOutWhatHasNoPlace()
{
    ProtobufExtras extras;
    extras.created = 5;
    QCOMPARE(readBack(MetricType::Gauge, [&](auto& writer) { writer.sample("", 1, extras); }), "{} = 1\n");
    extras.created = std::nan("");
    QCOMPARE(readBack(MetricType::Counter, [&](auto& writer) { writer.sample("", 1, extras); }), "{} = 1\n");
    extras.created = 1e300;
    QCOMPARE(readBack(MetricType::Counter, [&](auto& writer) { writer.sample("", 1, extras); }), "{} = 1\n");
    extras.created = 4.9999999999;
    QCOMPARE(readBack(MetricType::Counter, [&](auto& writer) { writer.sample("", 1, extras); }), "{} created=5 = 1\n");
    extras.created = -1.5;
    QCOMPARE(
        readBack(MetricType::Counter, [&](auto& writer) { writer.sample("", 1, extras); }), "{} created=-1.5 = 1\n");

    const Exemplar timeless{{}, 1, {}};
    const std::vector<ExemplarOfBucket> exemplars{{7, &timeless}, {kInf, &timeless}};
    const NativeHistogram native{0, 0, 1, {}, {}, false};
    extras = {{}, exemplars, &native};
    QCOMPARE(readBack(MetricType::Histogram,
                 [&](auto& writer) { writer.histogram("", {}, std::vector<double>{1}, nullptr, extras); }),
        "{} count=1 native schema=0 zero=0:1 negative=[] positive=[]\n");
    const double count = 2.75;
    const double noCount = std::nan("");
    const auto summary = [&](const double& value) {
        return readBack(MetricType::Summary, [&](auto& writer) { writer.summary("", {}, {}, nullptr, &value); });
    };
    QCOMPARE(summary(count), "{} count=2\n");
    QCOMPARE(summary(noCount), "{}\n");
    QCOMPARE(summary(1e30), "{} count=1.844674407370955e+19\n");
}

void TestProtobufWriter::writesDecimalTimesAsTheyAre()
{
    for (const int millis : {0, 1, 125, 884, 885, 999}) {
        ProtobufExtras extras;
        extras.created = 1795277045 + millis / 1000.0;
        std::string out;
        {
            ProtobufWriter writer(out);
            writer.beginFamily("a_total", MetricType::Counter, "");
            writer.sample("", 1, extras);
        }
        const std::string nanos = millis == 0 ? "" : varintField(2, static_cast<std::uint64_t>(millis) * 1'000'000);
        const std::string time = bytesField(3, varintField(1, 1795277045) + nanos);
        QVERIFY2(out.find(time) != std::string::npos, std::to_string(millis).c_str());
    }
}

void TestProtobufWriter::splitsLargeFamilies()
{
    std::string out;
    {
        ProtobufWriter writer(out, 60);
        writer.beginFamily("a_seconds", MetricType::Gauge, "Help.", "seconds");
        for (int i = 0; i < 3; ++i)
            writer.sample("label=\"value\"", i);
    }
    const QByteArray head = "gauge a_seconds \"Help.\" unit \"seconds\"\n";
    QCOMPARE(read(out),
        head + "{label=\"value\"} = 0\n" + head + "{label=\"value\"} = 1\n" + head + "{label=\"value\"} = 2\n");
    // Lengths of all sizes: one byte to four.
    for (const int series : {1, 5, 200, 10'000, 200'000}) {
        out.clear();
        {
            ProtobufWriter writer(out, std::size_t{1} << 30U);
            writer.beginFamily("a", MetricType::Gauge, "");
            for (int i = 0; i < series; ++i)
                writer.sample("", i);
        }
        RecordingMetricSink sink;
        QVERIFY(readProtobuf(out, {}, sink));
        QCOMPARE(sink.lastOrdinal, series);
        QCOMPARE(bytes(sink.log).count('\n'), series + 1);
    }
}

/// Prometheus looks at the first histogram of a message, and takes the others for the same: a classic one behind a
/// native one is then a native one without buckets, and fails the scrape.
void TestProtobufWriter::keepsNativeAndClassicApart()
{
    const NativeHistogram native{0, 0, 3, {}, {}, false};
    ProtobufExtras extras;
    extras.native = &native;
    std::string out;
    {
        ProtobufWriter writer(out);
        writer.beginFamily("h", MetricType::Histogram, "");
        for (const bool isNative : {false, false, true, true, false})
            writer.histogram("", {}, std::vector<double>{3}, nullptr, isNative ? extras : ProtobufExtras{});
    }
    const QByteArray classicLine = "{} count=3 +Inf:3\n";
    const QByteArray nativeLine = "{} count=3 native schema=0 zero=0:3 negative=[] positive=[]\n";
    const QByteArray head = "histogram h\n";
    QCOMPARE(read(out), head + classicLine + classicLine + head + nativeLine + nativeLine + head + classicLine);
}

void TestProtobufWriter::readsBackWhatItWrites()
{
    ProtobufReader reader;
    for (unsigned seed = 0; seed < 3000; ++seed) {
        std::string out;
        RecordingMetricSink expected;
        {
            ProtobufWriter writer(out);
            RandomBody(seed).make(writer, expected);
        }
        RecordingMetricSink sink;
        const auto result = reader.read(out, {}, sink);
        QVERIFY2(result, result ? "" : (std::to_string(seed) + ": " + result.error().message).c_str());
        QCOMPARE(withoutRepeatedHeads(bytes(sink.log)), bytes(expected.log));
    }
}

QTEST_APPLESS_MAIN(TestProtobufWriter)
#include "tst_protobuf_writer.moc"
