// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cairn::http {

/// Cuts lines that end in CRLF out of bytes that come in any pieces. A lone CR or LF is an error at once, so a peer
/// that ends its lines in another way is told instead of waited for. Only an unfinished line is kept.
class LineReader {
public:
    enum class Step { NeedMore, Line, TooLong, BadEnd };
    /// Takes from the front of `bytes`. `line` (without its end, at most `limit` bytes) lives until the next call.
    Step next(std::string_view& bytes, std::size_t limit, std::string_view& line);
    [[nodiscard]] bool holdsBytes() const noexcept { return !m_spent && !m_partial.empty(); }
    void reset() noexcept { std::string().swap(m_partial); }

private:
    Step finishHeldReturn(std::string_view& bytes, std::string_view& line);
    Step hold(std::string_view& bytes);

    std::string m_partial;
    bool m_spent = false; ///< the partial line was handed out
};

} // namespace cairn::http
