// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/window.h"

#include <algorithm>

namespace cairn {

namespace {

using Kind = ClearMode::Kind;

std::int64_t slotLength(const ClearMode& mode)
{
    return (mode.window.count() + kWindowSlots - 1) / kWindowSlots; // rather a little longer than shorter
}

template <typename Slots>
void dropExpired(Slots& slots, std::int64_t newest)
{
    const auto live = std::find_if(
        slots.begin(), slots.end(), [newest](const auto& slot) { return slot.number > newest - kWindowSlots; });
    slots.erase(slots.begin(), live);
}

/// The slot of that number, made in its place where there is none.
template <typename Slot>
Slot& slotOf(std::vector<Slot>& slots, std::int64_t number)
{
    const auto at = std::lower_bound(
        slots.begin(), slots.end(), number, [](const Slot& slot, std::int64_t n) { return slot.number < n; });
    if (at != slots.end() && at->number == number)
        return *at;
    Slot fresh;
    fresh.number = number;
    return *slots.insert(at, std::move(fresh));
}

CompoundValue emptied(CompoundValue value)
{
    std::fill(value.slots.begin(), value.slots.end(), 0.0);
    value.sum = 0;
    value.count = 0;
    return value;
}

std::size_t bytesOf(const CompoundValue& value)
{
    return (value.bounds.capacity() + value.slots.capacity()) * sizeof(double);
}

} // namespace

Window::Window(const ClearMode& mode) : m_mode(mode), m_slotLength(slotLength(mode)) { }

Window::Slot& Window::slotAt(std::int64_t number)
{
    if (m_slots.empty() || m_slots.back().number < number) {
        dropExpired(m_slots, number);
        m_slots.emplace_back().number = number;
    }
    return m_slots.back();
}

void Window::add(double value, Instant now)
{
    Slot& slot = slotAt(now.count() / m_slotLength);
    slot.min = slot.count == 0 ? value : std::min(slot.min, value);
    slot.max = slot.count == 0 ? value : std::max(slot.max, value);
    slot.sum.add(value);
    ++slot.count;
    if (m_mode.kind == Kind::WindowQuantile)
        slot.sketch.add(value);
}

void Window::Slot::merge(const Slot& other)
{
    min = count == 0 ? other.min : std::min(min, other.min);
    max = count == 0 ? other.max : std::max(max, other.max);
    sum.add(other.sum.high);
    sum.add(other.sum.low);
    count += other.count;
    sketch.merge(other.sketch);
}

void Window::merge(const Window& other)
{
    for (const Slot& slot : other.m_slots)
        slotOf(m_slots, slot.number).merge(slot);
}

void Window::trim(Instant now)
{
    dropExpired(m_slots, now.count() / m_slotLength);
    m_slots.shrink_to_fit();
}

double Window::evaluate(Instant now) const
{
    Slot all;
    for (const Slot& slot : m_slots) {
        if (slot.number > now.count() / m_slotLength - kWindowSlots)
            all.merge(slot);
    }
    if (m_mode.kind == Kind::WindowSum)
        return all.sum.high;
    if (m_mode.kind == Kind::WindowCount)
        return static_cast<double>(all.count);
    if (all.count == 0)
        return absentValue();
    switch (m_mode.kind) {
    case Kind::WindowMin: return all.min;
    case Kind::WindowMax: return all.max;
    case Kind::WindowQuantile: return std::clamp(all.sketch.quantile(m_mode.quantile), all.min, all.max);
    default: return all.sum.high / static_cast<double>(all.count);
    }
}

std::size_t Window::bytes() const noexcept
{
    std::size_t total = sizeof(*this) + m_slots.capacity() * sizeof(Slot);
    for (const Slot& slot : m_slots)
        total += slot.sketch.bytes();
    return total;
}

CompoundWindow::CompoundWindow(const ClearMode& mode) : m_slotLength(slotLength(mode)) { }

void CompoundWindow::add(const CompoundValue& value, Instant now)
{
    const std::int64_t number = now.count() / m_slotLength;
    if (m_slots.empty())
        m_zero = emptied(value);
    else
        addCompound(m_zero, emptied(value));
    if (m_slots.empty() || m_slots.back().number < number) {
        dropExpired(m_slots, number);
        m_slots.push_back({number, emptied(value)});
    }
    addCompound(m_slots.back().value, value);
}

void CompoundWindow::merge(const CompoundWindow& other)
{
    addCompound(m_zero, other.m_zero);
    for (const Slot& theirs : other.m_slots) {
        Slot& slot = slotOf(m_slots, theirs.number);
        if (slot.value.slots.empty() && !slot.value.summary)
            slot.value = emptied(theirs.value);
        addCompound(slot.value, theirs.value);
    }
}

void CompoundWindow::trim(Instant now)
{
    dropExpired(m_slots, now.count() / m_slotLength);
    m_slots.shrink_to_fit();
}

CompoundValue CompoundWindow::evaluate(Instant now) const
{
    CompoundValue all = m_zero;
    if (all.summary) {
        all.bounds.clear();
        all.slots.clear();
    }
    for (const Slot& slot : m_slots) {
        if (slot.number > now.count() / m_slotLength - kWindowSlots)
            addCompound(all, slot.value);
    }
    return all;
}

std::size_t CompoundWindow::bytes() const noexcept
{
    std::size_t total = sizeof(*this) + bytesOf(m_zero) + m_slots.capacity() * sizeof(Slot);
    for (const Slot& slot : m_slots)
        total += bytesOf(slot.value);
    return total;
}

} // namespace cairn
