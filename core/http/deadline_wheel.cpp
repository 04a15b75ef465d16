// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/deadline_wheel.h"

#include <algorithm>

namespace cairn::http {

void DeadlineLink::unlink() noexcept
{
    previous->next = next;
    next->previous = previous;
    previous = next = this;
}

void DeadlineWheel::set(DeadlineHook& hook, TimePoint due)
{
    hook.due = due;
    if (due == kNever || (hook.linked() && hook.tick <= tickOf(due)))
        return; // found out when the wheel comes by
    link(hook);
}

void DeadlineWheel::link(DeadlineHook& hook)
{
    hook.unlink();
    hook.tick = std::max(tickOf(hook.due), m_visited + 1);
    DeadlineLink& slot = m_slots[static_cast<std::size_t>(hook.tick % kSlots)];
    hook.next = &slot;
    hook.previous = slot.previous;
    slot.previous->next = &hook;
    slot.previous = &hook;
}

void DeadlineWheel::advance(TimePoint now, const std::function<void(DeadlineHook&)>& expired)
{
    const std::int64_t last = now.time_since_epoch() / m_tick;
    const std::int64_t first = m_visited < 0 ? last - kSlots + 1 : std::max(m_visited + 1, last - kSlots + 1);
    for (std::int64_t tick = first; tick <= last; ++tick) {
        m_visited = tick;
        visit(tick, now, expired);
    }
}

// The slot is emptied into a list of its own first: what `expired` links anew is not met again.
void DeadlineWheel::visit(std::int64_t tick, TimePoint now, const std::function<void(DeadlineHook&)>& expired)
{
    DeadlineLink& slot = m_slots[static_cast<std::size_t>(tick % kSlots)];
    if (!slot.linked())
        return;
    DeadlineLink met;
    met.next = slot.next;
    met.previous = slot.previous;
    met.next->previous = met.previous->next = &met;
    slot.next = slot.previous = &slot;
    while (met.linked()) {
        auto& hook = static_cast<DeadlineHook&>(*met.next);
        hook.unlink();
        if (hook.due == kNever)
            continue;
        if (hook.due > now)
            link(hook);
        else
            expired(hook);
    }
}

} // namespace cairn::http
