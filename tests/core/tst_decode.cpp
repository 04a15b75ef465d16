// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coding/decode.h"
#include "tests/core/coded_text.h"

#include <QTest>

using namespace cairn;

Q_DECLARE_METATYPE(cairn::ContentCoding)

class TestDecode : public QObject {
    Q_OBJECT

private slots:
    void givesBackWhatWasCoded_data();
    void givesBackWhatWasCoded();
    void readsSeveralStreamsAsOne_data();
    void readsSeveralStreamsAsOne();
    void refusesEveryCut_data();
    void refusesEveryCut();
    void seesEveryFlippedBit_data();
    void seesEveryFlippedBit();
    void staysInBoundsWithEveryFlippedBit_data();
    void staysInBoundsWithEveryFlippedBit();
    void holdsTheLimitExactly_data();
    void holdsTheLimitExactly();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void reads_data();
    void reads();
    void takesTheIdentity();
};

namespace {

constexpr std::size_t kMiB = 1 << 20;
constexpr auto kGzip = ContentCoding::Gzip;
constexpr auto kDeflate = ContentCoding::Deflate;
constexpr auto kZstd = ContentCoding::Zstd;
constexpr auto kSnappy = ContentCoding::Snappy;
constexpr ZstdTraits kUntold{false, true, 3, 0};

std::string series(int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += "http_requests_total{code=\"200\",handler=\"/api/v" + std::to_string(i) + "\"} " + std::to_string(i * 7)
            + "\n";
    return text;
}

QByteArray bytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

QByteArray bytes(const char* text) = delete; // ends at the first zero

struct Coder {
    const char* name;
    ContentCoding coding;
    std::string (*code)(const std::string&);
};

const std::vector<Coder>& coders()
{
    static const std::vector<Coder> all{
        {"gzip", kGzip, gzipped},
        {"deflate in zlib's wrapping", kDeflate, zlibWrapped},
        {"raw deflate", kDeflate, rawDeflated},
        {"zstd", kZstd, [](const std::string& text) { return zstdFrame(text); }},
        {"zstd that does not tell its size", kZstd, [](const std::string& text) { return zstdFrame(text, kUntold); }},
        {"framed snappy", kSnappy, [](const std::string& text) { return snappyFramed(text); }},
    };
    return all;
}

void addCoders()
{
    QTest::addColumn<int>("coder");
    for (int i = 0; i < static_cast<int>(coders().size()); ++i)
        QTest::newRow(coders()[static_cast<std::size_t>(i)].name) << i;
}

const Coder& fetchCoder()
{
    QFETCH(int, coder);
    return coders()[static_cast<std::size_t>(coder)];
}

bool gives(ContentCoding coding, std::string_view body, std::string_view text)
{
    const auto plain = decode(coding, body, 64 * kMiB);
    return plain && plain->text() == text;
}

bool isMalformed(ContentCoding coding, std::string_view body)
{
    const auto plain = decode(coding, body, kMiB);
    return !plain && plain.error().kind == DecodeError::Kind::Malformed && !plain.error().message.empty();
}

} // namespace

