// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/exposition/protobuf_reader.h"
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

std::string_view view(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// What was read, or the error's message.
QByteArray read(std::string_view body, const ProtobufOptions& options = {})
{
    RecordingMetricSink sink;
    const auto result = readProtobuf(body, options, sink);
    return bytes(result ? sink.log : "refused: " + result.error().message);
}

std::string counterValue(double value)
{
    return bytesField(3, doubleField(1, value));
}

std::string gaugeValue(double value)
{
    return bytesField(2, doubleField(1, value));
}

std::string bucket(std::uint64_t count, double bound, const std::string& more = {})
{
    return bytesField(3, varintField(1, count) + doubleField(2, bound) + more);
}

std::string spanBytes(std::int64_t offset, std::uint64_t length)
{
    return signedField(1, offset) + varintField(2, length);
}

std::string timeBytes(std::int64_t seconds, std::uint64_t nanos)
{
    return varintField(1, static_cast<std::uint64_t>(seconds)) + varintField(2, nanos);
}

std::string exemplarBytes(const std::string& labels, double value)
{
    return labels + doubleField(2, value) + bytesField(3, timeBytes(5, 500'000'000));
}

std::string counters(const std::string& metrics)
{
    return familyBytes("a", kCounter, metrics);
}

std::string histogram(const std::string& fields, std::uint64_t type = kHistogram)
{
    return familyBytes("h", type, metric(bytesField(7, fields)));
}

/// Five observations in positive buckets 1, 2 (2, 1) and 5 (1), one in the zero bucket.
std::string nativeFields()
{
    return varintField(1, 5) + doubleField(2, 7.5) + signedField(5, 3) + doubleField(6, 0.001) + varintField(7, 1)
        + bytesField(12, spanBytes(1, 2)) + bytesField(12, spanBytes(2, 1)) + signedField(13, 2) + signedField(13, -1)
        + signedField(13, 0);
}

/// A body with something of everything.
std::string goodBody()
{
    return counters(metric(labelPair("x", "\xC3\xA9") + labelPair("y", "")
               + bytesField(3,
                   doubleField(1, 17) + bytesField(2, exemplarBytes(labelPair("trace", "1"), 1))
                       + bytesField(3, timeBytes(12, 0)))))
        + familyBytes("g", kGauge, bytesField(2, "Help.") + metric(gaugeValue(-1)) + bytesField(5, "seconds"))
        + familyBytes("s", kSummary,
            metric(bytesField(4,
                varintField(1, 3) + doubleField(2, 1.5) + bytesField(3, doubleField(1, 0.5) + doubleField(2, 0.25)))))
        + histogram(nativeFields() + bucket(2, 0.5) + bucket(4, 1, bytesField(3, exemplarBytes({}, 0.75)))
            + bytesField(15, timeBytes(9, 0)));
}

QByteArray goodLog()
{
    return "counter a\n{x=\"\xC3\xA9\",y=\"\"} created=12 #{trace=\"1\"} 1@5.5 = 17\n"
           "gauge g \"Help.\" unit \"seconds\"\n{} = -1\n"
           "summary s\n{} sum=1.5 count=3 0.5:0.25\n"
           "histogram h\n{} created=9 sum=7.5 count=5 0.5:2 1:4 1#{} 0.75@5.5 "
           "native schema=3 zero=0.001:1 negative=[] positive=[1:2 2:1 5:1]\n";
}

} // namespace

class TestProtobufReader final : public QObject {
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void readsSomethingOfEverything();
    void joinsVarintsAsItReadsThem();
    void readsTimesOfEachLength();
    void readsBucketsOfEachLength();
    void bindsExemplarsOfNativeHistograms();
    void boundsWhatItKeeps();
    void ignoresTimestampsWhenTold();
    void recognisesLabels();
    void remembersOnlyLabelsThatStandTogether();
    void tellsWhatTheSinkRefuses();
    void dropsLongExemplars();
    void readsEveryPrefix();
    void readsEveryFlippedByte();
};

