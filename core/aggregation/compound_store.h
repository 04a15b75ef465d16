// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/bucket_layout.h"
#include "core/aggregation/compound_value.h"
#include "core/aggregation/value_column.h"

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace cairn {

/// A compound by reference, as a push stages it.
struct CompoundView {
    bool summary = false;
    std::span<const double> bounds;
    std::span<const double> slots;
    double sum = 0;
    double count = 0;
    bool hasSum = false;
    bool hasCount = false;
    const BucketLayout* layout = nullptr; ///< of bounds, where the caller knows it: saves comparing them

    [[nodiscard]] static CompoundView of(const CompoundValue& value) noexcept;
};

/// What a compound is and where its slots stand: `[count of a summary, slots…]` from `offset` on. Its sum stands apart,
/// by the compound's id: sums have fractions, and what rounding took from them, while bucket counts hardly ever do.
struct CompoundRecord {
    std::uint32_t offset = 0;
    std::uint32_t layout = 0;
    std::uint32_t slots : 29 = 0;
    bool summary : 1 = false;
    bool hasSum : 1 = false;
    bool hasCount : 1 = false;

    [[nodiscard]] std::uint32_t firstSlot() const noexcept { return offset + (summary ? 1 : 0); }
    [[nodiscard]] std::uint32_t width() const noexcept { return slots + (summary ? 1u : 0u); }
};
static_assert(sizeof(CompoundRecord) == 12);

/// All compounds by id, copied for a scrape.
struct CompoundCopy {
    std::vector<CompoundRecord> records;
    std::vector<double> sums;
    std::vector<double> slots; ///< by CompoundRecord::offset
};

/// How much a copy of all compounds takes.
struct CompoundSize {
    std::size_t records = 0;
    std::size_t slots = 0;
};

/// Histograms and summaries, each one object: shared bounds, non-cumulative counts side by side. Guarded by its owner.
class CompoundStore {
public:
    [[nodiscard]] std::uint32_t create(const CompoundView& value);
    void replace(std::uint32_t id, const CompoundView& value);
    /// Adds bucket by bucket, over the union of bounds where they differ; quantiles of a summary go.
    /// Says whether bounds differed.
    bool add(std::uint32_t id, const CompoundView& value);
    void remove(std::uint32_t id);
    [[nodiscard]] CompoundValue get(std::uint32_t id) const;
    [[nodiscard]] std::span<const double> bounds(std::uint32_t id) const
    {
        return m_layouts.get(m_records[id].layout)->bounds;
    }
    /// What rounding left of the numbers of get(), for setRests() to bring back.
    [[nodiscard]] std::vector<double> rests(std::uint32_t id) const;
    void setRests(std::uint32_t id, std::span<const double> rests);

    void prefetch(std::uint32_t id) const noexcept { m_slots.prefetch(m_records[id].offset, m_records[id].width()); }
    /// Everything, as blocks. With room reserved in `copy` this is copying alone.
    void copyTo(CompoundCopy& copy) const;
    [[nodiscard]] CompoundSize size() const noexcept { return {m_recordsEnd, m_slotsEnd}; }
    [[nodiscard]] const BucketLayouts& layouts() const noexcept { return m_layouts; }

private:
    void write(std::uint32_t id, const CompoundView& value);
    void drop(const CompoundRecord& record);
    void addScalars(std::uint32_t id, const CompoundView& value);
    void widen(CompoundRecord& record, std::span<const double> bounds);
    [[nodiscard]] std::uint32_t takeRun(std::uint32_t width);

    ChunkedArray<CompoundRecord> m_records;
    std::uint32_t m_recordsEnd = 0;
    std::vector<std::uint32_t> m_freeRecords;
    ValueColumn m_sums;
    ValueColumn m_slots;
    std::uint32_t m_slotsEnd = 0;
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> m_freeRuns; // by width
    BucketLayouts m_layouts;
};

} // namespace cairn
