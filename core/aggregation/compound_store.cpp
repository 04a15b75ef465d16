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
    std::uint32_t id = static_cast<std::uint32_t>(m_records.size());
    if (m_freeRecords.empty()) {
        m_records.emplace_back();
    } else {
        id = m_freeRecords.back();
        m_freeRecords.pop_back();
    }
    write(m_records[id], value);
    return id;
}

void CompoundStore::replace(std::uint32_t id, const CompoundView& value)
{
    drop(m_records[id]);
    write(m_records[id], value);
}

void CompoundStore::remove(std::uint32_t id)
{
    drop(m_records[id]);
    m_freeRecords.push_back(id);
}

bool CompoundStore::add(std::uint32_t id, const CompoundView& value)
{
    CompoundRecord& record = m_records[id];
    if (record.summary) {
        if (record.slots > 0)
            widen(record, {});
        addScalars(record, value);
        return false;
    }
    const BucketLayoutPtr& layout = m_layouts.get(record.layout);
    const bool same = std::ranges::equal(layout->bounds, value.bounds);
    if (same) {
        m_numbers.add(record.firstSlot(), value.slots);
    } else {
        const std::vector<double> bounds = unionOf(layout->bounds, value.bounds);
        widen(record, bounds);
        spread(value.bounds, value.slots, bounds, [this, &record](std::size_t slot, double count) {
            m_numbers.add(record.firstSlot() + static_cast<std::uint32_t>(slot), count);
        });
    }
    addScalars(record, value);
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
    value.sum = m_numbers.get(record.offset);
    for (std::uint32_t i = 0; i < record.slots; ++i)
        value.slots.push_back(m_numbers.get(record.firstSlot() + i));
    if (record.summary) {
        value.count = m_numbers.get(record.offset + 1);
    } else {
        for (const double slot : value.slots)
            value.count += slot;
    }
    return value;
}

std::vector<double> CompoundStore::rests(std::uint32_t id) const
{
    const CompoundRecord& record = m_records[id];
    std::vector<double> rests;
    for (std::uint32_t i = 0; i < record.width(); ++i)
        rests.push_back(m_numbers.sum(record.offset + i).low);
    return rests;
}

void CompoundStore::setRests(std::uint32_t id, std::span<const double> rests)
{
    const std::uint32_t offset = m_records[id].offset;
    for (std::uint32_t i = 0; i < rests.size(); ++i)
        m_numbers.set(offset + i, CompensatedSum{m_numbers.get(offset + i), rests[i]});
}

void CompoundStore::copyTo(std::vector<CompoundRecord>& records, std::vector<double>& numbers) const
{
    records = m_records;
    numbers.resize(m_end);
    m_numbers.copyTo(numbers.data(), m_end);
}

void CompoundStore::write(CompoundRecord& record, const CompoundView& value)
{
    record.layout = m_layouts.acquire(value.bounds);
    record.slots = static_cast<std::uint16_t>(value.slots.size());
    record.summary = value.summary;
    record.hasSum = value.hasSum;
    record.hasCount = value.hasCount;
    record.offset = takeRun(record.width());
    m_numbers.set(record.offset, value.sum);
    if (value.summary)
        m_numbers.set(record.offset + 1, value.count);
    for (std::uint32_t i = 0; i < record.slots; ++i)
        m_numbers.set(record.firstSlot() + i, value.slots[i]);
}

void CompoundStore::drop(const CompoundRecord& record)
{
    m_layouts.release(record.layout);
    m_freeRuns[record.width()].push_back(record.offset);
}

void CompoundStore::addScalars(CompoundRecord& record, const CompoundView& value)
{
    record.hasSum = record.hasSum && value.hasSum;
    if (record.hasSum)
        m_numbers.add(record.offset, value.sum);
    record.hasCount = record.hasCount && value.hasCount;
    if (record.summary && record.hasCount)
        m_numbers.add(record.offset + 1, value.count);
}

void CompoundStore::widen(CompoundRecord& record, std::span<const double> bounds)
{
    const CompoundValue old = [&] {
        CompoundValue value;
        value.bounds = m_layouts.get(record.layout)->bounds;
        for (std::uint32_t i = 0; i < record.slots; ++i)
            value.slots.push_back(m_numbers.get(record.firstSlot() + i));
        return value;
    }();
    std::vector<double> slots(record.summary ? 0 : bounds.size() + 1, 0.0);
    if (!record.summary)
        spread(old.bounds, old.slots, bounds, [&slots](std::size_t slot, double count) { slots[slot] = count; });
    const CompoundRecord before = record;
    const CompensatedSum sum = m_numbers.sum(before.offset);
    const CompensatedSum count = before.summary ? m_numbers.sum(before.offset + 1) : CompensatedSum{};
    CompoundView view{before.summary, bounds, slots, sum.high, count.high, before.hasSum, before.hasCount, nullptr};
    drop(before);
    write(record, view);
    m_numbers.set(record.offset, sum);
    if (record.summary)
        m_numbers.set(record.offset + 1, count);
}

std::uint32_t CompoundStore::takeRun(std::uint32_t width)
{
    if (const auto free = m_freeRuns.find(width); free != m_freeRuns.end() && !free->second.empty()) {
        const std::uint32_t offset = free->second.back();
        free->second.pop_back();
        return offset;
    }
    const std::uint32_t offset = m_end;
    m_numbers.reserve(m_end + width);
    m_end += width;
    return offset;
}

} // namespace cairn
