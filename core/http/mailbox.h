// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/descriptor.h"
#include "core/http/response.h"

#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace cairn::http {

/// Names one connection of one listener; never used twice in 2^32 connections of a slot.
struct ConnectionId {
    std::uint32_t slot = 0;
    std::uint32_t serial = 0; ///< from 1
    friend bool operator==(const ConnectionId&, const ConnectionId&) = default;
};

/// An answer on its way to a connection.
struct Letter {
    ConnectionId to;
    Response response;
};

/// Where answers for the connections of one listener arrive, from any thread. Outlives its listener: later answers are
/// dropped.
class Mailbox {
public:
    explicit Mailbox(Descriptor event) noexcept; ///< an eventfd, readable while letters wait
    [[nodiscard]] int descriptor() const noexcept { return m_event.get(); }
    void open(); ///< from now on the calling thread is the listener's
    void close(); ///< on that thread
    void post(ConnectionId to, Response response);
    [[nodiscard]] std::vector<Letter> take();

    /// While the handler of `to` runs on the listener's thread, its answer goes straight to `answer`.
    void beginDirect(ConnectionId to, std::optional<Response>& answer) noexcept;
    void endDirect() noexcept { m_direct = nullptr; }

private:
    const Descriptor m_event;
    std::thread::id m_thread;
    ConnectionId m_directTo; ///< of the listener's thread, as is m_direct
    std::optional<Response>* m_direct = nullptr;
    std::mutex m_mutex; ///< guards what follows
    bool m_open = false;
    std::vector<Letter> m_letters;
};

} // namespace cairn::http
