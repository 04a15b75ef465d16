// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace cairn {

/// A named thread that calls a function again and again, with a pause between; ends with this.
class Ticker {
public:
    Ticker(std::string name, std::chrono::milliseconds pause, std::function<void()> tick);
    ~Ticker();
    Ticker(const Ticker&) = delete;
    Ticker& operator=(const Ticker&) = delete;

private:
    void run();

    const std::string m_name; ///< at most 15 bytes
    const std::chrono::milliseconds m_pause;
    const std::function<void()> m_tick;
    std::mutex m_mutex; ///< guards m_stopping
    std::condition_variable m_wake;
    bool m_stopping = false;
    std::thread m_thread; ///< last: it uses all above
};

} // namespace cairn
