// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coding/decoders.h"
#include "core/coding/zlib_stream.h"

#include <algorithm>
#include <cstdint>

namespace cairn::coding {

namespace {

constexpr std::string_view kMagic = "\x1f\x8b";
constexpr std::size_t kShortest = 18; // RFC 1952: ten bytes of head, eight of tail
constexpr std::size_t kMostExpansion = 1032; // of deflate
constexpr std::size_t kFastRoom = 300; // zlib's fast loop wants so much behind

// The tail says how much the last member inflates to. It may lie, so it is believed only as far as the bytes can reach.
std::size_t expectedSize(std::string_view body)
{
    if (body.size() < kShortest)
        return 0;
    std::size_t size = 0;
    for (int i = 4; i > 0; --i)
        size = size * 256 + static_cast<std::uint8_t>(body[body.size() - 5 + static_cast<std::size_t>(i)]);
    return std::min(size, body.size() * kMostExpansion);
}

} // namespace

Decoded decodeGzip(std::string_view body, PlainBuffer& out)
{
    if (!body.starts_with(kMagic))
        return malformed("expected gzip, found something else");
    static_cast<void>(out.room(expectedSize(body) + kFastRoom));
    ZlibStream stream(ZlibStream::Wrapping::Gzip);
    while (!body.empty()) {
        if (!body.starts_with(kMagic))
            return malformed("found something behind the end of the gzip body");
        switch (stream.read(body, out)) {
        case ZlibStream::End::Whole: continue; // members follow each other without anything between
        case ZlibStream::End::Cut: return malformed("the gzip body is cut");
        case ZlibStream::End::Damaged: return malformed("the gzip body is damaged");
        case ZlibStream::End::TooLarge: return tooLarge();
        }
    }
    return {};
}

} // namespace cairn::coding
