// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/request.h"

#include <atomic>
#include <mutex>
#include <string>
#include <unordered_map>

namespace cairn::http {

/// Counts open connections, in all and per address, over all listener threads.
class ConnectionBudget {
public:
    enum class Verdict { Admitted, Full, AddressFull };
    ConnectionBudget(int inAll, int perAddress) noexcept; ///< 0 per address: no limit
    /// Counts the connection if it may come in; each admitted one must be released.
    [[nodiscard]] Verdict admit(const Peer& peer);
    void release(const Peer& peer);
    [[nodiscard]] int open() const noexcept { return m_open.load(std::memory_order_relaxed); }

private:
    bool admitAddress(const Peer& peer);

    const int m_inAll;
    const int m_perAddress;
    std::atomic<int> m_open{0};
    std::mutex m_mutex; ///< guards m_addresses, which is used only with a limit per address
    std::unordered_map<std::string, int> m_addresses;
};

/// Raises the soft limit of open descriptors to the hard one; says how many connections that leaves room for.
[[nodiscard]] int raiseDescriptorLimit() noexcept;

} // namespace cairn::http