void TestProtobufReader::accepts_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("log");
    const auto row = [](const char* name, const std::string& body, const std::string& log) {
        QTest::newRow(name) << bytes(body) << bytes(log);
    };
    row("nothing", "", "");
    row("a family without metrics", counters(""), "counter a\n");
    row("a family that does not say its type is a counter", delimited(bytesField(1, "a") + metric(counterValue(1))),
        "counter a\n{} = 1\n");
    row("the same family twice is told twice", counters(metric(counterValue(1))) + counters(metric(counterValue(2))),
        "counter a\n{} = 1\ncounter a\n{} = 2\n");
    row("name, type, help and unit behind the metrics",
        delimited(metric(gaugeValue(1)) + bytesField(5, "u") + bytesField(2, "H") + varintField(3, kGauge)
            + bytesField(1, "n")),
        "gauge n \"H\" unit \"u\"\n{} = 1\n");
    row("the last name and type count",
        delimited(bytesField(1, "x") + varintField(3, kSummary) + bytesField(1, "a") + varintField(3, kGauge)
            + metric(gaugeValue(1))),
        "gauge a\n{} = 1\n");
    row("untyped", familyBytes("u", kUntyped, metric(bytesField(5, doubleField(1, 2)))), "untyped u\n{} = 2\n");
    row("a value that a writer of proto3 left out is 0", familyBytes("g", kGauge, metric(bytesField(2, ""))),
        "gauge g\n{} = 0\n");
    row("a value sent twice: the last counts", counters(metric(bytesField(3, doubleField(1, 1) + doubleField(1, 2)))),
        "counter a\n{} = 2\n");
    row("a message sent twice is merged",
        counters(metric(bytesField(3, doubleField(1, 1)) + bytesField(3, bytesField(3, timeBytes(4, 0))))),
        "counter a\n{} created=4 = 1\n");
    row("any UTF-8 is a name",
        familyBytes("na.me \xC3\xA9", kGauge, metric(labelPair("l.\xC3\xA9", "v") + gaugeValue(1))),
        "gauge na.me \xC3\xA9\n{l.\xC3\xA9=\"v\"} = 1\n");
    row("labels in the order sent, twice and empty",
        counters(metric(labelPair("b", "1") + labelPair("a", "") + labelPair("b", "2") + counterValue(1))),
        "counter a\n{b=\"1\",a=\"\",b=\"2\"} = 1\n");
    row("a label's value before its name",
        counters(metric(bytesField(1, bytesField(2, "v") + bytesField(1, "n")) + counterValue(1))),
        "counter a\n{n=\"v\"} = 1\n");
    row("a label without a value", counters(metric(bytesField(1, bytesField(1, "n")) + counterValue(1))),
        "counter a\n{n=\"\"} = 1\n");
    row("the value before the labels", counters(metric(counterValue(1) + labelPair("n", "v"))),
        "counter a\n{n=\"v\"} = 1\n");
    row("fields nobody knows",
        delimited(varintField(99, 1) + bytesField(1, "a") + bytesField(4000, "x")
            + metric(doubleField(20, 1) + tagBytes(21, 5) + "abcd" + varintField(22, ~0ULL) + counterValue(1))),
        "counter a\n{} = 1\n");
    row("a tag longer than need be",
        counters(
            metric(std::string("\x8A\x00", 2) + "\x05" + bytesField(1, "n") + bytesField(2, "") + counterValue(1))),
        "counter a\n{n=\"\"} = 1\n");
    row("a timestamp of 0 is none", counters(metric(counterValue(1) + varintField(6, 0))), "counter a\n{} = 1\n");
    row("NaN and infinity are the sink's business",
        familyBytes("g", kGauge, metric(gaugeValue(std::nan(""))) + metric(gaugeValue(-kInf))),
        "gauge g\n{} = NaN\n{} = -Inf\n");
    row("an empty summary", familyBytes("s", kSummary, metric(bytesField(4, ""))), "summary s\n{}\n");
    row("a summary of quantiles alone",
        familyBytes("s", kSummary, metric(bytesField(4, bytesField(3, doubleField(1, 0.9) + doubleField(2, 3))))),
        "summary s\n{} 0.9:3\n");
    row("an empty histogram of a proto3 writer has counted nothing", histogram(""), "histogram h\n{} count=0\n");
    row("a histogram as Go sends it, without +Inf",
        histogram(varintField(1, 3) + doubleField(2, 2.5) + bucket(1, 0.5) + bucket(2, 1)),
        "histogram h\n{} sum=2.5 count=3 0.5:1 1:2\n");
    row("a histogram without count", histogram(bucket(1, 0.5) + bucket(2, kInf)), "histogram h\n{} 0.5:1 +Inf:2\n");
    row("float counts win where they are not zero",
        histogram(varintField(1, 3) + doubleField(4, 2.5)
            + bytesField(3, varintField(1, 1) + doubleField(4, 0.5) + doubleField(2, 1))
            + bytesField(3, varintField(1, 2) + doubleField(4, 0) + doubleField(2, 2))
            + bytesField(3, doubleField(4, 0) + doubleField(2, 3))),
        "histogram h\n{} count=2.5 1:0.5 2:2 3:0\n");
    row("a gauge histogram", histogram(varintField(1, 1) + doubleField(2, -1), kGaugeHistogram),
        "gaugehistogram h\n{} sum=-1 count=1\n");
    row("a time before 1970",
        counters(metric(bytesField(3, doubleField(1, 1) + bytesField(3, timeBytes(-2, 500'000'000))))),
        "counter a\n{} created=-1.5 = 1\n");
    row("a native histogram alone", histogram(nativeFields()),
        "histogram h\n{} sum=7.5 count=5 native schema=3 zero=0.001:1 negative=[] positive=[1:2 2:1 5:1]\n");
    row("packed deltas",
        histogram(
            varintField(1, 3) + bytesField(12, spanBytes(0, 2)) + bytesField(13, varintBytes(2) + varintBytes(2))),
        "histogram h\n{} count=3 native schema=0 zero=0:0 negative=[] positive=[0:1 1:2]\n");
    row("packed and single deltas go on from each other",
        histogram(varintField(1, 6) + bytesField(9, spanBytes(-4, 3)) + bytesField(10, varintBytes(2))
            + signedField(10, 1) + bytesField(10, varintBytes(2))),
        "histogram h\n{} count=6 native schema=0 zero=0:0 negative=[-4:1 -3:2 -2:3] positive=[]\n");
    row("float counts of a native histogram, packed and single",
        histogram(doubleField(4, 4.5) + doubleField(8, 0.5) + bytesField(12, spanBytes(7, 2)) + doubleField(14, 1.5)
            + bytesField(14, doubleBytes(2.5))),
        "histogram h\n{} count=4.5 float schema=0 zero=0:0.5 negative=[] positive=[7:1.5 8:2.5]\n");
    row("a span of no buckets says that a histogram is native", histogram(varintField(1, 0) + bytesField(12, "")),
        "histogram h\n{} count=0 native schema=0 zero=0:0 negative=[] positive=[]\n");
    row("empty buckets are dropped, spans may touch and be empty",
        histogram(varintField(1, 3) + bytesField(12, spanBytes(1, 2)) + bytesField(12, spanBytes(0, 1))
            + bytesField(12, spanBytes(5, 0)) + bytesField(12, spanBytes(1, 1)) + signedField(13, 1)
            + signedField(13, -1) + signedField(13, 1) + signedField(13, 0)),
        "histogram h\n{} count=3 native schema=0 zero=0:0 negative=[] positive=[1:1 3:1 10:1]\n");
    row("observations of NaN are in no native bucket",
        histogram(
            varintField(1, 3) + doubleField(2, std::nan("")) + bytesField(12, spanBytes(1, 1)) + signedField(13, 2)),
        "histogram h\n{} sum=NaN count=3 native schema=0 zero=0:0 negative=[] positive=[1:2]\n");
    row("a float histogram whose sums were rounded",
        histogram(doubleField(4, 0.3) + bytesField(12, spanBytes(1, 2)) + doubleField(14, 0.1) + doubleField(14, 0.2)),
        "histogram h\n{} count=0.3 float schema=0 zero=0:0 negative=[] positive=[1:0.1 2:0.2]\n");
    row("the bucket of infinity in the finest schema",
        histogram(varintField(1, 1) + signedField(5, 8) + bytesField(12, spanBytes(262'145, 1)) + signedField(13, 1)),
        "histogram h\n{} count=1 native schema=8 zero=0:0 negative=[] positive=[262145:1]\n");
    row("a schema of custom bounds beside classic buckets is left out",
        histogram(varintField(1, 2) + bytesField(3, varintField(1, 1) + doubleField(2, 0.5)) + signedField(5, -53)
            + bytesField(12, spanBytes(0, 2)) + signedField(13, 1) + signedField(13, 0)),
        "histogram h\n{} count=2 0.5:1 lost native\n");
    row("a schema of custom bounds says nothing where nothing native is there",
        histogram(varintField(1, 2) + bytesField(3, varintField(1, 1) + doubleField(2, 0.5)) + signedField(5, -53)),
        "histogram h\n{} count=2 0.5:1\n");
}

void TestProtobufReader::accepts()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, log);
    QCOMPARE(read(view(body)), log);
}

