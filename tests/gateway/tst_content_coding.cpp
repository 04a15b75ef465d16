// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/accept.h"
#include "core/gateway/content_coding.h"
#include "core/gateway/gzip_writer.h"
#include "tests/gateway/gzip_text.h"

#include <QTest>

#include <atomic>
#include <cstdlib>
#include <new>

using namespace cairn;

namespace {

std::atomic<std::size_t> largest{0}; // single allocation since it was set to 0

} // namespace

// Every std::string of this program passes here.
void* operator new(std::size_t size)
{
    if (size > largest)
        largest = size;
    if (void* memory = std::malloc(size == 0 ? 1 : size))
        return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

class TestContentCoding : public QObject {
    Q_OBJECT

private slots:
    void names_data();
    void names();
    void weighs_data();
    void weighs();
    void inflatesWhatDeflateMade_data();
    void inflatesWhatDeflateMade();
    void inflatesSeveralMembers();
    void refusesEveryCut();
    void refusesEveryFlippedByteOrGivesTheSame();
    void refusesWhatFollows();
    void holdsTheLimitExactly();
    void boundsABomb();
    void writesWhatZlibReads_data();
    void writesWhatZlibReads();
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

http::RequestHead headWith(const QByteArray& name, const QList<QByteArray>& values)
{
    http::RequestHead head;
    for (const QByteArray& value : values)
        head.headers.push_back({name.toStdString(), value.toStdString()});
    return head;
}

} // namespace

void TestContentCoding::names_data()
{
    QTest::addColumn<QList<QByteArray>>("fields");
    QTest::addColumn<int>("coding"); // -1: none that can be read
    const int identity = static_cast<int>(ContentCoding::Identity);
    const int gzip = static_cast<int>(ContentCoding::Gzip);
    QTest::newRow("no field") << QList<QByteArray>{} << identity;
    QTest::newRow("an empty field") << QList<QByteArray>{""} << identity;
    QTest::newRow("identity") << QList<QByteArray>{"identity"} << identity;
    QTest::newRow("gzip") << QList<QByteArray>{"gzip"} << gzip;
    QTest::newRow("gzip in capitals") << QList<QByteArray>{"GZIP"} << gzip;
    QTest::newRow("its old name") << QList<QByteArray>{"x-gzip"} << gzip;
    QTest::newRow("gzip and identity") << QList<QByteArray>{"identity, gzip"} << gzip;
    QTest::newRow("gzip twice") << QList<QByteArray>{"gzip, gzip"} << -1;
    QTest::newRow("gzip twice in two fields") << QList<QByteArray>{"gzip", "gzip"} << -1;
    QTest::newRow("deflate") << QList<QByteArray>{"deflate"} << -1;
    QTest::newRow("zstd behind gzip") << QList<QByteArray>{"gzip, zstd"} << -1;
    QTest::newRow("nonsense") << QList<QByteArray>{"gzipped"} << -1;
}

void TestContentCoding::names()
{
    QFETCH(QList<QByteArray>, fields);
    QFETCH(int, coding);
    const auto found = contentCodingOf(headWith("content-encoding", fields));
    QCOMPARE(found ? static_cast<int>(*found) : -1, coding);
}

void TestContentCoding::weighs_data()
{
    QTest::addColumn<QList<QByteArray>>("fields");
    QTest::addColumn<bool>("gzip");
    QTest::newRow("no field") << QList<QByteArray>{} << false;
    QTest::newRow("gzip") << QList<QByteArray>{"gzip"} << true;
    QTest::newRow("gzip among others") << QList<QByteArray>{"zstd;q=1, br , GZip;q=0.5"} << true;
    QTest::newRow("gzip refused") << QList<QByteArray>{"gzip;q=0"} << false;
    QTest::newRow("gzip refused with decimals") << QList<QByteArray>{"gzip; q=0.000"} << false;
    QTest::newRow("anything") << QList<QByteArray>{"*"} << true;
    QTest::newRow("anything but gzip") << QList<QByteArray>{"*, gzip;q=0"} << false;
    QTest::newRow("the plain body is liked better") << QList<QByteArray>{"identity;q=1, gzip;q=0.5"} << false;
    QTest::newRow("both alike") << QList<QByteArray>{"identity, gzip"} << true;
    QTest::newRow("a weight that is none") << QList<QByteArray>{"gzip;q=x"} << false;
    QTest::newRow("a weight above one") << QList<QByteArray>{"gzip;q=2"} << false;
    QTest::newRow("a negative weight") << QList<QByteArray>{"gzip;q=-1"} << false;
    QTest::newRow("another coding that begins alike") << QList<QByteArray>{"gzipped"} << false;
    QTest::newRow("two fields") << QList<QByteArray>{"br", "gzip"} << true;
    QTest::newRow("only semicolons") << QList<QByteArray>{";;;,;"} << false;
}

void TestContentCoding::weighs()
{
    QFETCH(QList<QByteArray>, fields);
    QFETCH(bool, gzip);
    QCOMPARE(acceptsGzip(headWith("accept-encoding", fields)), gzip);
}

void TestContentCoding::inflatesWhatDeflateMade_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 100, 5000})
        QTest::addRow("%d series", count) << count;
}

