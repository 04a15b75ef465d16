// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/second_line.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr std::int64_t kLongestGap = 5; // over a longer one a rate would say nothing of its second

std::size_t slot(std::int64_t second) noexcept
{
    return static_cast<std::size_t>(second % SecondLine::kSeconds);
}

} // namespace

void SecondLine::set(std::int64_t second, double value)
{
    if (m_ring.empty())
        m_ring.assign(kSeconds, absentValue());
    const std::int64_t skipped = std::min(second - 1, m_newest + kSeconds);
    for (std::int64_t s = m_newest + 1; s <= skipped && m_newest >= 0; ++s)
        m_ring[slot(s)] = absentValue();
    m_ring[slot(second)] = storable(value);
    m_newest = std::max(second, m_newest);
}

std::optional<double> SecondLine::at(std::int64_t second) const
{
    if (m_ring.empty() || second < 0 || second > m_newest || second <= m_newest - kSeconds)
        return {};
    const double value = m_ring[slot(second)];
    return isAbsent(value) ? std::nullopt : std::optional(value);
}

std::vector<std::optional<double>> SecondLine::points(std::int64_t first, std::int64_t last) const
{
    std::vector<std::optional<double>> points;
    for (std::int64_t second = first; second <= last; ++second)
        points.push_back(at(second));
    return points;
}

std::vector<std::optional<double>> SecondLine::rates(std::int64_t first, std::int64_t last) const
{
    std::vector<std::optional<double>> rates;
    for (std::int64_t second = first; second <= last; ++second) {
        std::optional<double> found;
        for (std::int64_t gap = 1; at(second) && gap <= kLongestGap; ++gap) {
            if (const auto before = at(second - gap)) {
                if (*at(second) >= *before)
                    found = (*at(second) - *before) / static_cast<double>(gap);
                break;
            }
        }
        rates.push_back(found);
    }
    return rates;
}

std::optional<double> SecondLine::rate(std::int64_t second, std::int64_t span) const
{
    const auto now = at(second);
    for (std::int64_t passed = span; now && passed > 0; --passed) {
        const auto before = at(second - passed);
        if (before && *before <= *now)
            return (*now - *before) / static_cast<double>(passed);
    }
    return {};
}

} // namespace cairn
