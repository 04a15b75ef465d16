// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace cairn {

/// The bit pattern that stands for "nothing to expose": a NaN that no pushed value keeps (see storable()).
inline constexpr std::uint64_t kAbsentBits = 0x7ff4'ca17'dead'0001ull;
[[nodiscard]] inline double absentValue() noexcept
{
    return std::bit_cast<double>(kAbsentBits);
}
[[nodiscard]] inline bool isAbsent(double value) noexcept
{
    return std::bit_cast<std::uint64_t>(value) == kAbsentBits;
}
/// The value itself, but a pushed NaN with our own pattern becomes the ordinary one.
[[nodiscard]] inline double storable(double value) noexcept
{
    return isAbsent(value) ? std::numeric_limits<double>::quiet_NaN() : value;
}

/// A sum kept as the nearest double and the error of that rounding, so that ten million times 0.1 is a million.
/// (Neumaier 1974, renormalised after each step so that `high` alone is what is exposed.)
struct CompensatedSum {
    double high = 0;
    double low = 0;

    /// Adds a value. A sum of finite values past the largest double stays there; Inf and NaN, which only come of values
    /// that were set, stay what they are.
    void add(double value) noexcept
    {
        const double sum = high + value;
        if (!std::isfinite(sum)) {
            saturate(sum, value);
            return;
        }
        const double part = sum - high;
        const double error = (high - (sum - part)) + (value - part); // Knuth's two-sum
        const double rest = low + error;
        high = sum + rest;
        low = rest - (high - sum);
        if (!std::isfinite(high)) {
            high = std::copysign(std::numeric_limits<double>::max(), high);
            low = 0;
        }
    }
    bool operator==(const CompensatedSum&) const = default;

private:
    void saturate(double sum, double value) noexcept
    {
        high = std::isfinite(high) && std::isfinite(value) ? std::copysign(std::numeric_limits<double>::max(), sum)
                                                           : sum;
        low = 0;
    }
};

} // namespace cairn
