// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/chunked_array.h"
#include "core/aggregation/compensated_sum.h"

#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <vector>

namespace cairn {

/// Compensated sums by index: the exposed halves stand next to each other, so that a scrape copies them as blocks; the
/// rounding errors, which integers never have, take memory only in chunks where one came up. Guarded by its owner.
class ValueColumn {
public:
    void reserve(std::uint32_t size)
    {
        m_high.reserve(size);
        m_low.resize(m_high.chunks());
    }
    [[nodiscard]] double get(std::uint32_t index) const noexcept { return m_high[index]; }
    [[nodiscard]] CompensatedSum sum(std::uint32_t index) const noexcept { return {m_high[index], low(index)}; }
    void set(std::uint32_t index, CompensatedSum sum)
    {
        m_high[index] = sum.high;
        setLow(index, sum.low);
    }
    void set(std::uint32_t index, double value) { set(index, CompensatedSum{value, 0}); }
    void add(std::uint32_t index, double value)
    {
        CompensatedSum sum{m_high[index], low(index)};
        sum.add(value);
        m_high[index] = sum.high;
        setLow(index, sum.low);
    }
    /// Adds to indexes side by side.
    void add(std::uint32_t index, std::span<const double> values)
    {
        const std::uint32_t within = index & (ChunkedArray<double>::kChunkSize - 1);
        const double* low = m_low[index >> ChunkedArray<double>::kChunkBits].get();
        if (values.size() <= kRun && within + values.size() <= ChunkedArray<double>::kChunkSize
            && addExactly(&m_high[index], low ? low + within : kNoErrors, values))
            return;
        for (std::size_t i = 0; i < values.size(); ++i)
            add(index + static_cast<std::uint32_t>(i), values[i]);
    }
    void prefetch(std::uint32_t index, std::uint32_t count) const noexcept
    {
        constexpr std::uint32_t kLine = 64 / sizeof(double);
        for (std::uint32_t i = 0; i < count; i += kLine)
            __builtin_prefetch(&m_high[index + i], 1);
    }
    /// Copies the exposed halves of indexes below `size` to `out`, which has room for them.
    void copyTo(double* out, std::uint32_t size) const noexcept { m_high.copyTo(out, size); }

private:
    static constexpr std::size_t kRun = 64;
    static constexpr double kNoErrors[kRun] = {};

    /// Adds where no sum is rounded, as with integers; otherwise changes nothing.
    static bool addExactly(double* high, const double* low, std::span<const double> values) noexcept
    {
        double sums[kRun];
        bool isRounded = false;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double sum = high[i] + values[i];
            const double part = sum - high[i];
            isRounded |= (low[i] != 0)
                | !((high[i] - (sum - part)) + (values[i] - part) == 0); // NaN where a sum is not finite
            sums[i] = sum;
        }
        if (isRounded)
            return false;
        std::memcpy(high, sums, values.size() * sizeof(double));
        return true;
    }
    [[nodiscard]] double low(std::uint32_t index) const noexcept
    {
        const double* chunk = m_low[index >> ChunkedArray<double>::kChunkBits].get();
        return chunk ? chunk[index & (ChunkedArray<double>::kChunkSize - 1)] : 0;
    }
    void setLow(std::uint32_t index, double value)
    {
        std::unique_ptr<double[]>& chunk = m_low[index >> ChunkedArray<double>::kChunkBits];
        if (!chunk) {
            if (value == 0)
                return;
            chunk = std::make_unique<double[]>(ChunkedArray<double>::kChunkSize);
        }
        chunk[index & (ChunkedArray<double>::kChunkSize - 1)] = value;
    }

    ChunkedArray<double> m_high;
    std::vector<std::unique_ptr<double[]>> m_low;
};

} // namespace cairn
