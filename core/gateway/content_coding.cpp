// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/content_coding.h"

#include "core/gateway/accept.h"
#include "core/http/chars.h"

#include <algorithm>
#include <limits>
#include <zlib.h>

namespace cairn {

namespace {

constexpr std::size_t kPiece = 64 * 1024;
constexpr int kGzipOnly = 15 + 16; // zlib's way to ask for the largest window and the gzip wrapping

/// zlib's state, ended with the scope.
class Inflater {
public:
    Inflater() : m_isReady(inflateInit2(&m_stream, kGzipOnly) == Z_OK) { }
    ~Inflater()
    {
        if (m_isReady)
            inflateEnd(&m_stream);
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    [[nodiscard]] bool isReady() const noexcept { return m_isReady; }
    [[nodiscard]] z_stream& stream() noexcept { return m_stream; }

private:
    z_stream m_stream{};
    bool m_isReady;
};

/// Inflates what has room in `out` behind `size`; answers zlib's verdict.
int inflateInto(z_stream& stream, std::string_view& input, std::string& out, std::size_t& size)
{
    constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data())); // zlib does not write there
    stream.avail_in = static_cast<uInt>(std::min(input.size(), kMost));
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + size);
    stream.avail_out = static_cast<uInt>(std::min(out.size() - size, kMost));
    const uInt hadIn = stream.avail_in;
    const uInt hadOut = stream.avail_out;
    const int verdict = inflate(&stream, Z_NO_FLUSH);
    input.remove_prefix(hadIn - stream.avail_in);
    size += hadOut - stream.avail_out;
    return verdict;
}

// One byte over the limit is room enough to see that there is more. A string that grows by itself would take twice as
// much.
void grow(std::string& out, std::size_t limit)
{
    const std::size_t most = limit == std::numeric_limits<std::size_t>::max() ? limit : limit + 1;
    const std::size_t size = std::min(most, std::max(out.size() * 2, kPiece));
    std::string grown;
    grown.reserve(size);
    grown.append(out);
    grown.resize(size);
    out.swap(grown);
}

} // namespace

std::optional<ContentCoding> contentCodingOf(const http::RequestHead& head)
{
    const std::string list = listedHeader(head, "content-encoding");
    std::string_view rest = list;
    ContentCoding coding = ContentCoding::Identity;
    while (!rest.empty()) {
        const std::string_view member = http::takeMember(rest);
        if (member.empty() || http::equalsIgnoreCase(member, "identity"))
            continue;
        const bool isGzip = http::equalsIgnoreCase(member, "gzip") || http::equalsIgnoreCase(member, "x-gzip");
        if (!isGzip || coding != ContentCoding::Identity)
            return {};
        coding = ContentCoding::Gzip;
    }
    return coding;
}

Result<std::string, InflateError> gunzip(std::string_view body, std::size_t limit)
{
    Inflater inflater;
    if (!inflater.isReady())
        throw std::bad_alloc();
    std::string out;
    std::size_t size = 0;
    for (bool ended = false; !(ended && body.empty());) {
        if (ended && inflateReset(&inflater.stream()) != Z_OK)
            return Failure{InflateError::Damaged};
        if (size == out.size())
            grow(out, limit);
        const int verdict = inflateInto(inflater.stream(), body, out, size);
        if (size > limit)
            return Failure{InflateError::TooLarge};
        ended = verdict == Z_STREAM_END;
        const bool wantsMore = verdict == Z_OK || (verdict == Z_BUF_ERROR && size == out.size());
        if (!ended && (!wantsMore || (body.empty() && size < out.size())))
            return Failure{InflateError::Damaged};
    }
    out.resize(size);
    return out;
}

} // namespace cairn
