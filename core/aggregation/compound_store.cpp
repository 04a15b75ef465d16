// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/compound_store.h"

#include <algorithm>

namespace cairn {

CompoundView CompoundView::of(const CompoundValue& value) noexcept
{
    return {value.summary, value.bounds, value.slots, value.sum, value.count, value.hasSum, value.hasCount, nullptr};
}

std::uint32_t CompoundStore::create(const CompoundView& value)
{
    std::uint32_t id = m_recordsEnd;
    if (m_freeRecords.empty()) {
        m_records.reserve(id + 1);
        m_sums.reserve(id + 1);
        ++m_recordsEnd;
    } else {
        id = m_freeRecords.back();
        m_freeRecords.pop_back();
    }
    write(id, value);
    return id;
}

void CompoundStore::replace(std::uint32_t id, const CompoundView& value)
{
    drop(m_records[id]);
    write(id, value);
}

void CompoundStore::remove(std::uint32_t id)
{
    drop(m_records[id]);
    m_records[id] = {}; // scrapes copy it, and look no layout up for it
    m_freeRecords.push_back(id);
}

bool CompoundStore::add(std::uint32_t id, const CompoundView& value)
{
    CompoundRecord& record = m_records[id];
    if (record.summary) {
        if (record.slots > 0)
            widen(record, {});
        addScalars(id, value);
        return false;
    }
    const BucketLayoutPtr& layout = m_layouts.get(record.layout);
    const bool same = std::ranges::equal(layout->bounds, value.bounds);
    if (same) {
        m_slots.add(record.firstSlot(), value.slots);
    } else {
        const std::vector<double> bounds = unionOf(layout->bounds, value.bounds);
        widen(record, bounds);
        spread(value.bounds, value.slots, bounds, [this, &record](std::size_t slot, double count) {
            m_slots.add(record.firstSlot() + static_cast<std::uint32_t>(slot), count);
        });
    }
    addScalars(id, value);
    return !same;
}

CompoundValue CompoundStore::get(std::uint32_t id) const
{
    const CompoundRecord& record = m_records[id];
    CompoundValue value;
    value.summary = record.summary;
    value.bounds = m_layouts.get(record.layout)->bounds;
    value.hasSum = record.hasSum;
    value.hasCount = record.hasCount;
    value.sum = m_sums.get(id);
    for (std::uint32_t i = 0; i < record.slots; ++i)
        value.slots.push_back(m_slots.get(record.firstSlot() + i));
    if (record.summary) {
        value.count = m_slots.get(record.offset);
    } else {
        for (const double slot : value.slots)
            value.count += slot;
    }
    return value;
}

std::vector<double> CompoundStore::rests(std::uint32_t id) const
{
    const CompoundRecord& record = m_records[id];
    std::vector<double> rests{m_sums.sum(id).low};
    for (std::uint32_t i = 0; i < record.width(); ++i)
        rests.push_back(m_slots.sum(record.offset + i).low);
    return rests;
}

void CompoundStore::setRests(std::uint32_t id, std::span<const double> rests)
{
    const std::uint32_t offset = m_records[id].offset;
    m_sums.set(id, CompensatedSum{m_sums.get(id), rests[0]});
    for (std::uint32_t i = 1; i < rests.size(); ++i)
        m_slots.set(offset + i - 1, CompensatedSum{m_slots.get(offset + i - 1), rests[i]});
}

void CompoundStore::copyTo(CompoundCopy& copy) const
{
    copy.records.resize(m_recordsEnd);
    copy.sums.resize(m_recordsEnd);
    copy.slots.resize(m_slotsEnd);
    m_records.copyTo(copy.records.data(), m_recordsEnd);
    m_sums.copyTo(copy.sums.data(), m_recordsEnd);
    m_slots.copyTo(copy.slots.data(), m_slotsEnd);
}

void CompoundStore::write(std::uint32_t id, const CompoundView& value)
{
    CompoundRecord record;
    record.layout = m_layouts.acquire(value.bounds);
    record.slots = static_cast<std::uint32_t>(value.slots.size()) & 0x1fff'ffffu;
    record.summary = value.summary;
    record.hasSum = value.hasSum;
    record.hasCount = value.hasCount;
    record.offset = takeRun(record.width());
    m_sums.set(id, value.sum);
    if (value.summary)
        m_slots.set(record.offset, value.count);
    for (std::uint32_t i = 0; i < record.slots; ++i)
        m_slots.set(record.firstSlot() + i, value.slots[i]);
    m_records[id] = record;
}

void CompoundStore::drop(const CompoundRecord& record)
{
    m_layouts.release(record.layout);
    if (record.width() > 0)
        m_freeRuns[record.width()].push_back(record.offset);
}

void CompoundStore::addScalars(std::uint32_t id, const CompoundView& value)
{
    CompoundRecord& record = m_records[id];
    // Of a summary all that was ever sent is shown; a histogram's sum that lacks some of it would mislead.
    record.hasSum = record.summary ? record.hasSum || value.hasSum : record.hasSum && value.hasSum;
    if (record.hasSum)
        m_sums.add(id, value.sum);
    record.hasCount = record.hasCount || value.hasCount;
    if (record.summary && record.hasCount)
        m_slots.add(record.offset, value.count);
}

/// Gives a compound other bounds, its counts and the rest kept; a summary loses its quantiles.
void CompoundStore::widen(CompoundRecord& record, std::span<const double> bounds)
{
    const CompoundRecord before = record;
    const std::vector<double> oldBounds = m_layouts.get(before.layout)->bounds;
    std::vector<double> oldSlots;
    for (std::uint32_t i = 0; i < before.slots; ++i)
        oldSlots.push_back(m_slots.get(before.firstSlot() + i));
    const CompensatedSum count = before.summary ? m_slots.sum(before.offset) : CompensatedSum{};
    drop(before);
    record.layout = m_layouts.acquire(bounds);
    record.slots = static_cast<std::uint16_t>(before.summary ? 0 : bounds.size() + 1);
    record.offset = takeRun(record.width());
    if (before.summary) {
        m_slots.set(record.offset, count);
        return;
    }
    for (std::uint32_t i = 0; i < record.slots; ++i)
        m_slots.set(record.firstSlot() + i, 0.0);
    spread(oldBounds, oldSlots, bounds, [this, &record](std::size_t slot, double value) {
        m_slots.set(record.firstSlot() + static_cast<std::uint32_t>(slot), value);
    });
}

std::uint32_t CompoundStore::takeRun(std::uint32_t width)
{
    if (const auto free = m_freeRuns.find(width); free != m_freeRuns.end() && !free->second.empty()) {
        const std::uint32_t offset = free->second.back();
        free->second.pop_back();
        return offset;
    }
    const std::uint32_t offset = m_slotsEnd;
    m_slots.reserve(m_slotsEnd + width);
    m_slotsEnd += width;
    return offset;
}

} // namespace cairn
