// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace cairn {

/// Threads spread over so many copies of a number, so that listeners do not pass one cache line around.
inline constexpr std::size_t kMetricShards = 8;
/// The copy of the calling thread.
[[nodiscard]] std::size_t metricShard() noexcept;

/// A number that only grows. Lock-free, a few nanoseconds; from any thread.
class Counter {
public:
    void add(std::uint64_t amount = 1) noexcept
    {
        m_shards[metricShard()].value.fetch_add(amount, std::memory_order_relaxed);
    }
    [[nodiscard]] std::uint64_t value() const noexcept;

private:
    struct alignas(64) Shard {
        std::atomic<std::uint64_t> value{0};
    };
    std::array<Shard, kMetricShards> m_shards;
};

/// A number that goes up and down. Lock-free, from any thread; meant for what is seldom changed.
class Gauge {
public:
    void set(double value) noexcept { m_value.store(value, std::memory_order_relaxed); }
    void add(double amount) noexcept { m_value.fetch_add(amount, std::memory_order_relaxed); }
    [[nodiscard]] double value() const noexcept { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<double> m_value{0};
};

/// Observations counted in buckets. Lock-free, from any thread.
class Histogram {
public:
    /// `bounds`: finite, ascending.
    explicit Histogram(std::span<const double> bounds);
    void observe(double value) noexcept;

    [[nodiscard]] const std::vector<double>& bounds() const noexcept { return m_bounds; }
    struct Snapshot {
        std::vector<double> counts; ///< non-cumulative, one more than bounds
        double sum = 0;
    };
    [[nodiscard]] Snapshot snapshot() const;

private:
    struct alignas(64) Line {
        std::array<std::atomic<std::uint64_t>, 8> cells{};
    };
    [[nodiscard]] std::atomic<std::uint64_t>& cell(std::size_t shard, std::size_t index) const noexcept
    {
        return m_lines[shard * m_linesPerShard + index / 8].cells[index % 8];
    }
    std::vector<double> m_bounds;
    std::size_t m_linesPerShard;
    std::unique_ptr<Line[]> m_lines; ///< of each shard: the bits of its sum, then a cell for each bucket
};

} // namespace cairn
