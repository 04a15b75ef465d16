// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coding/zlib_stream.h"

#include <algorithm>
#include <limits>
#include <new>

namespace cairn::coding {

ZlibStream::ZlibStream(Wrapping wrapping)
{
    if (inflateInit2(&m_stream, static_cast<int>(wrapping)) != Z_OK)
        throw std::bad_alloc();
}

ZlibStream::~ZlibStream()
{
    inflateEnd(&m_stream);
}

// Z_FINISH spares zlib the window where the whole stream fits into the room.
int ZlibStream::step(std::string_view& input, PlainBuffer& out, bool& wasFilled)
{
    constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
    const std::span<char> room = out.room();
    const auto hadIn = static_cast<uInt>(std::min(input.size(), kMost));
    const auto hadOut = static_cast<uInt>(std::min(room.size(), kMost));
    m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data())); // zlib does not write there
    m_stream.avail_in = hadIn;
    m_stream.next_out = reinterpret_cast<Bytef*>(room.data());
    m_stream.avail_out = hadOut;
    const int verdict = inflate(&m_stream, Z_FINISH);
    input.remove_prefix(hadIn - m_stream.avail_in);
    out.add(hadOut - m_stream.avail_out);
    wasFilled = m_stream.avail_out == 0;
    return verdict;
}

ZlibStream::End ZlibStream::read(std::string_view& input, PlainBuffer& out)
{
    if (inflateReset(&m_stream) != Z_OK)
        return End::Damaged;
    for (;;) {
        bool wasFilled = false;
        const std::size_t before = input.size();
        const int verdict = step(input, out, wasFilled);
        if (verdict == Z_MEM_ERROR)
            throw std::bad_alloc();
        if (out.isOver())
            return End::TooLarge;
        if (verdict == Z_STREAM_END)
            return End::Whole;
        if (verdict != Z_OK && verdict != Z_BUF_ERROR)
            return End::Damaged;
        if (!wasFilled && (input.empty() || input.size() == before))
            return End::Cut;
    }
}

} // namespace cairn::coding
