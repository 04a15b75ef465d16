// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// Lets so many events of one reason through in each second, and counts the rest. Safe from any thread.
class LogThrottle {
public:
    using Time = std::chrono::steady_clock::time_point;
    explicit LogThrottle(int perSecond = 10) : m_perSecond(perSecond) { }

    /// Nothing: keep still. Otherwise how many of this reason were suppressed since the last that was let through.
    [[nodiscard]] std::optional<std::uint64_t> admit(std::string_view reason, Time now);

private:
    struct Reason {
        Time second; ///< when the present second of this reason began
        int admitted = 0;
        std::uint64_t suppressed = 0;
    };
    const int m_perSecond;
    std::mutex m_mutex;
    std::map<std::string, Reason, std::less<>> m_reasons; ///< guarded by m_mutex; bounded
};

} // namespace cairn
