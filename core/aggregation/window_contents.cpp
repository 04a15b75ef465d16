// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/window.h"

#include <numeric>

namespace cairn {

std::vector<WindowSlot> Window::contents(Instant now) const
{
    std::vector<WindowSlot> contents;
    for (const Slot& slot : m_slots) {
        if (slot.number <= now.count() / m_slotLength - kWindowSlots)
            continue;
        contents.push_back(
            {Instant(slot.number * m_slotLength), static_cast<double>(slot.count), slot.sum.high, slot.min, slot.max});
    }
    return contents;
}

std::vector<WindowSlot> CompoundWindow::contents(Instant now) const
{
    std::vector<WindowSlot> contents;
    for (const Slot& slot : m_slots) {
        if (slot.number <= now.count() / m_slotLength - kWindowSlots)
            continue;
        const CompoundValue& value = slot.value;
        WindowSlot& shown = contents.emplace_back();
        shown.begin = Instant(slot.number * m_slotLength);
        shown.count = value.summary ? value.count : std::accumulate(value.slots.begin(), value.slots.end(), 0.0);
        if (value.hasSum)
            shown.sum = value.sum;
    }
    return contents;
}

} // namespace cairn
