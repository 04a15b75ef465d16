// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace cairn {

/// A named thread for what would keep a listener from its other connections. Tasks run one after another; ends with
/// this, after the task it is at. Those that still wait are destroyed without being run.
class Worker {
public:
    using Task = std::function<void()>;
    Worker(std::string name, std::size_t capacity);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// From any thread. False: as many tasks as may wait do, this one is not taken.
    [[nodiscard]] bool post(Task task);

private:
    void run();
    [[nodiscard]] Task next();

    const std::string m_name; ///< at most 15 bytes
    const std::size_t m_capacity; ///< tasks that wait
    std::mutex m_mutex; ///< guards the two below the condition
    std::condition_variable m_wake;
    std::deque<Task> m_tasks;
    bool m_stopping = false;
    std::thread m_thread; ///< last: it uses all above
};

} // namespace cairn
