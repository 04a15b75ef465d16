// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coding/decode.h"
#include "core/coding/encoder.h"

#include <QTest>

#include <thread>

using namespace cairn;

Q_DECLARE_METATYPE(cairn::ContentCoding)

class TestEncode : public QObject {
    Q_OBJECT

private slots:
    void writesWhatIsReadBack_data();
    void writesWhatIsReadBack();
    void makesItSmaller_data();
    void makesItSmaller();
    void startsAfreshAfterAnAbandonedBody_data();
    void startsAfreshAfterAnAbandonedBody();
    void writesTheSameAtEveryTime_data();
    void writesTheSameAtEveryTime();
    void endsOnAnotherThread_data();
    void endsOnAnotherThread();
    void makesNoneForWhatIsOnlyRead();
};

namespace {

std::string series(int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += "http_requests_total{code=\"200\",handler=\"/api/v" + std::to_string(i) + "\"} " + std::to_string(i * 7)
            + "\n";
    return text;
}

std::string coded(ContentCoding coding, std::string_view text, std::size_t piece)
{
    const auto encoder = makeEncoder(coding);
    std::string out;
    for (; text.size() > piece; text.remove_prefix(piece))
        encoder->write(text.substr(0, piece), out);
    encoder->finish(text, out);
    return out;
}

void addCodings()
{
    QTest::addColumn<ContentCoding>("coding");
    QTest::newRow("gzip") << ContentCoding::Gzip;
    QTest::newRow("zstd") << ContentCoding::Zstd;
}

} // namespace

void TestEncode::writesWhatIsReadBack_data()
{
    QTest::addColumn<ContentCoding>("coding");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("piece");
    for (const ContentCoding coding : {ContentCoding::Gzip, ContentCoding::Zstd}) {
        const std::string name(toString(coding));
        QTest::addRow("%s of nothing", name.c_str()) << coding << 0 << 1;
        QTest::addRow("%s in pieces of 1", name.c_str()) << coding << 50 << 1;
        for (const int piece : {7, 1000, 65536, 1 << 24})
            QTest::addRow("%s in pieces of %d", name.c_str(), piece) << coding << 30000 << piece;
    }
}

void TestEncode::writesWhatIsReadBack()
{
    QFETCH(ContentCoding, coding);
    QFETCH(int, count);
    QFETCH(int, piece);
    const std::string text = series(count);
    const auto plain = decode(coding, coded(coding, text, static_cast<std::size_t>(piece)), text.size());
    QVERIFY(plain && plain->text() == text);
}

void TestEncode::makesItSmaller_data()
{
    addCodings();
}

void TestEncode::makesItSmaller()
{
    QFETCH(ContentCoding, coding);
    const std::string text = series(30000);
    QVERIFY(coded(coding, text, 65536).size() * 5 < text.size());
}

void TestEncode::startsAfreshAfterAnAbandonedBody_data()
{
    addCodings();
}

void TestEncode::startsAfreshAfterAnAbandonedBody()
{
    QFETCH(ContentCoding, coding);
    const std::string text = series(3000);
    std::string abandoned;
    makeEncoder(coding)->write(text, abandoned);
    const auto plain = decode(coding, coded(coding, text, 1000), text.size());
    QVERIFY(plain && plain->text() == text);
}

void TestEncode::writesTheSameAtEveryTime_data()
{
    addCodings();
}

// Two scrapes of the same values are the same bytes, whatever the encoder's state did before.
void TestEncode::writesTheSameAtEveryTime()
{
    QFETCH(ContentCoding, coding);
    const std::string text = series(3000);
    const std::string first = coded(coding, text, 65536);
    for (int i = 0; i < 5; ++i) {
        static_cast<void>(coded(coding, series(100 * i), 100));
        QVERIFY(coded(coding, text, 65536) == first);
    }
}

void TestEncode::endsOnAnotherThread_data()
{
    addCodings();
}

void TestEncode::endsOnAnotherThread()
{
    QFETCH(ContentCoding, coding);
    const std::string text = series(3000);
    std::string out;
    auto encoder = makeEncoder(coding);
    encoder->write(text, out);
    std::thread([&] {
        encoder->finish({}, out);
        encoder.reset();
    }).join();
    const auto plain = decode(coding, out, text.size());
    QVERIFY(plain && plain->text() == text);
}

void TestEncode::makesNoneForWhatIsOnlyRead()
{
    for (const auto coding : {ContentCoding::Identity, ContentCoding::Deflate, ContentCoding::Snappy})
        QVERIFY(!makeEncoder(coding));
}

QTEST_GUILESS_MAIN(TestEncode)
#include "tst_encode.moc"
