// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc of Qt 6.4 stumbles over <concepts> otherwise

#include "core/exposition/protobuf_reader.h"
#include "core/exposition/protobuf_writer.h"
#include "tests/core/counted_allocations.h"

#include <QFile>

using namespace cairn;

namespace {

/// Takes everything.
struct Discard {
    int metrics = 0;
    bool recogniseFamily(const FamilyText&) { return false; }
    bool family(const FamilyText&) { return true; }
    bool recogniseLabels(std::string_view) { return false; }
    bool labels(std::string_view, std::span<const LabelView>) { return true; }
    void created(double) { }
    void exemplar(const ExemplarView&) { }
    bool number(double, int ordinal)
    {
        metrics = ordinal;
        return true;
    }
    bool compound(const CompoundText&, int ordinal)
    {
        metrics = ordinal;
        return true;
    }
    std::string refusal() { return {}; }
};

} // namespace

class TestProtobufAllocation final : public QObject {
    Q_OBJECT

private slots:
    void aWarmReaderAllocatesNothing();
    void writingAllocatesNothingBesideTheOutput();
};

void TestProtobufAllocation::aWarmReaderAllocatesNothing()
{
    QFile file(QFINDTESTDATA("data/protobuf/random.pb"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray body = file.readAll();
    const std::string_view bytes(body.constData(), static_cast<std::size_t>(body.size()));
    ProtobufReader reader;
    Discard sink;
    QVERIFY(reader.read(bytes, {}, sink));
    QVERIFY(sink.metrics > 100);
    const int before = test::allocations();
    QVERIFY(before > 0); // else nothing is counted
    const bool isRead = static_cast<bool>(reader.read(bytes, {}, sink));
    QCOMPARE(test::allocations() - before, 0);
    QVERIFY(isRead);
}

void TestProtobufAllocation::writingAllocatesNothingBesideTheOutput()
{
    const Exemplar exemplar{{{"trace", "1"}}, 1, 2};
    const ExemplarOfBucket entry{1, &exemplar};
    const NativeHistogram native{0, 0, 1, {{1, 2}}, {}, false};
    const ProtobufExtras extras{3.5, {&entry, 1}, &native};
    const std::vector<double> bounds{0.5, 1};
    const std::vector<double> counts{1, 1, 1};
    const double sum = 2;
    std::string out;
    out.reserve(64 * 1024);
    const int before = test::allocations();
    QVERIFY(before > 0); // else nothing is counted
    {
        ProtobufWriter writer(out);
        writer.beginFamily("jobs_total", MetricType::Counter, "Help.");
        for (int i = 0; i < 20; ++i)
            writer.sample("code=\"200\",method=\"GET\",path=\"/v1/items\"", i, extras);
        writer.beginFamily("job_seconds", MetricType::Histogram, "Help.");
        for (int i = 0; i < 20; ++i)
            writer.histogram("code=\"200\"", bounds, counts, &sum, extras);
    }
    QCOMPARE(test::allocations() - before, 0);
    QVERIFY(out.size() > 1000);
}

QTEST_APPLESS_MAIN(TestProtobufAllocation)
#include "tst_protobuf_allocation.moc"
