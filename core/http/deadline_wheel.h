// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>

namespace cairn::http {

using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;
inline constexpr TimePoint kNever = TimePoint::max();

/// A link of a circular list; alone it points to itself.
struct DeadlineLink {
    DeadlineLink* previous = this;
    DeadlineLink* next = this;
    DeadlineLink() = default;
    DeadlineLink(const DeadlineLink&) = delete;
    DeadlineLink& operator=(const DeadlineLink&) = delete;
    ~DeadlineLink() { unlink(); }
    [[nodiscard]] bool linked() const noexcept { return next != this; }
    void unlink() noexcept;
};

/// What has a deadline derives from it. Leaves its wheel when it is destroyed.
struct DeadlineHook : DeadlineLink {
    TimePoint due = kNever;
    std::int64_t tick = 0; ///< where the wheel looks at it next
};

/// Deadlines of many connections for the price of one coarse timer: putting one off is a store, for the wheel looks at
/// the true time only when it comes by.
class DeadlineWheel {
public:
    explicit DeadlineWheel(Clock::duration tick) noexcept : m_tick(tick) { }
    void set(DeadlineHook& hook, TimePoint due);
    /// Calls `expired` for all that are due; it may set and destroy hooks as it likes.
    void advance(TimePoint now, const std::function<void(DeadlineHook&)>& expired);

private:
    static constexpr std::int64_t kSlots = 256;
    [[nodiscard]] std::int64_t tickOf(TimePoint time) const noexcept { return time.time_since_epoch() / m_tick + 1; }
    void link(DeadlineHook& hook);
    void visit(std::int64_t tick, TimePoint now, const std::function<void(DeadlineHook&)>& expired);

    Clock::duration m_tick;
    std::int64_t m_visited = -1; ///< ticks up to this one are done; -1: not started
    std::array<DeadlineLink, kSlots> m_slots;
};

} // namespace cairn::http
