// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/protobuf_native.h"

#include "core/exposition/number.h"
#include "core/exposition/protobuf_fields.h"

#include <cmath>
#include <limits>

namespace cairn::detail {

namespace {

constexpr int kCustomBounds = -53;
constexpr double kRounding = 1e-6; // of a sum of many doubles, generously

std::string nameOf(NativeParts::Side side)
{
    return side == NativeParts::Positive ? "positive" : "negative";
}

std::string numberText(double value)
{
    std::string text;
    appendNumber(text, value);
    return text;
}

bool fits32(std::int64_t value) noexcept
{
    return value >= std::numeric_limits<std::int32_t>::min() && value <= std::numeric_limits<std::int32_t>::max();
}

/// Doubles end at 2^1024, one bucket more holds infinity; the smallest is 2^-1074.
bool isIndexOf(int schema, std::int64_t index) noexcept
{
    constexpr std::int64_t kHighest = 1024;
    constexpr std::int64_t kLowest = 1075;
    if (schema >= 0)
        return index <= kHighest * (1 << schema) + 1 && index >= -kLowest * (1 << schema);
    return index <= (kHighest >> -schema) + 1 && index >= -(kLowest >> -schema) - 1;
}

} // namespace

void NativeParts::begin(std::size_t maxBuckets) noexcept
{
    m_maxBuckets = maxBuckets;
    for (Buckets& side : m_sides) {
        side.spans.clear();
        side.deltas.clear();
        side.counts.clear();
    }
    m_schema = 0;
    m_hasSchema = false;
    m_zeroThreshold = 0;
    m_zeroCount = {};
}

bool NativeParts::refuse(std::string why)
{
    m_why = std::move(why);
    return false;
}

bool NativeParts::hasRoom(std::size_t size)
{
    return size < m_maxBuckets || refuse("more than " + std::to_string(m_maxBuckets) + " native buckets or spans");
}

bool NativeParts::addSpan(Side side, std::string_view message)
{
    std::int64_t offset = 0;
    std::uint64_t length = 0;
    WireReader at(message, span_field::kShape);
    while (at.next()) {
        switch (at.tag()) {
        case span_field::kOffset: offset = unzigzag(at.varint()); break;
        case span_field::kLength: length = at.varint(); break;
        default: at.skip();
        }
    }
    if (!at.ok())
        return refuse(at.message());
    if (!fits32(offset))
        return refuse("offset " + std::to_string(offset) + " of a span does not fit 32 bits");
    std::vector<Span>& spans = m_sides[side].spans;
    if (!hasRoom(spans.size()))
        return false;
    spans.push_back({static_cast<std::int32_t>(offset), length});
    return true;
}

bool NativeParts::addDelta(Side side, std::uint64_t encoded)
{
    if (!hasRoom(m_sides[side].deltas.size()))
        return false;
    m_sides[side].deltas.push_back(unzigzag(encoded));
    return true;
}

bool NativeParts::addDeltas(Side side, std::string_view packed)
{
    const char* at = packed.data();
    const char* const end = at + packed.size();
    while (at != end) {
        std::uint64_t encoded = 0;
        at = readVarint(at, end, encoded);
        if (at == nullptr)
            return refuse(
                "expected varints of at most 64 bits as " + nameOf(side) + " deltas, found a cut or longer one");
        if (!addDelta(side, encoded))
            return false;
    }
    return true;
}

bool NativeParts::addCount(Side side, double count)
{
    if (!hasRoom(m_sides[side].counts.size()))
        return false;
    m_sides[side].counts.push_back(count);
    return true;
}

bool NativeParts::addCounts(Side side, std::string_view packed)
{
    if (packed.size() % sizeof(double) != 0)
        return refuse(
            "expected doubles as " + nameOf(side) + " counts, found " + std::to_string(packed.size()) + " bytes");
    for (std::size_t i = 0; i < packed.size(); i += sizeof(double)) {
        if (!addCount(side, loadDouble(packed.data() + i)))
            return false;
    }
    return true;
}

bool NativeParts::isPresent() const noexcept
{
    for (const Buckets& side : m_sides) {
        if (!side.spans.empty() || !side.deltas.empty() || !side.counts.empty())
            return true;
    }
    return m_zeroThreshold != 0 || m_zeroCount.value() != 0;
}

bool NativeParts::hasCustomBounds() const noexcept
{
    return m_hasSchema && unzigzag(m_schema) == kCustomBounds;
}

bool NativeParts::build(const WireCount& count, bool sumIsNaN, NativeHistogram& out)
{
    m_total = 0;
    out.isFloat = count.isReal() || m_zeroCount.isReal() || !m_sides[Negative].counts.empty()
        || !m_sides[Positive].counts.empty();
    return readSchema(out.schema) && readZero(out) && buildSide(Negative, out, out.negative)
        && buildSide(Positive, out, out.positive) && checkTotal(count, sumIsNaN, out);
}

bool NativeParts::readSchema(int& schema)
{
    const std::int64_t value = m_hasSchema ? unzigzag(m_schema) : 0;
    if (value == kCustomBounds)
        return refuse("found a native histogram of schema -53 without classic buckets: protobuf has no field for its "
                      "custom bounds, so send classic buckets, or a schema from -4 to 8");
    if (value < NativeHistogram::kCoarsest || value > NativeHistogram::kFinest)
        return refuse("expected a schema from -4 to 8, found " + std::to_string(value));
    schema = static_cast<int>(value);
    return true;
}

bool NativeParts::readZero(NativeHistogram& out)
{
    out.zeroThreshold = m_zeroThreshold;
    out.zeroCount = m_zeroCount.value();
    if (!std::isfinite(out.zeroThreshold) || out.zeroThreshold < 0)
        return refuse("expected a finite zero threshold of at least 0, found " + numberText(out.zeroThreshold));
    if (!std::isfinite(out.zeroCount) || out.zeroCount < 0)
        return refuse("expected a finite zero count of at least 0, found " + numberText(out.zeroCount));
    if (!m_zeroCount.isReal())
        m_total = m_zeroCount.whole;
    return true;
}

bool NativeParts::buildSide(Side side, const NativeHistogram& histogram, std::vector<NativeBucket>& out)
{
    out.clear();
    m_running = 0;
    const Buckets& parts = m_sides[side];
    if (!parts.deltas.empty() && histogram.isFloat)
        return refuse("found " + nameOf(side) + " deltas in a histogram of float counts");
    const std::size_t counts = histogram.isFloat ? parts.counts.size() : parts.deltas.size();
    std::size_t next = 0;
    std::int64_t index = 0;
    for (std::size_t i = 0; i < parts.spans.size(); ++i) {
        const Span& span = parts.spans[i];
        if (i > 0 && span.offset < 0)
            return refuse("the " + nameOf(side) + " spans overlap or descend: span " + std::to_string(i + 1)
                + " has offset " + std::to_string(span.offset));
        if (span.length > counts - next)
            return refuse("the " + nameOf(side) + " spans need more buckets than the " + std::to_string(counts)
                + " that are there");
        index += span.offset;
        for (const std::size_t end = next + span.length; next < end; ++next, ++index) {
            double count = 0;
            if (!nextCount(side, histogram.isFloat, next, count))
                return false;
            if (count == 0)
                continue;
            if (!isIndexOf(histogram.schema, index))
                return refuse(nameOf(side) + " bucket " + std::to_string(index) + " is beyond all doubles in schema "
                    + std::to_string(histogram.schema));
            out.push_back({static_cast<std::int32_t>(index), count});
        }
    }
    return next == counts
        || refuse("the " + nameOf(side) + " spans need " + std::to_string(next) + " buckets, but "
            + std::to_string(counts) + " are there");
}

bool NativeParts::nextCount(Side side, bool isFloat, std::size_t index, double& count)
{
    const Buckets& parts = m_sides[side];
    if (isFloat) {
        count = parts.counts[index];
        return (std::isfinite(count) && count >= 0)
            || refuse(
                "expected finite counts of at least 0 in " + nameOf(side) + " buckets, found " + numberText(count));
    }
    if (__builtin_add_overflow(m_running, parts.deltas[index], &m_running) || m_running < 0)
        return refuse("the " + nameOf(side) + " deltas lead to a negative or too large count");
    count = static_cast<double>(m_running);
    return !__builtin_add_overflow(m_total, static_cast<std::uint64_t>(m_running), &m_total)
        || refuse("the counts of native buckets are too large together");
}

bool NativeParts::checkTotal(const WireCount& count, bool sumIsNaN, const NativeHistogram& histogram)
{
    if (!histogram.isFloat) {
        // A NaN is counted, but no bucket is its own.
        if (sumIsNaN ? m_total <= count.whole : m_total == count.whole)
            return true;
        return refuse("the native buckets hold " + std::to_string(m_total) + " observations, but the count is "
            + std::to_string(count.whole));
    }
    double total = histogram.zeroCount;
    for (const auto* side : {&histogram.negative, &histogram.positive}) {
        for (const NativeBucket& bucket : *side)
            total += bucket.count;
    }
    const double slack = kRounding * total;
    if (total <= count.value() + slack && (sumIsNaN || total >= count.value() - slack))
        return true;
    return refuse("the native buckets hold " + numberText(total) + " observations, but the count is "
        + numberText(count.value()));
}

} // namespace cairn::detail
