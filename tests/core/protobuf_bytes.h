// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

/// Wire bytes for tests, also such as no library would write.
namespace cairn::test {

inline std::string varintBytes(std::uint64_t value)
{
    std::string out;
    for (; value >= 0x80; value >>= 7)
        out += static_cast<char>(value | 0x80);
    return out + static_cast<char>(value);
}

inline std::string doubleBytes(double value)
{
    auto bits = std::bit_cast<std::uint64_t>(value);
    std::string out;
    for (int i = 0; i < 8; ++i, bits >>= 8)
        out += static_cast<char>(bits);
    return out;
}

inline std::string tagBytes(std::uint64_t number, unsigned wireType)
{
    return varintBytes(number << 3 | wireType);
}

inline std::string varintField(std::uint64_t number, std::uint64_t value)
{
    return tagBytes(number, 0) + varintBytes(value);
}

inline std::string signedField(std::uint64_t number, std::int64_t value)
{
    return varintField(number, static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
}

inline std::string doubleField(std::uint64_t number, double value)
{
    return tagBytes(number, 1) + doubleBytes(value);
}

inline std::string bytesField(std::uint64_t number, std::string_view bytes)
{
    return (tagBytes(number, 2) + varintBytes(bytes.size())).append(bytes);
}

inline std::string delimited(const std::string& message)
{
    return varintBytes(message.size()) + message;
}

inline std::string labelPair(std::string_view name, std::string_view value)
{
    return bytesField(1, bytesField(1, name) + bytesField(2, value));
}

/// The values of enum MetricType.
enum : std::uint64_t { kCounter, kGauge, kSummary, kUntyped, kHistogram, kGaugeHistogram };

/// A delimited family; `metrics` are whole fields.
inline std::string familyBytes(std::string_view name, std::uint64_t type, const std::string& metrics)
{
    return delimited(bytesField(1, name) + varintField(3, type) + metrics);
}

inline std::string metric(const std::string& fields)
{
    return bytesField(4, fields);
}

} // namespace cairn::test
