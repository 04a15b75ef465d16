// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/quantile_sketch.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cairn {

namespace {

constexpr double kError = 0.0099; // a little under the promised 1 %, for the rounding of log and pow
constexpr double kGamma = (1 + kError) / (1 - kError);

std::int32_t indexOf(double magnitude)
{
    static const double kLogGamma = std::log(kGamma);
    return static_cast<std::int32_t>(std::ceil(std::log(magnitude) / kLogGamma));
}

double valueOf(std::int32_t index)
{
    // From the lower bound, which is a double where the upper may be none any more.
    const double value = std::pow(kGamma, index - 1) * (2 * kGamma / (kGamma + 1));
    return std::min(value, std::numeric_limits<double>::max());
}

} // namespace

void QuantileSketch::addTo(std::vector<Bucket>& buckets, std::int32_t index, std::uint64_t count)
{
    const auto at = std::lower_bound(
        buckets.begin(), buckets.end(), index, [](const Bucket& bucket, std::int32_t i) { return bucket.first < i; });
    if (at != buckets.end() && at->first == index)
        at->second += count;
    else
        buckets.insert(at, {index, count});
}

void QuantileSketch::add(double value)
{
    ++m_count;
    if (value == 0)
        ++m_zero;
    else
        addTo(value > 0 ? m_positive : m_negative, indexOf(std::fabs(value)), 1);
}

void QuantileSketch::merge(const QuantileSketch& other)
{
    for (const Bucket& bucket : other.m_positive)
        addTo(m_positive, bucket.first, bucket.second);
    for (const Bucket& bucket : other.m_negative)
        addTo(m_negative, bucket.first, bucket.second);
    m_zero += other.m_zero;
    m_count += other.m_count;
}

double QuantileSketch::quantile(double q) const
{
    // Nearest rank: the smallest value that at least the share q of all does not exceed.
    const double nearest = std::ceil(q * static_cast<double>(m_count));
    auto rank = nearest < 1 ? 0 : static_cast<std::uint64_t>(nearest) - 1;
    for (auto it = m_negative.rbegin(); it != m_negative.rend(); ++it) {
        if (rank < it->second)
            return -valueOf(it->first);
        rank -= it->second;
    }
    if (rank < m_zero)
        return 0;
    rank -= m_zero;
    for (const Bucket& bucket : m_positive) {
        if (rank < bucket.second)
            return valueOf(bucket.first);
        rank -= bucket.second;
    }
    return m_positive.empty() ? 0 : valueOf(m_positive.back().first);
}

std::size_t QuantileSketch::bytes() const noexcept
{
    return (m_positive.capacity() + m_negative.capacity()) * sizeof(Bucket);
}

} // namespace cairn
