// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/worker.h"

#include <pthread.h>
#include <utility>

namespace cairn {

Worker::Worker(std::string name, std::size_t capacity)
    : m_name(std::move(name)), m_capacity(capacity), m_thread([this] { run(); })
{
}

Worker::~Worker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

bool Worker::post(Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping || m_tasks.size() >= m_capacity)
            return false;
        m_tasks.push_back(std::move(task));
    }
    m_wake.notify_one();
    return true;
}

// Nothing: the end.
Worker::Task Worker::next()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_stopping || !m_tasks.empty(); });
    if (m_stopping)
        return {};
    Task task = std::move(m_tasks.front());
    m_tasks.pop_front();
    return task;
}

void Worker::run()
{
    pthread_setname_np(pthread_self(), m_name.c_str());
    while (const Task task = next()) {
        try {
            task();
        } catch (...) {
            // what the task held says so: a responder that is dropped answers 500
        }
    }
}

} // namespace cairn
