// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coding/decode.h"

#include "core/coding/decoders.h"

#include <cstring>
#include <utility>

namespace cairn {

namespace {

coding::Decoded decodeIdentity(std::string_view body, PlainBuffer& out)
{
    if (body.size() > out.left())
        return coding::tooLarge();
    if (!body.empty())
        std::memcpy(out.room(body.size()).data(), body.data(), body.size());
    out.add(body.size());
    return {};
}

coding::Decoded decodeInto(ContentCoding coding, std::string_view body, PlainBuffer& out)
{
    switch (coding) {
    case ContentCoding::Identity: return decodeIdentity(body, out);
    case ContentCoding::Gzip: return coding::decodeGzip(body, out);
    case ContentCoding::Deflate: return coding::decodeDeflate(body, out);
    case ContentCoding::Zstd: return coding::decodeZstd(body, out);
    case ContentCoding::Snappy: return coding::decodeSnappy(body, out);
    }
    return coding::malformed("found an unknown content coding");
}

} // namespace

Result<PlainBuffer, DecodeError> decode(ContentCoding coding, std::string_view body, std::size_t limit)
{
    PlainBuffer out(limit);
    if (const auto decoded = decodeInto(coding, body, out); !decoded)
        return Failure{decoded.error()};
    return out;
}

} // namespace cairn