void TestProtobufReader::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* name, const std::string& body, const std::string& message) {
        QTest::newRow(name) << bytes(body) << bytes(message);
    };
    const std::string before = counters("");
    row("a length of 2^63", before + varintBytes(1ULL << 63),
        "byte 6: expected a MetricFamily of 9223372036854775808 bytes, found only 0");
    row("a length of more than ten bytes", std::string(10, '\x80') + '\1',
        "byte 0: expected the length of a MetricFamily, found a cut or too long number");
    row("a length of more than 64 bits", std::string(9, '\x80') + '\2',
        "byte 0: expected the length of a MetricFamily, found a cut or too long number");
    row("a cut length", "\x80", "byte 0: expected the length of a MetricFamily, found a cut or too long number");
    row("a cut family", counters(metric(counterValue(1))).substr(0, 12),
        "byte 0: expected a MetricFamily of 18 bytes, found only 11");
    row("text instead of protobuf", "# TYPE a counter\na 1\n",
        "byte 0: expected a MetricFamily of 35 bytes, found only 20");
    row("a family without a name", delimited(varintField(3, kGauge)), "byte 0: expected a family's name, found none");
    row("an empty family", std::string(1, '\0'), "byte 0: expected a family's name, found none");
    row("a name that is not UTF-8", familyBytes("a\xFF", kGauge, ""), "family \"a\\xff\": the name is not UTF-8");
    row("help that is not UTF-8", familyBytes("a", kGauge, bytesField(2, "\xC0\x80")),
        "family \"a\": help \"\\xc0\\x80\" is not UTF-8");
    row("a unit that is not UTF-8", familyBytes("a", kGauge, bytesField(5, "\xFF")),
        "family \"a\": unit \"\\xff\" is not UTF-8");
    row("a type that does not exist", familyBytes("a", 6, ""),
        "family \"a\": expected a type from 0 (counter) to 5 (gauge histogram), found 6");
    row("a negative type", familyBytes("a", ~0ULL, ""),
        "family \"a\": expected a type from 0 (counter) to 5 (gauge histogram), found -1");
    row("a field of number 0", delimited(bytesField(0, "x")), "byte 0: found field number 0 in MetricFamily");
    row("a field number of more than 29 bits", delimited(bytesField(1ULL << 29, "x")),
        "byte 0: expected a field in MetricFamily, found a cut or too large number");
    row("a group", delimited(bytesField(1, "a") + tagBytes(9, 3) + tagBytes(9, 4)),
        "family \"a\": field 9 of MetricFamily is a group, which the format does not have");
    row("a wire type that does not exist", delimited(bytesField(1, "a") + tagBytes(9, 7)),
        "family \"a\": field 9 of MetricFamily has wire type 7, which does not exist");
    row("a known field of another wire type", delimited(varintField(1, 1)),
        "byte 0: field 1 of MetricFamily has wire type 0, which does not fit it");
    row("a metric that reaches beyond its family", delimited(bytesField(1, "a") + tagBytes(4, 2) + varintBytes(9)),
        "family \"a\": field 4 of MetricFamily takes 9 bytes, but only 0 are left");
    row("an empty metric", counters(metric("")),
        "family \"a\", metric 1: expected a value of kind counter, as the family's type says, found none");
    row("a label of a terabyte", counters(metric(counterValue(1)) + metric(tagBytes(1, 2) + varintBytes(1ULL << 40))),
        "family \"a\", metric 2: field 1 of Metric takes 1099511627776 bytes, but only 0 are left");
    row("an endless varint in a metric", counters(metric(tagBytes(6, 0) + std::string(11, '\xFF'))),
        "family \"a\", metric 1: expected a varint of at most 64 bits in field 6 of Metric, found a cut or longer one");
    row("a cut double", counters(metric(bytesField(3, tagBytes(1, 1) + "1234567"))),
        "family \"a\", metric 1: field 1 of Counter takes 8 bytes, but only 7 are left");
    row("a metric without a value", counters(metric(labelPair("a", "b"))),
        "family \"a\", metric 1: expected a value of kind counter, as the family's type says, found none");
    row("a counter in a gauge family", familyBytes("a", kGauge, metric(counterValue(1))),
        "family \"a\", metric 1: expected a value of kind gauge, as the family's type says, found counter");
    row("a gauge beside the counter", counters(metric(counterValue(1) + gaugeValue(1))),
        "family \"a\", metric 1: expected a value of kind counter, as the family's type says, found counter and gauge");
    row("a summary in a histogram family", familyBytes("a", kHistogram, metric(bytesField(4, ""))),
        "family \"a\", metric 1: expected a value of kind histogram, as the family's type says, found summary");
    row("an untyped in a family without type", delimited(bytesField(1, "a") + metric(bytesField(5, ""))),
        "family \"a\", metric 1: expected a value of kind counter, as the family's type says, found untyped");
    row("a label without a name", counters(metric(labelPair("b", "1") + labelPair("", "x") + counterValue(1))),
        "family \"a\", metric 1: label 2: expected a label name, found none before value \"x\"");
    row("a label name that is not UTF-8", counters(metric(labelPair("\xED\xA0\x80", "x") + counterValue(1))),
        "family \"a\", metric 1: label 1: label name \"\\xed\\xa0\\x80\" is not UTF-8");
    row("a label value that is not UTF-8", counters(metric(labelPair("b", "\x80") + counterValue(1))),
        "family \"a\", metric 1: label 1: value \"\\x80\" of label \"b\" is not UTF-8");
    row("a cut label", counters(metric(bytesField(1, bytesField(1, "b") + "\x12\x02x") + counterValue(1))),
        "family \"a\", metric 1: label 1: field 2 of LabelPair takes 2 bytes, but only 1 are left");
    row("a timestamp", counters(metric(counterValue(1) + varintField(6, 1234))),
        "family \"a\", metric 1: found timestamp 1234: timestamps are refused unless the gateway is told to ignore "
        "them");
    row("a negative timestamp", counters(metric(counterValue(1) + varintField(6, ~0ULL))),
        "family \"a\", metric 1: found timestamp -1: timestamps are refused unless the gateway is told to ignore them");
    row("a time of more nanoseconds than a second has",
        counters(metric(bytesField(3, bytesField(3, timeBytes(1, 1'000'000'000))))),
        "family \"a\", metric 1: expected nanoseconds below a second in a time, found 1000000000");
    row("an exemplar whose label is not UTF-8",
        counters(metric(bytesField(3, bytesField(2, exemplarBytes(labelPair("t", "\xFF"), 1))))),
        "family \"a\", metric 1: value \"\\xff\" of label \"t\" is not UTF-8");

    const auto native = [&](const char* name, const std::string& fields, const std::string& message) {
        row(name, histogram(fields), "family \"h\", metric 1: " + message);
    };
    const std::string one = varintField(1, 1) + bytesField(12, spanBytes(1, 1)) + signedField(13, 1);
    native("a schema coarser than -4", one + signedField(5, -5), "expected a schema from -4 to 8, found -5");
    native("a schema finer than 8", one + signedField(5, 9), "expected a schema from -4 to 8, found 9");
    native("a schema of custom bounds without classic buckets", one + signedField(5, -53),
        "found a native histogram of schema -53 without classic buckets: protobuf has no field for its custom bounds, "
        "so send classic buckets, or a schema from -4 to 8");
    native("a schema of more than 32 bits", one + signedField(5, 1LL << 40),
        "expected a schema from -4 to 8, found 1099511627776");
    native("a span of 2^32 buckets", one + bytesField(12, spanBytes(1, 1ULL << 32)),
        "the positive spans need more buckets than the 1 that are there");
    native("a span of 2^64 - 1 buckets", one + bytesField(12, spanBytes(1, ~0ULL)),
        "the positive spans need more buckets than the 1 that are there");
    native("more spans than deltas", varintField(1, 1) + bytesField(9, spanBytes(1, 2)) + signedField(10, 1),
        "the negative spans need more buckets than the 1 that are there");
    native("more deltas than spans", one + signedField(13, 1), "the positive spans need 1 buckets, but 2 are there");
    native("deltas without spans", varintField(1, 1) + signedField(13, 1),
        "the positive spans need 0 buckets, but 1 are there");
    native("spans that descend", one + bytesField(12, spanBytes(-1, 1)) + signedField(13, 1),
        "the positive spans overlap or descend: span 2 has offset -1");
    native("a span offset of more than 32 bits", bytesField(12, spanBytes(1LL << 31, 1)),
        "offset 2147483648 of a span does not fit 32 bits");
    native("a bucket beyond all numbers", varintField(1, 1) + bytesField(12, spanBytes(1026, 1)) + signedField(13, 1),
        "positive bucket 1026 is beyond all doubles in schema 0");
    native("a bucket far below all numbers",
        varintField(1, 1) + bytesField(9, spanBytes(std::numeric_limits<std::int32_t>::min(), 1)) + signedField(10, 1),
        "negative bucket -2147483648 is beyond all doubles in schema 0");
    native("deltas that lead below zero",
        varintField(1, 1) + bytesField(12, spanBytes(1, 2)) + signedField(13, 1) + signedField(13, -2),
        "the positive deltas lead to a negative or too large count");
    native("deltas that overflow",
        varintField(1, 1) + bytesField(12, spanBytes(1, 2)) + signedField(13, std::numeric_limits<std::int64_t>::max())
            + signedField(13, 1),
        "the positive deltas lead to a negative or too large count");
    native("counts that overflow together",
        varintField(1, 1) + bytesField(12, spanBytes(1, 3)) + signedField(13, std::numeric_limits<std::int64_t>::max())
            + signedField(13, 0) + signedField(13, 0),
        "the counts of native buckets are too large together");
    native("less in native buckets than counted",
        varintField(1, 2) + bytesField(12, spanBytes(1, 1)) + signedField(13, 1),
        "the native buckets hold 1 observations, but the count is 2");
    native("more in native buckets than counted, the rest NaN",
        varintField(1, 1) + doubleField(2, std::nan("")) + varintField(7, 1) + bytesField(12, spanBytes(1, 1))
            + signedField(13, 1),
        "the native buckets hold 2 observations, but the count is 1");
    native("deltas in a float histogram", doubleField(4, 1) + bytesField(12, spanBytes(1, 1)) + signedField(13, 1),
        "found positive deltas in a histogram of float counts");
    native("a negative float count", doubleField(4, 1) + bytesField(12, spanBytes(1, 1)) + doubleField(14, -1),
        "expected finite counts of at least 0 in positive buckets, found -1");
    native("a float count that is NaN",
        doubleField(4, 1) + bytesField(9, spanBytes(1, 1)) + doubleField(11, std::nan("")),
        "expected finite counts of at least 0 in negative buckets, found NaN");
    native("less in float buckets than counted",
        doubleField(4, 2) + bytesField(12, spanBytes(1, 1)) + doubleField(14, 1),
        "the native buckets hold 1 observations, but the count is 2");
    native(
        "packed counts of half a double", bytesField(14, "1234"), "expected doubles as positive counts, found 4 bytes");
    native("a cut packed delta", bytesField(10, "\x80"),
        "expected varints of at most 64 bits as negative deltas, found a cut or longer one");
    native("a negative zero threshold", one + doubleField(6, -1),
        "expected a finite zero threshold of at least 0, found -1");
    native("a zero threshold that is NaN", one + doubleField(6, std::nan("")),
        "expected a finite zero threshold of at least 0, found NaN");
    native("a negative zero count", one + doubleField(8, -1), "expected a finite zero count of at least 0, found -1");
}

void TestProtobufReader::refuses()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, message);
    QCOMPARE(read(view(body)), "refused: " + message);
}

void TestProtobufReader::readsSomethingOfEverything()
{
    QCOMPARE(read(goodBody()), goodLog());
    // A reader is used for many bodies, and may have stopped anywhere in one before.
    ProtobufReader reader;
    for (std::size_t cut = 0; cut <= goodBody().size(); cut += 7) {
        RecordingMetricSink broken;
        QVERIFY(reader.read(goodBody().substr(0, cut), {}, broken) || cut > 0);
        RecordingMetricSink sink;
        QVERIFY(reader.read(goodBody(), {}, sink));
        QCOMPARE(bytes(sink.log), goodLog());
        QCOMPARE(sink.lastOrdinal, 4);
    }
}

void TestProtobufReader::joinsVarintsAsItReadsThem()
{
    std::mt19937_64 random(3);
    for (int i = 0; i < 100'000; ++i) {
        const std::uint64_t number = random() >> (8 + random() % 56);
        const std::string varint = varintBytes(number);
        const std::string text = varint + std::string(8, static_cast<char>(random() % 256)); // whatever stands behind
        const std::uint64_t word = detail::loadWord(text.data());
        QCOMPARE(detail::varintBytes(word), varint.size());
        QCOMPARE(detail::joinGroups(word, varint.size()), number);
    }
    QCOMPARE(detail::varintBytes(~std::uint64_t{0}), std::size_t{9});
}

void TestProtobufReader::readsTimesOfEachLength()
{
    std::mt19937_64 random(5);
    const auto born = [](std::int64_t seconds, std::uint64_t nanos) {
        return read(counters(metric(bytesField(3, doubleField(1, 1) + bytesField(3, timeBytes(seconds, nanos))))));
    };
    for (unsigned bits = 0; bits < 64; ++bits) {
        const auto seconds = static_cast<std::int64_t>(random() >> bits);
        for (const std::uint64_t nanos : {0U, 1U, 127U, 128U, 100'001'000U, 268'435'456U, 999'999'999U}) {
            const double time = static_cast<double>(seconds) + static_cast<double>(nanos) / 1e9;
            QCOMPARE(born(seconds, nanos), bytes("counter a\n{} created=" + numberText(time) + " = 1\n"));
        }
    }
    QCOMPARE(born(1'700'000'000, 1'000'000'000),
        QByteArray("refused: family \"a\", metric 1: expected nanoseconds below a second in a time, found 1000000000"));
}

void TestProtobufReader::readsBucketsOfEachLength()
{
    for (unsigned bits = 0; bits < 64; ++bits) {
        const std::uint64_t count = std::uint64_t{1} << bits;
        const std::string shown = numberText(static_cast<double>(count));
        QCOMPARE(read(histogram(bucket(1, 0.5) + bucket(count, 1) + bucket(count, 2, varintField(9, 1)))),
            bytes("histogram h\n{} 0.5:1 1:" + shown + " 2:" + shown + "\n"));
    }
}

void TestProtobufReader::bindsExemplarsOfNativeHistograms()
{
    const auto exemplar = [](double value) { return bytesField(16, doubleField(2, value)); };
    const std::string exemplars = exemplar(1) + exemplar(1.5) + exemplar(9) + exemplar(std::nan(""));
    QCOMPARE(read(histogram(nativeFields() + exemplars)),
        "histogram h\n{} sum=7.5 count=5 +Inf#{} 1 +Inf#{} 1.5 +Inf#{} 9 +Inf#{} NaN "
        "native schema=3 zero=0.001:1 negative=[] positive=[1:2 2:1 5:1]\n");
    QCOMPARE(read(histogram(varintField(1, 0) + exemplars + bucket(0, 1) + bucket(0, 2))),
        "histogram h\n{} count=0 1:0 2:0 1#{} 1 2#{} 1.5 +Inf#{} 9 +Inf#{} NaN\n");
}

void TestProtobufReader::boundsWhatItKeeps()
{
    ProtobufOptions options;
    options.maxLabels = 2;
    options.maxBuckets = 3;
    const auto labels = [](int count) {
        std::string fields;
        for (int i = 0; i < count; ++i)
            fields += labelPair("l" + std::to_string(i), "x");
        return counters(metric(fields + counterValue(1)));
    };
    QCOMPARE(read(labels(2), options), "counter a\n{l0=\"x\",l1=\"x\"} = 1\n");
    QCOMPARE(read(labels(3), options), "refused: family \"a\", metric 1: more than 2 labels");

    const auto repeated = [](const std::string& field, int count) {
        std::string fields;
        for (int i = 0; i < count; ++i)
            fields += field;
        return fields;
    };
    const auto refusal
        = [&](const std::string& field) { return read(histogram(varintField(1, 0) + repeated(field, 4)), options); };
    QCOMPARE(read(histogram(varintField(1, 0) + repeated(bucket(0, 1), 3)), options),
        "histogram h\n{} count=0 1:0 1:0 1:0\n");
    QCOMPARE(refusal(bucket(0, 1)), "refused: family \"h\", metric 1: more than 3 buckets");
    QCOMPARE(refusal(bytesField(16, "")), "refused: family \"h\", metric 1: more than 3 exemplars");
    const QByteArray native = "refused: family \"h\", metric 1: more than 3 native buckets or spans";
    QCOMPARE(refusal(bytesField(12, spanBytes(0, 0))), native);
    QCOMPARE(refusal(signedField(13, 0)), native);
    QCOMPARE(refusal(bytesField(10, std::string(4, '\0'))), native);
    QCOMPARE(refusal(doubleField(14, 0)), native);
    QCOMPARE(refusal(bytesField(11, std::string(32, '\0'))), native);
    QCOMPARE(read(familyBytes("s", kSummary, metric(bytesField(4, repeated(bytesField(3, ""), 4)))), options),
        "refused: family \"s\", metric 1: more than 3 quantiles");
}

void TestProtobufReader::ignoresTimestampsWhenTold()
{
    ProtobufOptions options;
    options.ignoreTimestamps = true;
    QCOMPARE(read(counters(metric(counterValue(1) + varintField(6, 1234))), options), "counter a\n{} = 1\n");
}

void TestProtobufReader::recognisesLabels()
{
    RecordingMetricSink sink;
    sink.remembers = true;
    ProtobufReader reader;
    QVERIFY(reader.read(goodBody(), {}, sink));
    QCOMPARE(sink.recognised, 0);
    sink.log.clear();
    QVERIFY(reader.read(goodBody(), {}, sink));
    QCOMPARE(sink.recognised, 1); // the others have none
    QCOMPARE(bytes(sink.log), goodLog());
}

void TestProtobufReader::remembersOnlyLabelsThatStandTogether()
{
    const std::string longTag = std::string("\x8A\x00", 2) + "\x05" + bytesField(1, "n") + bytesField(2, "");
    const std::string body = counters(metric(labelPair("a", "b") + counterValue(1) + labelPair("c", "d"))
        + metric(varintField(30, 1) + labelPair("a", "b") + counterValue(1)) + metric(longTag + counterValue(1))
        + metric(labelPair("a", "b") + longTag + counterValue(1)));
    RecordingMetricSink sink;
    sink.remembers = true;
    for (int i = 0; i < 2; ++i) {
        sink.log.clear();
        QVERIFY(readProtobuf(body, {}, sink));
        QCOMPARE(bytes(sink.log),
            QByteArray("counter a\n{a=\"b\",c=\"d\"} = 1\n{a=\"b\"} = 1\n{n=\"\"} = 1\n{a=\"b\",n=\"\"} = 1\n"));
        QCOMPARE(sink.recognised, 0);
    }
}

void TestProtobufReader::tellsWhatTheSinkRefuses()
{
    const auto refusal = [](const std::string& body, const std::string& text) {
        RecordingMetricSink sink;
        sink.refuseText = text;
        const auto result = readProtobuf(body, {}, sink);
        return result ? QByteArray() : QByteArray::number(result.error().line) + bytes(": " + result.error().message);
    };
    const std::string body = counters(metric(counterValue(1)) + metric(labelPair("b", "c") + counterValue(2)));
    QCOMPARE(refusal(body, "a"), QByteArray("0: family \"a\": refused a"));
    QCOMPARE(refusal(body, "{b=\"c\"}"), QByteArray("0: family \"a\", metric 2: refused {b=\"c\"}"));
    QCOMPARE(refusal(body, "2"), QByteArray("0: family \"a\", metric 2: refused 2"));
    QCOMPARE(refusal(histogram(""), "compound"), QByteArray("0: family \"h\", metric 1: refused compound"));
}

void TestProtobufReader::dropsLongExemplars()
{
    const auto counterWith = [](std::size_t characters) {
        std::string value;
        for (std::size_t i = 0; i < characters; ++i)
            value += "\xC3\xA9";
        return counters(metric(bytesField(3, doubleField(1, 1) + bytesField(2, labelPair("t", value)))));
    };
    ProtobufReader reader;
    RecordingMetricSink sink;
    QVERIFY(reader.read(counterWith(kMaxExemplarCharacters - 1), {}, sink));
    QCOMPARE(reader.droppedExemplars(), 0);
    QVERIFY(sink.log.find('#') != std::string::npos);
    sink.log.clear();
    QVERIFY(reader.read(counterWith(kMaxExemplarCharacters), {}, sink));
    QCOMPARE(reader.droppedExemplars(), 1);
    QCOMPARE(bytes(sink.log), QByteArray("counter a\n{} = 1\n"));
}

void TestProtobufReader::readsEveryPrefix()
{
    const std::string body = goodBody();
    ProtobufReader reader;
    int read = 0;
    for (std::size_t size = 0; size <= body.size(); ++size) {
        const std::vector<char> exact(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(size));
        RecordingMetricSink sink;
        read += reader.read({exact.data(), exact.size()}, {}, sink) ? 1 : 0;
        QVERIFY(goodLog().startsWith(bytes(sink.log)));
    }
    QCOMPARE(read, 5); // only where a family ends
}

void TestProtobufReader::readsEveryFlippedByte()
{
    ProtobufReader reader;
    int refused = 0;
    for (std::size_t i = 0; i < goodBody().size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string body = goodBody();
            body[i] = static_cast<char>(body[i] ^ (1 << bit));
            RecordingMetricSink sink;
            if (const auto result = reader.read(body, {}, sink); !result) {
                ++refused;
                QVERIFY(!result.error().message.empty() && isUtf8(result.error().message));
                QVERIFY(result.error().message.find('\n') == std::string::npos);
            }
        }
    }
    QVERIFY(refused > 100);
}

QTEST_APPLESS_MAIN(TestProtobufReader)
#include "tst_protobuf_reader.moc"
