// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/telemetry/metric.h"

#include <algorithm>
#include <bit>

namespace cairn {

std::size_t metricShard() noexcept
{
    static std::atomic<std::size_t> threads{0};
    static thread_local const std::size_t shard = threads.fetch_add(1, std::memory_order_relaxed) % kMetricShards;
    return shard;
}

std::uint64_t Counter::value() const noexcept
{
    std::uint64_t sum = 0;
    for (const Shard& shard : m_shards)
        sum += shard.value.load(std::memory_order_relaxed);
    return sum;
}

Histogram::Histogram(std::span<const double> bounds)
    : m_bounds(bounds.begin(), bounds.end())
    , m_linesPerShard((bounds.size() + 2 + 7) / 8)
    , m_lines(std::make_unique<Line[]>(m_linesPerShard * kMetricShards))
{
}

void Histogram::observe(double value) noexcept
{
    const auto bucket
        = static_cast<std::size_t>(std::lower_bound(m_bounds.begin(), m_bounds.end(), value) - m_bounds.begin());
    const std::size_t shard = metricShard();
    cell(shard, bucket + 1).fetch_add(1, std::memory_order_relaxed);
    std::atomic<std::uint64_t>& sum = cell(shard, 0);
    std::uint64_t seen = sum.load(std::memory_order_relaxed);
    while (!sum.compare_exchange_weak(
        seen, std::bit_cast<std::uint64_t>(std::bit_cast<double>(seen) + value), std::memory_order_relaxed)) { }
}

Histogram::Snapshot Histogram::snapshot() const
{
    Snapshot snapshot{std::vector<double>(m_bounds.size() + 1), 0};
    for (std::size_t shard = 0; shard < kMetricShards; ++shard) {
        snapshot.sum += std::bit_cast<double>(cell(shard, 0).load(std::memory_order_relaxed));
        for (std::size_t bucket = 0; bucket <= m_bounds.size(); ++bucket)
            snapshot.counts[bucket] += static_cast<double>(cell(shard, bucket + 1).load(std::memory_order_relaxed));
    }
    return snapshot;
}

} // namespace cairn
