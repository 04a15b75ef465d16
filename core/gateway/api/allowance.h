// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine_options.h"

#include <algorithm>
#include <atomic>
#include <cstdint>

namespace cairn {

/// Lets so many units a second through, and a burst of some more after a pause. Lock-free, safe from any thread.
class Allowance {
public:
    Allowance(std::int64_t perSecond, std::int64_t burst) : m_perSecond(perSecond), m_burst(burst) { }

    /// Whether that many units may be used at `now`; if so, they are.
    [[nodiscard]] bool take(std::int64_t units, Instant now) noexcept
    {
        // Time in billionths of what a second allows: how far ahead of itself the use has run.
        const std::int64_t clock = now.count() * m_perSecond;
        std::int64_t used = m_used.load(std::memory_order_relaxed);
        for (;;) {
            const std::int64_t begin = std::max(used, clock - m_burst * 1000);
            if (begin + units * 1000 > clock)
                return false;
            if (m_used.compare_exchange_weak(used, begin + units * 1000, std::memory_order_relaxed))
                return true;
        }
    }

private:
    const std::int64_t m_perSecond;
    const std::int64_t m_burst;
    std::atomic<std::int64_t> m_used{std::int64_t{-1} << 62}; ///< thousandths of units
};

} // namespace cairn
