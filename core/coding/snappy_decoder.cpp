// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coding/decoders.h"

#include <cstdint>
#include <cstring>
#include <isa-l/crc.h>
#include <snappy.h>

namespace cairn::coding {

namespace {

// framing_format.txt of Snappy, section 4: the types of chunks.
constexpr std::uint8_t kCompressed = 0x00;
constexpr std::uint8_t kUncompressed = 0x01;
constexpr std::uint8_t kCompressedUnchecked = 0x02;
constexpr std::uint8_t kUncompressedUnchecked = 0x03;
constexpr std::uint8_t kFirstSkippable = 0x80;
constexpr std::uint8_t kIdentifier = 0xff;

constexpr std::string_view kIdentity = "sNaPpY";
constexpr std::size_t kHead = 4;
constexpr std::size_t kChecksum = 4;
constexpr std::size_t kMostInChunk = 65536; // uncompressed

struct Chunk {
    std::uint8_t type = 0;
    std::string_view data;
};

std::uint32_t littleEndian(std::string_view bytes) noexcept
{
    std::uint32_t number = 0;
    for (std::size_t i = bytes.size(); i > 0; --i)
        number = number << 8 | static_cast<std::uint8_t>(bytes[i - 1]);
    return number;
}

bool takeChunk(std::string_view& rest, Chunk& chunk) noexcept
{
    if (rest.size() < kHead)
        return false;
    const std::size_t size = littleEndian(rest.substr(1, 3));
    if (rest.size() - kHead < size)
        return false;
    chunk = {static_cast<std::uint8_t>(rest[0]), rest.substr(kHead, size)};
    rest.remove_prefix(kHead + size);
    return true;
}

// Section 3: CRC-32C, rotated and moved so that a checksum of data with checksums in it is a good one, too.
std::uint32_t maskedChecksum(std::string_view plain) noexcept
{
    auto* bytes = reinterpret_cast<unsigned char*>(const_cast<char*>(plain.data())); // ISA-L does not write there
    const std::uint32_t checksum = ~crc32_iscsi(bytes, static_cast<int>(plain.size()), 0xffffffffU);
    return ((checksum >> 15) | (checksum << 17)) + 0xa282ead8U;
}

Decoded decodeData(const Chunk& chunk, PlainBuffer& out)
{
    if (chunk.data.size() < kChecksum)
        return malformed("a chunk of the snappy body is too short");
    const std::string_view data = chunk.data.substr(kChecksum);
    std::size_t size = data.size();
    if (chunk.type == kCompressed && !snappy::GetUncompressedLength(data.data(), data.size(), &size))
        return malformed("a chunk of the snappy body is damaged");
    if (size > kMostInChunk)
        return malformed("expected at most 65536 bytes in a chunk of the snappy body");
    if (size > out.left())
        return tooLarge();
    char none = 0;
    char* room = size == 0 ? &none : out.room(size).data();
    if (chunk.type == kUncompressed)
        std::memcpy(room, data.data(), size);
    else if (!snappy::RawUncompress(data.data(), data.size(), room))
        return malformed("a chunk of the snappy body is damaged");
    if (maskedChecksum({room, size}) != littleEndian(chunk.data.substr(0, kChecksum)))
        return malformed("a checksum of the snappy body is wrong");
    out.add(size);
    return {};
}

Decoded decodeChunk(const Chunk& chunk, PlainBuffer& out)
{
    if (chunk.type == kCompressed || chunk.type == kUncompressed)
        return decodeData(chunk, out);
    if (chunk.type == kIdentifier && chunk.data != kIdentity)
        return malformed("the stream identifier of the snappy body is damaged");
    if (chunk.type == kCompressedUnchecked || chunk.type == kUncompressedUnchecked)
        return malformed("found a chunk without a checksum in the snappy body"); // one flipped bit would be enough
    if (chunk.type < kFirstSkippable)
        return malformed("found an unknown chunk in the snappy body");
    return {};
}

Decoded withoutIdentifier(std::string_view body)
{
    if (snappy::IsValidCompressedBuffer(body.data(), body.size()))
        return malformed("found a raw snappy block, as remote write sends it; expected snappy's framed format");
    return malformed("expected snappy's framed format, found something else");
}

} // namespace

Decoded decodeSnappy(std::string_view body, PlainBuffer& out)
{
    constexpr std::string_view kBegin("\xff\x06\x00\x00sNaPpY", 10);
    if (!body.starts_with(kBegin))
        return kBegin.starts_with(body) ? Decoded(malformed("the snappy body is cut")) : withoutIdentifier(body);
    while (!body.empty()) {
        Chunk chunk;
        if (!takeChunk(body, chunk))
            return malformed("the snappy body is cut");
        if (auto decoded = decodeChunk(chunk, out); !decoded)
            return decoded;
    }
    return {};
}

} // namespace cairn::coding
