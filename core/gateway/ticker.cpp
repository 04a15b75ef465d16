// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/ticker.h"

#include <pthread.h>

namespace cairn {

Ticker::Ticker(std::string name, std::chrono::milliseconds pause, std::function<void()> tick)
    : m_name(std::move(name)), m_pause(pause), m_tick(std::move(tick)), m_thread([this] { run(); })
{
}

Ticker::~Ticker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void Ticker::run()
{
    pthread_setname_np(pthread_self(), m_name.c_str());
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, m_pause, [this] { return m_stopping; })) {
        lock.unlock();
        m_tick();
        lock.lock();
    }
}

} // namespace cairn
