// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coding/plain_buffer.h"

#include <cstdint>
#include <string_view>
#include <zlib.h>

namespace cairn::coding {

/// zlib's inflating state, ended with the scope.
class ZlibStream {
public:
    enum class Wrapping : int { None = -15, Zlib = 15, Gzip = 15 + 16 }; // zlib's window bits
    enum class End : std::uint8_t { Whole, Cut, Damaged, TooLarge };

    explicit ZlibStream(Wrapping wrapping); // std::bad_alloc where there is no memory
    ~ZlibStream();
    ZlibStream(const ZlibStream&) = delete;
    ZlibStream& operator=(const ZlibStream&) = delete;

    /// Inflates one stream from the front of `input`, which keeps what is behind its end. May be called again.
    [[nodiscard]] End read(std::string_view& input, PlainBuffer& out);

private:
    int step(std::string_view& input, PlainBuffer& out, bool& wasFilled);

    z_stream m_stream{};
};

} // namespace cairn::coding
