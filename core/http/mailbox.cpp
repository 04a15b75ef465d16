// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/mailbox.h"

#include <sys/eventfd.h>
#include <utility>

namespace cairn::http {

Mailbox::Mailbox(Descriptor event) noexcept : m_event(std::move(event)) { }

void Mailbox::open()
{
    const std::scoped_lock lock(m_mutex);
    m_thread = std::this_thread::get_id();
    m_open = true;
}

void Mailbox::close()
{
    std::vector<Letter> undelivered; // bodies are destroyed outside the lock
    const std::scoped_lock lock(m_mutex);
    m_open = false;
    m_takesArrivals = false;
    m_arrivals.clear();
    undelivered.swap(m_letters);
}

void Mailbox::post(ConnectionId to, Response response)
{
    if (std::this_thread::get_id() == m_thread && m_direct && m_directTo == to) {
        *m_direct = std::move(response);
        return;
    }
    const std::scoped_lock lock(m_mutex);
    if (!m_open)
        return;
    m_letters.push_back({to, std::move(response)});
    if (m_letters.size() == 1)
        wake();
}

std::vector<Letter> Mailbox::take()
{
    eventfd_t count = 0;
    ::eventfd_read(m_event.get(), &count);
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_letters, {});
}

bool Mailbox::offer(Arrival& arrival)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_takesArrivals)
        return false;
    m_arrivals.push_back(std::move(arrival));
    addLoad(1);
    wake();
    return true;
}

std::vector<Arrival> Mailbox::takeArrivals()
{
    const std::scoped_lock lock(m_mutex);
    addLoad(-static_cast<int>(m_arrivals.size()));
    return std::exchange(m_arrivals, {});
}

void Mailbox::refuseArrivals()
{
    const std::scoped_lock lock(m_mutex);
    m_takesArrivals = false;
}

void Mailbox::wake() const noexcept
{
    ::eventfd_write(m_event.get(), 1);
}

void Mailbox::beginDirect(ConnectionId to, std::optional<Response>& answer) noexcept
{
    m_directTo = to;
    m_direct = &answer;
}

} // namespace cairn::http
