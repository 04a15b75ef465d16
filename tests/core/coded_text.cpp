// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/coded_text.h"

#include <snappy.h>
#include <zlib.h>
#include <zstd.h>

namespace {

std::string deflatedBy(const std::string& text, int windowBits)
{
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string littleEndian(std::uint32_t number, int bytes)
{
    std::string out;
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>(number >> (8 * i) & 0xff);
    return out;
}

// Bit by bit, from RFC 3720: not the code that is tested.
std::uint32_t crc32c(std::string_view plain)
{
    std::uint32_t crc = 0xffffffff;
    for (const char c : plain) {
        crc ^= static_cast<std::uint8_t>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0x82f63b78U : 0U);
    }
    return ~crc;
}

} // namespace

std::string gzipped(const std::string& text)
{
    return deflatedBy(text, 15 + 16);
}

std::string zlibWrapped(const std::string& text)
{
    return deflatedBy(text, 15);
}

std::string rawDeflated(const std::string& text)
{
    return deflatedBy(text, -15);
}

std::string zstdFrame(const std::string& text, ZstdTraits traits)
{
    ZSTD_CCtx* context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, traits.level);
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, traits.hasChecksum ? 1 : 0);
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, traits.hasSize ? 1 : 0);
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, traits.windowLog);
    std::string out(ZSTD_compressBound(text.size()), '\0');
    out.resize(ZSTD_compress2(context, out.data(), out.size(), text.data(), text.size()));
    ZSTD_freeCCtx(context);
    return out;
}

std::string snappyChunk(std::uint8_t type, std::string_view payload)
{
    return static_cast<char>(type) + littleEndian(static_cast<std::uint32_t>(payload.size()), 3) + std::string(payload);
}

std::string snappyChecksum(std::string_view plain)
{
    const std::uint32_t crc = crc32c(plain);
    return littleEndian(((crc >> 15) | (crc << 17)) + 0xa282ead8U, 4);
}

std::string snappyBlock(std::string_view text)
{
    std::string out;
    snappy::Compress(text.data(), text.size(), &out);
    return out;
}

std::string snappyFramed(std::string_view text)
{
    std::string out(kSnappyIdentifier);
    for (; !text.empty(); text.remove_prefix(std::min<std::size_t>(65536, text.size()))) {
        const std::string_view piece = text.substr(0, 65536);
        out += snappyChunk(0, snappyChecksum(piece) + snappyBlock(piece));
    }
    return out;
}
