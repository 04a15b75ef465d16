// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/native_histogram.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::detail {

class WireReader;

/// A count that a message may hold as an integer, as a double, or both: the double counts unless it is zero.
struct WireCount {
    std::uint64_t whole = 0;
    double real = 0;
    bool hasWhole = false;
    bool hasReal = false;

    [[nodiscard]] bool isPresent() const noexcept { return hasWhole || hasReal; }
    [[nodiscard]] bool isReal() const noexcept { return real != 0 || (hasReal && !hasWhole); }
    [[nodiscard]] double value() const noexcept { return isReal() ? real : static_cast<double>(whole); }
    void set(std::uint64_t count) noexcept { whole = count, hasWhole = true; }
    void set(double count) noexcept { real = count, hasReal = true; }
};

/// The native fields of one Histogram message, collected one by one and then put together. A function that answers
/// false has written why into the string given to the constructor. Keeps its memory from one histogram to the next.
class NativeParts {
public:
    enum Side : std::uint8_t { Negative, Positive };

    explicit NativeParts(std::string& why) : m_why(why) { }
    void begin(std::size_t maxBuckets) noexcept;

    /// Each takes one field's value.
    [[nodiscard]] bool addSpan(Side side, std::string_view message);
    [[nodiscard]] bool addDelta(Side side, std::uint64_t encoded);
    [[nodiscard]] bool addDeltas(Side side, std::string_view packed);
    [[nodiscard]] bool addCount(Side side, double count);
    [[nodiscard]] bool addCounts(Side side, std::string_view packed);
    void setSchema(std::uint64_t encoded) noexcept { m_schema = encoded, m_hasSchema = true; }
    void setZeroThreshold(double threshold) noexcept { m_zeroThreshold = threshold; }
    [[nodiscard]] WireCount& zeroCount() noexcept { return m_zeroCount; }

    /// Whether the histogram has a native part at all: Prometheus looks for spans and a zero bucket.
    [[nodiscard]] bool isPresent() const noexcept;
    /// Whether its bounds are custom ones (schema -53), for which the message has no field.
    [[nodiscard]] bool hasCustomBounds() const noexcept;
    /// Puts the parts together; `sumIsNaN`: not all observations need be in buckets.
    [[nodiscard]] bool build(const WireCount& count, bool sumIsNaN, NativeHistogram& out);

private:
    struct Span {
        std::int32_t offset = 0;
        std::uint64_t length = 0;
    };
    struct Buckets {
        std::vector<Span> spans;
        std::vector<std::int64_t> deltas;
        std::vector<double> counts;
    };

    [[nodiscard]] bool refuse(std::string why);
    [[nodiscard]] bool hasRoom(std::size_t size);
    [[nodiscard]] bool readSchema(int& schema);
    [[nodiscard]] bool readZero(NativeHistogram& out);
    [[nodiscard]] bool buildSide(Side side, const NativeHistogram& histogram, std::vector<NativeBucket>& out);
    [[nodiscard]] bool nextCount(Side side, bool isFloat, std::size_t index, double& count);
    [[nodiscard]] bool checkTotal(const WireCount& count, bool sumIsNaN, const NativeHistogram& histogram);

    std::string& m_why;
    std::size_t m_maxBuckets = 0;
    std::array<Buckets, 2> m_sides;
    std::uint64_t m_schema = 0;
    bool m_hasSchema = false;
    double m_zeroThreshold = 0;
    WireCount m_zeroCount;
    std::int64_t m_running = 0; ///< the count that the next delta adds to
    std::uint64_t m_total = 0; ///< of all buckets of an integer histogram
};

} // namespace cairn::detail
