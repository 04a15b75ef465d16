// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/limits.h"
#include "core/http/line_reader.h"
#include "core/http/refusal.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace cairn::http {

/// Reads a chunked body (RFC 9112 section 7.1) that comes in any pieces, with its trailer, which is checked and
/// dropped. Sizes have at most 8 hexadecimal digits; extensions are bounded and dropped.
class ChunkedBody {
public:
    enum class Step { NeedMore, End, Refused };
    /// Takes from the front of `bytes` and appends to `body`, which never grows past the limit.
    Step feed(std::string_view& bytes, std::string& body, const Limits& limits);
    [[nodiscard]] const Refusal& refusal() const noexcept { return m_refusal; }
    void reset() noexcept;

private:
    enum class State { Size, Data, DataEnd, Trailer };
    Step readSize(std::string_view& bytes, const std::string& body, const Limits& limits);
    Step readData(std::string_view& bytes, std::string& body);
    Step readDataEnd(std::string_view& bytes);
    Step readTrailer(std::string_view& bytes, const Limits& limits);
    Step refuse(Refusal refusal);

    LineReader m_lines;
    State m_state = State::Size;
    std::uint64_t m_left = 0; ///< of the chunk
    std::size_t m_trailerBytes = 0;
    int m_trailerFields = 0;
    Refusal m_refusal;
};

} // namespace cairn::http
