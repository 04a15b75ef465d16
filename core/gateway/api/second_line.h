// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/compensated_sum.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace cairn {

/// Numbers of the last ten minutes, at most one a second. One thread at a time.
class SecondLine {
public:
    static constexpr std::int64_t kSeconds = 600;

    /// `second` is not before the last one.
    void set(std::int64_t second, double value);
    /// Those of the seconds from `first` to `last`; nothing is a gap.
    [[nodiscard]] std::vector<std::optional<double>> points(std::int64_t first, std::int64_t last) const;
    /// How fast the number grew up to each second; nothing where it fell, or where it is not known of the last few.
    [[nodiscard]] std::vector<std::optional<double>> rates(std::int64_t first, std::int64_t last) const;
    /// How fast it grew over the `span` seconds to `second`, or over as many of them as are known.
    [[nodiscard]] std::optional<double> rate(std::int64_t second, std::int64_t span) const;
    [[nodiscard]] std::optional<double> at(std::int64_t second) const;
    [[nodiscard]] bool isEmpty() const noexcept { return m_ring.empty(); } ///< nothing was ever set

private:
    std::vector<double> m_ring; ///< by second modulo kSeconds; absentValue() is a gap
    std::int64_t m_newest = -1;
};

} // namespace cairn
