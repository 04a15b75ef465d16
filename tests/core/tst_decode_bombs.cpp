// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coding/decode.h"
#include "tests/core/coded_text.h"

#include <QTest>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <malloc.h>
#include <new>

using namespace cairn;

Q_DECLARE_METATYPE(cairn::ContentCoding)

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true; // they keep memory of their own beside each of ours
#else
constexpr bool kIsSanitized = false;
#endif

namespace {

std::atomic<std::size_t> held{0};
std::atomic<std::size_t> most{0};

void note(void* memory)
{
    held += malloc_usable_size(memory);
    most = std::max<std::size_t>(most, held);
}

void* allocate(std::size_t size)
{
    void* memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr)
        throw std::bad_alloc();
    note(memory);
    return memory;
}

void release(void* memory) noexcept
{
    held -= memory == nullptr ? 0 : malloc_usable_size(memory);
    std::free(memory);
}

} // namespace

// All memory of C++ in this program passes here.
void* operator new(std::size_t size)
{
    return allocate(size);
}
void* operator new[](std::size_t size)
{
    return allocate(size);
}
void operator delete(void* memory) noexcept
{
    release(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    release(memory);
}
void operator delete[](void* memory) noexcept
{
    release(memory);
}
void operator delete[](void* memory, std::size_t) noexcept
{
    release(memory);
}

class TestDecodeBombs : public QObject {
    Q_OBJECT

private slots:
    void takesTheLimitAndOneMebibyte_data();
    void takesTheLimitAndOneMebibyte();
    void takesLittleForLittle_data();
    void takesLittleForLittle();
};

namespace {

constexpr std::size_t kMiB = 1 << 20;
constexpr auto kGzip = ContentCoding::Gzip;
constexpr auto kDeflate = ContentCoding::Deflate;
constexpr auto kZstd = ContentCoding::Zstd;
constexpr auto kSnappy = ContentCoding::Snappy;
constexpr ZstdTraits kUntold{false, true, 3, 0};
constexpr ZstdTraits kLargestWindow{false, false, 19, 23};

std::string repeated(const std::string& part, int count)
{
    std::string whole;
    for (int i = 0; i < count; ++i)
        whole += part;
    return whole;
}

std::size_t statusKiB(const std::string& name)
{
    std::ifstream file("/proc/self/status");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with(name + ":"))
            return std::stoul(line.substr(name.size() + 1));
    }
    return 0;
}

/// The largest resident size since the last call, above what was resident then; 0 where the system does not tell.
std::size_t residentPeak(std::size_t before)
{
    const std::size_t peak = statusKiB("VmHWM");
    return peak > before ? (peak - before) * 1024 : 0;
}

std::size_t resetResidentPeak()
{
    malloc_trim(0); // memory that is free and yet resident would hide what is taken
    std::ofstream("/proc/self/clear_refs") << "5";
    return statusKiB("VmRSS");
}

} // namespace

void TestDecodeBombs::takesTheLimitAndOneMebibyte_data()
{
    QTest::addColumn<ContentCoding>("coding");
    QTest::addColumn<QByteArray>("bomb");
    const std::string zeros(80 * kMiB, '\0');
    const auto row = [](const char* name, ContentCoding coding, const std::string& bomb) {
        QTest::newRow(name) << coding << QByteArray::fromStdString(bomb);
    };
    row("one gzip member", kGzip, gzipped(zeros));
    row("many gzip members", kGzip, repeated(gzipped(std::string(kMiB, 'x')), 80));
    row("deflate", kDeflate, zlibWrapped(zeros));
    row("raw deflate", kDeflate, rawDeflated(zeros));
    row("zstd that tells its size", kZstd, zstdFrame(zeros));
    row("zstd that does not", kZstd, zstdFrame(zeros, kUntold));
    row("zstd with the largest window", kZstd, zstdFrame(zeros, kLargestWindow));
    row("many zstd frames", kZstd, repeated(zstdFrame(std::string(kMiB, 'x')), 80));
    row("many zstd frames with the largest window", kZstd,
        repeated(zstdFrame(std::string(kMiB, 'x'), kLargestWindow), 80));
    row("framed snappy", kSnappy, snappyFramed(zeros));
}

void TestDecodeBombs::takesTheLimitAndOneMebibyte()
{
    QFETCH(ContentCoding, coding);
    QFETCH(QByteArray, bomb);
    const std::string_view body(bomb.constData(), static_cast<std::size_t>(bomb.size()));
    for (const std::size_t limit : {64 * kMiB, 5 * kMiB, kMiB}) {
        const std::size_t heldBefore = held;
        most = heldBefore;
        const std::size_t before = resetResidentPeak();
        const auto plain = decode(coding, body, limit);
        const std::size_t resident = residentPeak(before);
        QVERIFY(!plain && plain.error().kind == DecodeError::Kind::TooLarge);
        QVERIFY2(most - heldBefore <= limit + kMiB, std::to_string(most - heldBefore).c_str());
        QVERIFY2(kIsSanitized || resident <= limit + kMiB, std::to_string(resident).c_str());
    }
}

void TestDecodeBombs::takesLittleForLittle_data()
{
    QTest::addColumn<ContentCoding>("coding");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char* name, ContentCoding coding, const std::string& body) {
        QTest::newRow(name) << coding << QByteArray::fromStdString(body);
    };
    std::string lyingGzip = gzipped("a 1\n");
    lyingGzip.replace(lyingGzip.size() - 4, 4, "\xff\xff\xff\x03"); // 64 MiB, it says
    row("a small gzip body", kGzip, gzipped("a 1\n"));
    row("a small gzip body that tells a large size", kGzip, lyingGzip);
    row("a small deflate body", kDeflate, zlibWrapped("a 1\n"));
    row("a small zstd body", kZstd, zstdFrame("a 1\n"));
    row("a small zstd body that does not tell its size", kZstd, zstdFrame("a 1\n", kUntold));
    row("a small zstd body that tells a large size", kZstd,
        std::string("\x28\xb5\x2f\xfd\xa0\x00\x00\x00\x03\x09\x00\x00x", 13));
    row("a small snappy body", kSnappy, snappyFramed("a 1\n"));
    row("a small raw snappy block that tells a large size", kSnappy, std::string("\xff\xff\xff\x1f\x00x", 6));
}

void TestDecodeBombs::takesLittleForLittle()
{
    QFETCH(ContentCoding, coding);
    QFETCH(QByteArray, body);
    const std::size_t heldBefore = held;
    most = heldBefore;
    static_cast<void>(decode(coding, {body.constData(), static_cast<std::size_t>(body.size())}, 64 * kMiB));
    QVERIFY2(most - heldBefore <= 128 * 1024, std::to_string(most - heldBefore).c_str());
}

QTEST_GUILESS_MAIN(TestDecodeBombs)
#include "tst_decode_bombs.moc"
