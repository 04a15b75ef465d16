// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>

namespace cairn {

/// Bounds how many answers are under way that each hold a copy of all values. Safe from any thread.
class Tickets {
public:
    explicit Tickets(int most) : m_most(most) { }
    /// Counts one answer for as long as it lives; null: there are as many as may be.
    [[nodiscard]] std::shared_ptr<void> take()
    {
        if (m_open->fetch_add(1) >= m_most) {
            m_open->fetch_sub(1);
            return {};
        }
        return {m_open.get(), [open = m_open](void*) { open->fetch_sub(1); }};
    }

private:
    const int m_most;
    std::shared_ptr<std::atomic<int>> m_open = std::make_shared<std::atomic<int>>(0);
};

} // namespace cairn