void TestContentCoding::inflatesWhatDeflateMade()
{
    QFETCH(int, count);
    const std::string text = series(count);
    const auto plain = gunzip(gzipped(text), 1 << 26);
    QVERIFY(plain);
    QVERIFY(*plain == text);
}

void TestContentCoding::inflatesSeveralMembers()
{
    const auto plain = gunzip(gzipped("a 1\n") + gzipped("") + gzipped("b 2\n"), 8);
    QVERIFY(plain);
    QCOMPARE(*plain, std::string("a 1\nb 2\n"));
}

void TestContentCoding::refusesEveryCut()
{
    const std::string whole = gzipped(series(20));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto plain = gunzip(whole.substr(0, size), 1 << 20);
        QVERIFY2(!plain && plain.error() == InflateError::Damaged, std::to_string(size).c_str());
    }
    const std::string two = whole + whole;
    for (std::size_t size = whole.size() + 1; size < two.size(); ++size)
        QVERIFY2(!gunzip(two.substr(0, size), 1 << 20), std::to_string(size).c_str());
}

void TestContentCoding::refusesEveryFlippedByteOrGivesTheSame()
{
    const std::string text = series(20);
    const std::string whole = gzipped(text);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
        const auto plain = gunzip(flipped, 1 << 20);
        QVERIFY2(!plain || *plain == text, std::to_string(at).c_str()); // time and system of the head are nobody's
    }
}

void TestContentCoding::refusesWhatFollows()
{
    for (const char* garbage : {"x", "\x1f", "a 1\n", "\x1f\x8b"}) {
        const auto plain = gunzip(gzipped("a 1\n") + garbage, 100);
        QVERIFY(!plain && plain.error() == InflateError::Damaged);
    }
}

void TestContentCoding::holdsTheLimitExactly()
{
    const std::string text(200'000, 'x');
    QVERIFY(gunzip(gzipped(text), text.size()));
    const auto over = gunzip(gzipped(text), text.size() - 1);
    QVERIFY(!over && over.error() == InflateError::TooLarge);
    QVERIFY(!gunzip(gzipped("x"), 0));
    QVERIFY(gunzip(gzipped(""), 0));
}

void TestContentCoding::boundsABomb()
{
    const std::string bomb = gzipped(std::string(64 << 20, '\0')); // a thousand times its size
    constexpr std::size_t kLimit = 1 << 20;
    largest = 0;
    const auto plain = gunzip(bomb, kLimit);
    QVERIFY(!plain && plain.error() == InflateError::TooLarge);
    QVERIFY2(largest <= kLimit + 64 * 1024, std::to_string(largest).c_str());
    std::string members;
    for (int i = 0; i < 2000; ++i)
        members += gzipped(std::string(1024, 'x'));
    largest = 0;
    QVERIFY(!gunzip(members, kLimit));
    QVERIFY2(largest <= kLimit + 64 * 1024, std::to_string(largest).c_str());
}

void TestContentCoding::writesWhatZlibReads_data()
{
    QTest::addColumn<int>("piece");
    for (const int piece : {1, 7, 1000, 65536, 1 << 24})
        QTest::addRow("in pieces of %d", piece) << piece;
}

void TestContentCoding::writesWhatZlibReads()
{
    QFETCH(int, piece);
    const std::string text = series(piece == 1 ? 50 : 30000);
    GzipWriter writer;
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += static_cast<std::size_t>(piece))
        writer.write(std::string_view(text).substr(at, static_cast<std::size_t>(piece)), out);
    writer.finish(out);
    const auto plain = gunzip(out, text.size());
    QVERIFY(plain && *plain == text);
}

QTEST_GUILESS_MAIN(TestContentCoding)
#include "tst_content_coding.moc"
