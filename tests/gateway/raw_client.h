// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/descriptor.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace cairn::testing {

/// An answer as it came, framing removed.
struct RawAnswer {
    int status = 0;
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string body;
    bool whole = false; ///< its framing ended where it said
};

/// A client that sends what it is told, byte for byte. Blocking, with a deadline on everything, so a test that fails
/// does not hang. `address` is what Server::boundAddresses says.
class RawClient {
public:
    explicit RawClient(const std::string& address);
    [[nodiscard]] bool connected() const noexcept { return static_cast<bool>(m_socket); }
    [[nodiscard]] int descriptor() const noexcept { return m_socket.get(); }

    bool send(std::string_view bytes); ///< false: the peer has gone
    /// Sends and waits until the peer has read it, so that two pieces never meet in its buffer (Unix sockets only).
    bool sendAlone(std::string_view bytes);
    void halfClose(); ///< no more input from here; answers can still come
    void reset(); ///< leaves with a TCP reset
    void close() { m_socket.reset(); }
    void receiveLittle(); ///< a small receive buffer, before anything is sent

    /// The next answer, also an interim one (100). Nothing if the connection ends or the deadline passes first.
    [[nodiscard]] std::optional<RawAnswer> answer(bool toHead = false);
    [[nodiscard]] bool ended(); ///< waits for the end of the connection; false if bytes come, or the deadline first
    std::size_t receiveAll(); ///< reads to the end, and says how much it was
    [[nodiscard]] bool cutShort() const noexcept { return m_cut; } ///< it ended by a reset

    static constexpr std::chrono::seconds kPatience{10};

private:
    bool fill(); ///< some more bytes; false at the end
    bool takeLine(std::string& line);
    bool takeBytes(std::size_t count, std::string& out);
    bool takeBody(RawAnswer& answer);
    bool takeChunks(std::string& body);

    http::Descriptor m_socket;
    std::string m_input;
    bool m_ended = false;
    bool m_cut = false;
};

} // namespace cairn::testing
