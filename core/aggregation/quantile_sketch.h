// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace cairn {

/// A mergeable quantile sketch with at most 1 % relative error over all finite doubles: logarithmic buckets.
/// (DDSketch: Masson, Rim, Lee, VLDB 2019.) Grows with the number of distinct magnitudes, not of values.
class QuantileSketch {
public:
    void add(double value); ///< finite
    void merge(const QuantileSketch& other);
    /// The value below which the share `q` (0…1) of all values lies. Not to be asked when empty.
    [[nodiscard]] double quantile(double q) const;
    [[nodiscard]] std::uint64_t count() const noexcept { return m_count; }
    [[nodiscard]] std::size_t bytes() const noexcept;

private:
    using Bucket = std::pair<std::int32_t, std::uint64_t>; // index of the magnitude, number of values
    static void addTo(std::vector<Bucket>& buckets, std::int32_t index, std::uint64_t count);

    std::vector<Bucket> m_positive; // ascending by index
    std::vector<Bucket> m_negative; // of the magnitudes, ascending by index
    std::uint64_t m_zero = 0;
    std::uint64_t m_count = 0;
};

} // namespace cairn
