// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/descriptor.h"
#include "core/http/request.h"
#include "core/http/response.h"

#include <atomic>
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

/// A connection that another listener accepted and gave away.
struct Arrival {
    Descriptor socket;
    Peer peer;
};

/// Where answers for the connections of one listener arrive, and connections that others accepted for it, from any
/// thread. Outlives its listener: later answers are dropped.
class Mailbox {
public:
    explicit Mailbox(Descriptor event) noexcept; ///< an eventfd, readable while letters wait
    [[nodiscard]] int descriptor() const noexcept { return m_event.get(); }
    void open(); ///< from now on the calling thread is the listener's
    void close(); ///< on that thread
    void post(ConnectionId to, Response response);
    [[nodiscard]] std::vector<Letter> take();

    /// Takes `arrival` over, unless the listener takes no more; then it is left as it was.
    [[nodiscard]] bool offer(Arrival& arrival);
    [[nodiscard]] std::vector<Arrival> takeArrivals();
    void refuseArrivals(); ///< from now on
    /// Connections that the listener has, with those on their way to it.
    [[nodiscard]] int load() const noexcept { return m_load.load(std::memory_order_relaxed); }
    void addLoad(int change) noexcept { m_load.fetch_add(change, std::memory_order_relaxed); }

    /// While the handler of `to` runs on the listener's thread, its answer goes straight to `answer`.
    void beginDirect(ConnectionId to, std::optional<Response>& answer) noexcept;
    void endDirect() noexcept { m_direct = nullptr; }

private:
    void wake() const noexcept;

    const Descriptor m_event;
    std::atomic<int> m_load{0};
    std::thread::id m_thread;
    ConnectionId m_directTo; ///< of the listener's thread, as is m_direct
    std::optional<Response>* m_direct = nullptr;
    std::mutex m_mutex; ///< guards what follows
    bool m_open = false;
    bool m_takesArrivals = true; ///< even before the listener has started
    std::vector<Letter> m_letters;
    std::vector<Arrival> m_arrivals;
};

} // namespace cairn::http
