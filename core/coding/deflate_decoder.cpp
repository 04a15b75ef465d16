// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coding/decoders.h"
#include "core/coding/zlib_stream.h"

namespace cairn::coding {

namespace {

// RFC 1950 section 2.2: method 8 in the low four bits. A raw stream that begins so would be a stored block with a bit
// set in its padding, which no encoder writes.
bool isWrapped(std::string_view body) noexcept
{
    return !body.empty() && (body[0] & 0x0f) == 8;
}

} // namespace

Decoded decodeDeflate(std::string_view body, PlainBuffer& out)
{
    ZlibStream stream(isWrapped(body) ? ZlibStream::Wrapping::Zlib : ZlibStream::Wrapping::None);
    switch (stream.read(body, out)) {
    case ZlibStream::End::Cut: return malformed("the deflate body is cut");
    case ZlibStream::End::Damaged: return malformed("the deflate body is damaged");
    case ZlibStream::End::TooLarge: return tooLarge();
    case ZlibStream::End::Whole: break;
    }
    if (!body.empty())
        return malformed("found something behind the end of the deflate body");
    return {};
}

} // namespace cairn::coding