void TestDecode::givesBackWhatWasCoded_data()
{
    QTest::addColumn<int>("coder");
    QTest::addColumn<int>("count");
    for (int i = 0; i < static_cast<int>(coders().size()); ++i) {
        for (const int count : {0, 1, 100, 5000, 100'000})
            QTest::addRow("%s of %d series", coders()[static_cast<std::size_t>(i)].name, count) << i << count;
    }
}

void TestDecode::givesBackWhatWasCoded()
{
    const Coder& coder = fetchCoder();
    QFETCH(int, count);
    const std::string text = series(count);
    QVERIFY(gives(coder.coding, coder.code(text), text));
}

void TestDecode::readsSeveralStreamsAsOne_data()
{
    QTest::addColumn<ContentCoding>("coding");
    QTest::addColumn<QByteArray>("body");
    const std::string skippable = std::string("\x5a\x2a\x4d\x18\x03\0\0\0xyz", 11);
    const auto row = [](const char* name, ContentCoding coding, const std::string& body) {
        QTest::newRow(name) << coding << bytes(body);
    };
    row("gzip members", kGzip, gzipped("a 1\n") + gzipped("b 2\n"));
    row("an empty gzip member between", kGzip, gzipped("a 1\n") + gzipped("") + gzipped("b 2\n"));
    row("zstd frames", kZstd, zstdFrame("a 1\n") + zstdFrame("b 2\n"));
    row("zstd frames that do not tell their size", kZstd, zstdFrame("a 1\n", kUntold) + zstdFrame("b 2\n", kUntold));
    row("an empty zstd frame between", kZstd, zstdFrame("a 1\n") + zstdFrame("") + zstdFrame("b 2\n"));
    row("a skippable zstd frame before", kZstd, skippable + zstdFrame("a 1\nb 2\n"));
    row("a skippable zstd frame between", kZstd, zstdFrame("a 1\n") + skippable + zstdFrame("b 2\n"));
    row("a skippable zstd frame behind", kZstd, zstdFrame("a 1\nb 2\n") + skippable);
    row("snappy streams", kSnappy, snappyFramed("a 1\n") + snappyFramed("b 2\n"));
}

void TestDecode::readsSeveralStreamsAsOne()
{
    QFETCH(ContentCoding, coding);
    QFETCH(QByteArray, body);
    QVERIFY(gives(coding, body.toStdString(), "a 1\nb 2\n"));
}

void TestDecode::refusesEveryCut_data()
{
    addCoders();
}

// Only between members, frames and chunks nobody can see a cut but HTTP.
void TestDecode::refusesEveryCut()
{
    const Coder& coder = fetchCoder();
    const std::string whole = coder.code(series(20));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        if (coder.coding != kSnappy || size != kSnappyIdentifier.size())
            QVERIFY2(isMalformed(coder.coding, whole.substr(0, size)), std::to_string(size).c_str());
    }
    const std::string two = whole + whole;
    for (std::size_t size = whole.size() + 1; size < two.size(); ++size) {
        if (coder.coding != kSnappy || size != whole.size() + kSnappyIdentifier.size())
            QVERIFY2(isMalformed(coder.coding, two.substr(0, size)), std::to_string(size).c_str());
    }
}

void TestDecode::seesEveryFlippedBit_data()
{
    addCoders();
}

// What a flip does not change is nobody's: time and system in gzip's head, a skipped chunk.
void TestDecode::seesEveryFlippedBit()
{
    const Coder& coder = fetchCoder();
    if (coder.code == rawDeflated)
        QSKIP("raw deflate has no checksum");
    const std::string text = series(20);
    const std::string whole = coder.code(text);
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        std::string flipped = whole;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
        const auto plain = decode(coder.coding, flipped, kMiB);
        // a chunk whose type says "skip me" is skipped: of all flips only that of its highest bit
        const bool isSkipped = coder.coding == kSnappy && bit == kSnappyIdentifier.size() * 8 + 7;
        QVERIFY2(!plain || plain->text() == text || isSkipped, std::to_string(bit).c_str());
    }
}

void TestDecode::staysInBoundsWithEveryFlippedBit_data()
{
    addCoders();
}

void TestDecode::staysInBoundsWithEveryFlippedBit()
{
    const Coder& coder = fetchCoder();
    const std::string whole = coder.code(series(20));
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        std::string flipped = whole;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
        const auto plain = decode(coder.coding, flipped, 100);
        QVERIFY(!plain || plain->text().size() <= 100);
    }
}

void TestDecode::holdsTheLimitExactly_data()
{
    addCoders();
}

