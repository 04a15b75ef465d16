// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cairn::http {

/// The bytes that wait for one peer to take them.
class Output {
public:
    enum class Step {
        Drained, ///< nothing waits
        Blocked, ///< the peer must read first
        Broken, ///< the peer has gone
    };
    void append(std::string_view bytes) { m_bytes.append(bytes); }
    [[nodiscard]] std::string& buffer() noexcept { return m_bytes; } ///< to append to
    /// Writes what waits, then `piece`, and keeps of it what did not go.
    Step write(int fd, std::string_view piece);
    /// The same with a large piece that is kept without copying.
    Step write(int fd, std::string&& piece);
    Step flush(int fd);

    [[nodiscard]] std::size_t pending() const noexcept { return m_bytes.size() - m_sent; }
    [[nodiscard]] bool takeProgress() noexcept; ///< whether bytes went since the last call
    void clear() noexcept;

private:
    Step send(int fd, std::string_view bytes, std::size_t& sent);
    void compact();

    std::string m_bytes;
    std::size_t m_sent = 0;
    bool m_progress = false;
};

} // namespace cairn::http
