// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine_options.h"

#include <chrono>
#include <ctime>

namespace cairn {

/// How long this thread has worked since: what others did on its core meanwhile is not charged to it.
class WorkTime {
public:
    WorkTime() : m_begin(now()) { }
    [[nodiscard]] Instant passed() const { return std::chrono::duration_cast<Instant>(now() - m_begin); }

private:
    [[nodiscard]] static std::chrono::nanoseconds now()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    }
    const std::chrono::nanoseconds m_begin;
};

} // namespace cairn