void TestDecode::holdsTheLimitExactly()
{
    const Coder& coder = fetchCoder();
    const std::string text(200'000, 'x');
    const std::string body = coder.code(text);
    QVERIFY(decode(coder.coding, body, text.size()));
    for (const std::size_t limit : {text.size() - 1, text.size() / 2, std::size_t{1}, std::size_t{0}}) {
        const auto over = decode(coder.coding, body, limit);
        QVERIFY(!over && over.error().kind == DecodeError::Kind::TooLarge);
    }
    QVERIFY(decode(coder.coding, coder.code(""), 0));
    QVERIFY(decode(coder.coding, body, std::numeric_limits<std::size_t>::max()));
}

void TestDecode::saysWhatIsWrong_data()
{
    QTest::addColumn<ContentCoding>("coding");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* name, ContentCoding coding, const std::string& body, const char* message) {
        QTest::newRow(name) << coding << bytes(body) << QByteArray(message);
    };
    row("plain text as gzip", kGzip, "a 1\n", "expected gzip, found something else");
    row("nothing as gzip", kGzip, "", "expected gzip, found something else");
    row("text behind gzip", kGzip, gzipped("a 1\n") + "b 1\n", "found something behind the end of the gzip body");
    row("half a magic number behind gzip", kGzip, gzipped("a 1\n") + "\x1f",
        "found something behind the end of the gzip body");
    row("a magic number behind gzip", kGzip, gzipped("a 1\n") + "\x1f\x8b", "the gzip body is cut");
    row("zlib as gzip", kGzip, zlibWrapped("a 1\n"), "expected gzip, found something else");
    row("plain text as deflate", kDeflate, "# a\n", "the deflate body is damaged");
    row("nothing as deflate", kDeflate, "", "the deflate body is cut");
    row("text behind deflate", kDeflate, zlibWrapped("a 1\n") + "b",
        "found something behind the end of the deflate body");
    row("text behind raw deflate", kDeflate, rawDeflated("a 1\n") + "b",
        "found something behind the end of the deflate body");
    row("two deflate streams", kDeflate, zlibWrapped("a 1\n") + zlibWrapped("b 1\n"),
        "found something behind the end of the deflate body");
    row("a dictionary that we do not have", kDeflate, std::string("\x78\xbb\x00\x00\x00\x01\x00", 7),
        "the deflate body is damaged");
    row("plain text as zstd", kZstd, "a 1\n", "expected zstd, found something else");
    row("nothing as zstd", kZstd, "", "the zstd body is cut");
    row("text behind zstd", kZstd, zstdFrame("a 1\n") + "b 1\n", "found something behind the end of the zstd body");
    row("a format of zstd before the RFC", kZstd, std::string("\x27\xb5\x2f\xfd\x00\x00\x00\x00\x00\x00\x00\x00", 12),
        "expected zstd, found something else");
    row("a zstd dictionary that we do not have", kZstd, std::string("\x28\xb5\x2f\xfd\x21\x07\x01\x09\x00\x00x", 11),
        "the zstd body is damaged");
    row("a zstd window of 9 MiB", kZstd, std::string("\x28\xb5\x2f\xfd\x00\x69\x09\x00\x00x", 10),
        "expected a zstd window of at most 8 MiB");
    row("a zstd frame that tells more than its blocks can hold", kZstd,
        std::string("\x28\xb5\x2f\xfd\xa0\x00\x00\x00\x02\x09\x00\x00x", 13), "the zstd body is damaged");
    row("a zstd frame that tells less than it holds", kZstd, std::string("\x28\xb5\x2f\xfd\x20\x01\x11\x00\x00xy", 11),
        "the zstd body is damaged");
    row("plain text as snappy", kSnappy, "~~~~~ 1\n", "expected snappy's framed format, found something else");
    row("nothing as snappy", kSnappy, "", "the snappy body is cut");
    row("a raw snappy block", kSnappy, snappyBlock(series(5)),
        "found a raw snappy block, as remote write sends it; expected snappy's framed format");
    row("a raw snappy block that tells 4 GiB", kSnappy, std::string("\xff\xff\xff\xff\x0f\x00x", 7),
        "expected snappy's framed format, found something else");
    const std::string begin(kSnappyIdentifier);
    row("text behind snappy", kSnappy, snappyFramed("a 1\n") + "b 1\n", "the snappy body is cut");
    row("a wrong snappy checksum", kSnappy, begin + snappyChunk(1, snappyChecksum("x") + "y"),
        "a checksum of the snappy body is wrong");
    row("a snappy checksum without its mask", kSnappy,
        begin
            + snappyChunk(1,
                "\x83\x92\x06\xe3"
                "123456789"),
        "a checksum of the snappy body is wrong");
    row("a snappy chunk of the next version", kSnappy, begin + snappyChunk(0x7f, "x"),
        "found an unknown chunk in the snappy body");
    row("a snappy chunk without a checksum", kSnappy, begin + snappyChunk(3, "a 1\n"),
        "found a chunk without a checksum in the snappy body");
    row("a snappy chunk shorter than a checksum", kSnappy, begin + snappyChunk(1, "abc"),
        "a chunk of the snappy body is too short");
    row("a second snappy identifier that is none", kSnappy, begin + snappyChunk(0xff, "sNaPpZ"),
        "the stream identifier of the snappy body is damaged");
    const std::string large(65537, 'x');
    row("an uncompressed snappy chunk of more than 64 KiB", kSnappy,
        begin + snappyChunk(1, snappyChecksum(large) + large),
        "expected at most 65536 bytes in a chunk of the snappy body");
    row("a snappy chunk that tells 4 GiB", kSnappy,
        begin + snappyChunk(0, snappyChecksum("") + std::string("\xff\xff\xff\xff\x0f\x00x", 7)),
        "expected at most 65536 bytes in a chunk of the snappy body");
    row("a snappy chunk that holds less than it tells", kSnappy,
        begin + snappyChunk(0, snappyChecksum("x") + std::string("\x02\x00x", 3)),
        "a chunk of the snappy body is damaged");
}

