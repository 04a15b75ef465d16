// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/exposition/protobuf_reader.h"
#include "core/exposition/protobuf_writer.h"
#include "tests/core/recording_metric_sink.h"

#include <QFile>

#include <limits>

// Bodies that the libraries of others wrote, and one of ours that they read. data/protobuf/bodies.go makes them.

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

QByteArray recorded(const QByteArray& name)
{
    QFile file(QFINDTESTDATA(("data/protobuf/" + name).constData()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : "not there: " + name;
}

QByteArray read(const QByteArray& body)
{
    RecordingMetricSink sink;
    const auto result = readProtobuf({body.constData(), static_cast<std::size_t>(body.size())}, {}, sink);
    return QByteArray::fromStdString(result ? sink.log : sink.log + "refused: " + result.error().message);
}

void writeNumbers(ProtobufWriter& writer)
{
    const Exemplar exemplar{{{"trace_id", "abc"}, {"span", "\xC3\xA9"}}, 0.5, 1700000000.25};
    const ExemplarOfBucket entry{kInf, &exemplar};
    writer.beginFamily("jobs_seconds_total", MetricType::Counter, "Jobs \"that\" ran.", "seconds");
    writer.sample("code=\"200\",path=\"/a \\\\ b\\n\"", 17, {1700000000.5, {&entry, 1}, nullptr});
    writer.sample("code=\"500\"", 0.25);
    writer.beginFamily("level", MetricType::Gauge, "");
    writer.sample("", -kInf);
    writer.beginFamily("build_info", MetricType::Info, "");
    writer.sample("version=\"1\"", 1);
    writer.beginFamily("na.me", MetricType::Untyped, "");
    writer.sample("\"la.bel\"=\"x\"", 3);
}

void writeSummaries(ProtobufWriter& writer)
{
    const double sum = 2.5;
    const double count = 4;
    writer.beginFamily("sizes", MetricType::Summary, "Sizes.");
    writer.summary("", std::vector{0.5, 0.99}, std::vector{1.0, kInf}, &sum, &count, {1700000001.0, {}, nullptr});
    writer.summary("a=\"b\"", {}, {}, nullptr, &count);
}

void writeHistograms(ProtobufWriter& writer)
{
    const Exemplar exemplar{{{"trace_id", "abc"}}, 0.75, 1700000000.25};
    const std::vector<ExemplarOfBucket> exemplars{{1, &exemplar}, {kInf, &exemplar}};
    const double sum = 12.5;
    const std::vector<double> bounds{0.5, 1};
    const NativeHistogram native{3, 0.001, 1, {{1, 2}, {2, 1}, {9, 1}}, {{-3, 1}}, false};
    const NativeHistogram real{-1, 0, 0.5, {{1, 2.25}, {2, 1}}, {}, true};
    const NativeHistogram nothing{0, 0, 0, {}, {}, false};
    writer.beginFamily("wait_seconds", MetricType::Histogram, "Waits.");
    writer.histogram(
        "kind=\"classic\"", bounds, std::vector<double>{1, 2, 3}, &sum, {1700000002.0, exemplars, nullptr});
    writer.histogram("kind=\"fractions\"", bounds, std::vector<double>{0.5, 2, 3}, &sum);
    writer.histogram("kind=\"without sum\"", bounds, std::vector<double>{0, 0, 0}, nullptr);
    writer.histogram("kind=\"both\"", bounds, std::vector<double>{1, 2, 3}, &sum, {{}, exemplars, &native});
    writer.histogram("kind=\"native\"", {}, std::vector<double>{6}, &sum, {{}, exemplars, &native});
    writer.histogram("kind=\"native of floats\"", {}, std::vector<double>{3.75}, &sum, {{}, {}, &real});
    writer.histogram("kind=\"native of nothing\"", {}, std::vector<double>{0}, &sum, {{}, {}, &nothing});
    writer.beginFamily("queue", MetricType::GaugeHistogram, "");
    writer.histogram("", bounds, std::vector<double>{1, 2, 3}, &sum, {{}, {}, &native});
}

QByteArray written()
{
    std::string out;
    {
        ProtobufWriter writer(out);
        writeNumbers(writer);
        writeSummaries(writer);
        writeHistograms(writer);
    }
    {
        ProtobufWriter writer(out, 1); // a message for each series: Prometheus takes a family in pieces
        writer.beginFamily("pieces", MetricType::Gauge, "In pieces.");
        writer.sample("n=\"1\"", 1);
        writer.sample("n=\"2\"", 2);
    }
    return QByteArray::fromStdString(out);
}

} // namespace

class TestProtobufRecorded final : public QObject {
    Q_OBJECT

private slots:
    void readsWhatOthersWrite_data();
    void readsWhatOthersWrite();
    void othersReadWhatIsWritten();
};

void TestProtobufRecorded::readsWhatOthersWrite_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("a registry of client_golang, as it pushes it") << QByteArray("client_golang");
    QTest::newRow("families by chance, encoded by the generated code") << QByteArray("random");
}

void TestProtobufRecorded::readsWhatOthersWrite()
{
    QFETCH(QByteArray, name);
    const QByteArray log = recorded(name + ".log");
    QVERIFY(log.size() > 1000);
    QCOMPARE(read(recorded(name + ".pb")), log);
}

/// written.pb was read by client_model and by Prometheus when it was recorded: written.log and written.scrape say what
/// they found. Whoever changes the bytes records them anew and looks at these.
void TestProtobufRecorded::othersReadWhatIsWritten()
{
    const QByteArray body = written();
    if (qEnvironmentVariableIsSet("CAIRN_RECORD")) {
        QFile file("written.pb");
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(body) == body.size());
    }
    QCOMPARE(body, recorded("written.pb"));
    QCOMPARE(read(body), recorded("written.log"));
}

QTEST_APPLESS_MAIN(TestProtobufRecorded)
#include "tst_protobuf_recorded.moc"
