// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

/// Messages of io.prometheus.client written field by field, so that tests say what stands on the wire.
namespace cairn::wire {

inline std::string varint(std::uint64_t value)
{
    std::string bytes;
    for (; value >= 0x80; value >>= 7)
        bytes += static_cast<char>(value | 0x80);
    return bytes += static_cast<char>(value);
}

inline std::string number(int field, std::uint64_t value)
{
    return varint(static_cast<std::uint64_t>(field) << 3) + varint(value);
}

inline std::string real(int field, double value)
{
    char bits[8];
    std::memcpy(bits, &value, sizeof bits);
    return varint(static_cast<std::uint64_t>(field) << 3 | 1) + std::string(bits, sizeof bits);
}

inline std::string bytes(int field, std::string_view value)
{
    return varint(static_cast<std::uint64_t>(field) << 3 | 2) + varint(value.size()) + std::string(value);
}

inline std::string label(std::string_view name, std::string_view value)
{
    return bytes(1, bytes(1, name) + bytes(2, value));
}

enum Type { Counter, Gauge, Summary, Untyped, Histogram, GaugeHistogram };

/// A delimited MetricFamily; `metrics` are the contents of its Metric messages.
inline std::string family(
    std::string_view name, Type type, std::initializer_list<std::string> metrics, std::string_view help = {})
{
    std::string family = bytes(1, name) + (help.empty() ? std::string() : bytes(2, help)) + number(3, type);
    for (const std::string& metric : metrics)
        family += bytes(4, metric);
    return varint(family.size()) + family;
}

inline std::string gauge(double value)
{
    return bytes(2, real(1, value));
}

/// `created`: Unix seconds; 0: not said.
inline std::string counter(double value, std::uint64_t created = 0)
{
    return bytes(3, real(1, value) + (created == 0 ? std::string() : bytes(3, number(1, created))));
}

/// Cumulative counts by upper bound, and perhaps fields more.
inline std::string histogram(std::uint64_t count, double sum,
    std::initializer_list<std::pair<double, std::uint64_t>> buckets, const std::string& more = {})
{
    std::string fields = number(1, count) + real(2, sum);
    for (const auto& [bound, cumulative] : buckets)
        fields += bytes(3, number(1, cumulative) + real(2, bound));
    return bytes(7, fields + more);
}

/// Native fields: buckets of the positive side from `index` on, side by side.
inline std::string native(int schema, int index, std::initializer_list<std::int64_t> counts)
{
    const auto zigzag = [](std::int64_t value) { return static_cast<std::uint64_t>(value << 1 ^ value >> 63); };
    std::string deltas;
    std::int64_t before = 0;
    for (const std::int64_t count : counts) {
        deltas += varint(zigzag(count - before));
        before = count;
    }
    return number(5, zigzag(schema)) + real(6, 1e-9) + number(7, 0)
        + bytes(12, number(1, zigzag(index)) + number(2, counts.size())) + bytes(13, deltas);
}

} // namespace cairn::wire