void TestDecode::saysWhatIsWrong()
{
    QFETCH(ContentCoding, coding);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, message);
    const std::string coded = body.toStdString();
    const auto plain = decode(coding, coded, kMiB);
    QVERIFY(!plain);
    QVERIFY(plain.error().kind == DecodeError::Kind::Malformed);
    QCOMPARE(bytes(plain.error().message), message);
}

void TestDecode::reads_data()
{
    QTest::addColumn<ContentCoding>("coding");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("text");
    const std::string begin(kSnappyIdentifier);
    const auto row = [](const char* name, ContentCoding coding, const std::string& body, const std::string& text) {
        QTest::newRow(name) << coding << bytes(body) << bytes(text);
    };
    row("the check value of CRC-32C, masked", kSnappy,
        begin + snappyChunk(1, std::string("\xe5\xb0\x8a\xc7", 4) + "123456789"), "123456789");
    row("a snappy stream of nothing", kSnappy, begin, "");
    row("an empty snappy chunk", kSnappy, begin + snappyChunk(1, snappyChecksum("")), "");
    row("snappy padding, which is not looked at", kSnappy,
        begin + snappyChunk(0xfe, "abc") + snappyChunk(1, snappyChecksum("a 1\n") + "a 1\n"), "a 1\n");
    row("a snappy chunk that may be skipped", kSnappy, begin + snappyChunk(0x80, "abc"), "");
    const std::string full(65536, 'x');
    row("an uncompressed snappy chunk of 64 KiB", kSnappy, begin + snappyChunk(1, snappyChecksum(full) + full), full);
    row("a zstd window of 8 MiB", kZstd, std::string("\x28\xb5\x2f\xfd\x00\x68\x09\x00\x00x", 10), "x");
    row("a zstd block that repeats a byte", kZstd, std::string("\x28\xb5\x2f\xfd\x20\x05\x2b\x00\x00x", 10), "xxxxx");
    row("zstd without a checksum", kZstd, zstdFrame("a 1\n", {true, false, 3, 0}), "a 1\n");
    row("zstd at its strongest", kZstd, zstdFrame(series(3000), {false, true, 19, 0}), series(3000));
    row("zstd that expands far, without its size", kZstd, zstdFrame(std::string(3 * kMiB, 'x'), kUntold),
        std::string(3 * kMiB, 'x'));
    row("raw deflate of one stored block", kDeflate,
        std::string("\x01\x04\x00\xfb\xff"
                    "a 1\n",
            9),
        "a 1\n");
}

void TestDecode::reads()
{
    QFETCH(ContentCoding, coding);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, text);
    QVERIFY(gives(coding, body.toStdString(), text.toStdString()));
}

void TestDecode::takesTheIdentity()
{
    QVERIFY(gives(ContentCoding::Identity, "a 1\n", "a 1\n"));
    QVERIFY(gives(ContentCoding::Identity, "", ""));
    QVERIFY(!decode(ContentCoding::Identity, "a 1\n", 3));
}

QTEST_GUILESS_MAIN(TestDecode)
#include "tst_decode.moc"
