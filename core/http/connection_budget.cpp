// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/connection_budget.h"

#include <algorithm>
#include <limits>
#include <sys/resource.h>

namespace cairn::http {

ConnectionBudget::ConnectionBudget(int inAll, int perAddress) noexcept : m_inAll(inAll), m_perAddress(perAddress) { }

ConnectionBudget::Verdict ConnectionBudget::admit(const Peer& peer)
{
    if (m_open.fetch_add(1, std::memory_order_relaxed) >= m_inAll) {
        m_open.fetch_sub(1, std::memory_order_relaxed);
        return Verdict::Full;
    }
    if (m_perAddress > 0 && !admitAddress(peer)) {
        m_open.fetch_sub(1, std::memory_order_relaxed);
        return Verdict::AddressFull;
    }
    return Verdict::Admitted;
}

bool ConnectionBudget::admitAddress(const Peer& peer)
{
    const std::scoped_lock lock(m_mutex);
    const auto [entry, fresh] = m_addresses.try_emplace(peer.address, 0);
    if (entry->second >= m_perAddress)
        return false;
    ++entry->second;
    return true;
}

void ConnectionBudget::release(const Peer& peer)
{
    m_open.fetch_sub(1, std::memory_order_relaxed);
    if (m_perAddress == 0)
        return;
    const std::scoped_lock lock(m_mutex);
    const auto entry = m_addresses.find(peer.address);
    if (entry != m_addresses.end() && --entry->second == 0)
        m_addresses.erase(entry);
}

int raiseDescriptorLimit() noexcept
{
    constexpr int kReserve = 64; // files, threads, and the connections that are told to go away
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 1024 - kReserve;
    if (limit.rlim_cur < limit.rlim_max) {
        const rlimit raised{limit.rlim_max, limit.rlim_max};
        if (::setrlimit(RLIMIT_NOFILE, &raised) == 0)
            limit = raised;
    }
    const auto most = static_cast<rlim_t>(std::numeric_limits<int>::max());
    return std::max(16, static_cast<int>(std::min(limit.rlim_cur, most)) - kReserve);
}

} // namespace cairn::http
