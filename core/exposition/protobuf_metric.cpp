// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/protobuf_metric.h"

#include "core/exposition/protobuf_fields.h"
#include "core/exposition/scan.h"
#include "core/model/quote.h"

#include <bit>
#include <cmath>
#include <limits>

namespace cairn::detail {

namespace {

constexpr std::uint32_t kindOf(std::uint32_t tag) noexcept
{
    return 1U << (tag >> 3U);
}

constexpr std::uint32_t kindOf(MetricType type) noexcept
{
    switch (type) {
    case MetricType::Counter: return kindOf(metric_field::kCounter);
    case MetricType::Untyped: return kindOf(metric_field::kUntyped);
    case MetricType::Histogram:
    case MetricType::GaugeHistogram: return kindOf(metric_field::kHistogram);
    case MetricType::Summary: return kindOf(metric_field::kSummary);
    default: return kindOf(metric_field::kGauge);
    }
}

std::string namesOf(std::uint32_t kinds)
{
    std::string names;
    const auto add = [&](std::uint32_t tag, const char* name) {
        if ((kinds & kindOf(tag)) != 0)
            names.append(names.empty() ? "" : " and ").append(name);
    };
    add(metric_field::kCounter, "counter");
    add(metric_field::kGauge, "gauge");
    add(metric_field::kHistogram, "histogram");
    add(metric_field::kSummary, "summary");
    add(metric_field::kUntyped, "untyped");
    return names.empty() ? "none" : names;
}

} // namespace

void MetricDecoder::begin(const ProtobufOptions& options) noexcept
{
    m_options = options;
    m_message.clear();
    m_exemplars.forgetDropped();
    clearCompound();
}

bool MetricDecoder::refuse(std::string message)
{
    m_message = std::move(message);
    return false;
}

void MetricDecoder::clearCompound() noexcept
{
    m_isUsed = false;
    m_exemplars.clear();
    m_exemplarViews = {};
    m_bounds.clear();
    m_values.clear();
    m_count = {};
    m_compound = {};
    m_nativeParts.begin(m_options.maxBuckets);
}

bool MetricDecoder::read(std::string_view metric, MetricType type)
{
    m_metric = metric;
    m_number = 0;
    m_createdBytes = {};
    m_created.reset();
    m_exemplarBytes = {};
    if (m_isUsed || isCompound(type))
        clearCompound();
    Kinds found = 0;
    if (!readPlainNumber(type) && (!readFields(metric, found) || !checkKind(found, type)))
        return false;
    if (m_createdBytes.data() != nullptr && !readTime(m_createdBytes, m_created.emplace(), m_message))
        return false;
    if (isCompound(type))
        return finishCompound(type);
    return m_exemplarBytes.data() == nullptr || finishCounter();
}

/// The usual metric: short labels, and a number of the family's type; of a counter with what may stand beside it.
bool MetricDecoder::readPlainNumber(MetricType type) noexcept
{
    constexpr std::ptrdiff_t kValueBytes = 3 + sizeof(double);
    constexpr unsigned char kMostOfOneByte = 0x7F;
    constexpr char kLabelTag{metric_field::kLabel};
    constexpr char kValueTag{number_field::kValue};
    const char* at = m_metric.data();
    const char* const end = at + m_metric.size();
    while (end - at > kValueBytes && at[0] == kLabelTag) {
        const auto size = static_cast<unsigned char>(at[1]);
        if (size > kMostOfOneByte || size > end - at - 2)
            break;
        at += 2 + size;
    }
    const auto kind = static_cast<std::uint32_t>(std::countr_zero(kindOf(type)));
    if (end - at < kValueBytes || at[0] != static_cast<char>(fieldTag(kind, kBytes)))
        return false;
    const char* const labelsEnd = at;
    std::uint64_t size = 0;
    at = readVarint(at + 1, end, size);
    if (at == nullptr || size != static_cast<std::uint64_t>(end - at) || size < 1 + sizeof(double) || *at != kValueTag)
        return false;
    m_number = loadDouble(at + 1);
    at += 1 + sizeof(double);
    m_encodedLabels = {m_metric.data(), static_cast<std::size_t>(labelsEnd - m_metric.data())};
    return at == end || (type == MetricType::Counter && readBeside(at, end));
}

/// An exemplar and a time of birth, each perhaps, and nothing else.
bool MetricDecoder::readBeside(const char* at, const char* end) noexcept
{
    takeBytes(at, end, number_field::kExemplar, m_exemplarBytes);
    takeBytes(at, end, number_field::kCreated, m_createdBytes);
    return at == end;
}

bool MetricDecoder::readFields(std::string_view metric, Kinds& found)
{
    const char* const begin = metric.data();
    const char* runEnd = begin;
    bool isTogether = true;
    WireReader at(metric, metric_field::kShape);
    while (at.next()) {
        if (at.tag() != metric_field::kLabel) {
            if (!readField(at, found))
                return false;
            continue;
        }
        // A tag may be written longer than it need be; such labels are read, but not remembered.
        isTogether = isTogether && at.fieldStart() == runEnd && at.position() == runEnd + 1;
        static_cast<void>(at.bytes());
        runEnd = isTogether ? at.position() : runEnd;
    }
    if (!at.ok())
        return refuse(at.message());
    m_encodedLabels
        = isTogether ? std::string_view(begin, static_cast<std::size_t>(runEnd - begin)) : std::string_view();
    return true;
}

/// A field of Metric that is no label.
bool MetricDecoder::readField(WireReader& at, Kinds& found)
{
    const std::uint32_t tag = at.tag();
    switch (tag) {
    case metric_field::kGauge:
    case metric_field::kCounter:
    case metric_field::kSummary:
    case metric_field::kUntyped:
    case metric_field::kHistogram: break;
    case metric_field::kTimestamp: {
        const auto milliseconds = static_cast<std::int64_t>(at.varint());
        return !at.ok() || readTimestamp(milliseconds);
    }
    default: at.skip(); return true;
    }
    found |= kindOf(tag);
    const std::string_view message = at.bytes();
    if (!at.ok())
        return true; // the caller tells
    switch (tag) {
    case metric_field::kGauge: return readNumber(message, number_field::kGauge);
    case metric_field::kCounter: return readNumber(message, number_field::kCounter);
    case metric_field::kUntyped: return readNumber(message, number_field::kUntyped);
    case metric_field::kSummary: return readSummary(message);
    default: return readHistogram(message);
    }
}

bool MetricDecoder::checkKind(Kinds found, MetricType type)
{
    const Kinds expected = kindOf(type);
    return found == expected
        || refuse(
            "expected a value of kind " + namesOf(expected) + ", as the family's type says, found " + namesOf(found));
}

bool MetricDecoder::readTimestamp(std::int64_t milliseconds)
{
    // Writers of proto3 have no other word for none than 0, and Prometheus reads it so.
    return milliseconds == 0 || m_options.ignoreTimestamps
        || refuse("found timestamp " + std::to_string(milliseconds)
            + ": timestamps are refused unless the gateway is told to ignore them");
}

bool MetricDecoder::readNumber(std::string_view message, const MessageShape& shape)
{
    const bool isCounter = &shape == &number_field::kCounter;
    WireReader at(message, shape);
    while (at.next()) {
        if (at.tag() == number_field::kValue)
            m_number = at.fixed64();
        else if (isCounter && at.tag() == number_field::kExemplar)
            m_exemplarBytes = at.bytes();
        else if (isCounter && at.tag() == number_field::kCreated)
            m_createdBytes = at.bytes();
        else
            at.skip();
    }
    return at.ok() || refuse(at.message());
}

bool MetricDecoder::readSummary(std::string_view message)
{
    m_isUsed = true;
    WireReader at(message, summary_field::kShape);
    while (at.next()) {
        switch (at.tag()) {
        case summary_field::kCount: m_count.set(at.varint()); break;
        case summary_field::kSum:
            m_compound.sum = at.fixed64();
            m_compound.hasSum = true;
            break;
        case summary_field::kQuantile:
            if (const std::string_view quantile = at.bytes(); at.ok() && !readQuantile(quantile))
                return false;
            break;
        case summary_field::kCreated: m_createdBytes = at.bytes(); break;
        default: at.skip();
        }
    }
    return at.ok() || refuse(at.message());
}

bool MetricDecoder::readQuantile(std::string_view message)
{
    double quantile = 0;
    double value = 0;
    WireReader at(message, quantile_field::kShape);
    while (at.next()) {
        switch (at.tag()) {
        case quantile_field::kQuantile: quantile = at.fixed64(); break;
        case quantile_field::kValue: value = at.fixed64(); break;
        default: at.skip();
        }
    }
    return at.ok() ? addPair(quantile, value, "quantiles") : refuse(at.message());
}

bool MetricDecoder::readHistogram(std::string_view message)
{
    m_isUsed = true;
    const char* const end = message.data() + message.size();
    WireReader at(message, histogram_field::kShape);
    while (at.next()) {
        switch (at.tag()) {
        case histogram_field::kCount: m_count.set(at.varint()); break;
        case histogram_field::kCountFloat: m_count.set(at.fixed64()); break;
        case histogram_field::kSum:
            m_compound.sum = at.fixed64();
            m_compound.hasSum = true;
            break;
        case histogram_field::kBucket:
            if (const char* const behind = readShortBuckets(at.fieldStart(), end); behind != at.fieldStart())
                at.moveTo(behind);
            else if (const std::string_view bucket = at.bytes(); at.ok() && !readBucket(bucket))
                return false;
            break;
        case histogram_field::kCreated: m_createdBytes = at.bytes(); break;
        default:
            if (!readNativeField(at))
                return false;
        }
    }
    return at.ok() || refuse(at.message());
}

bool MetricDecoder::readNativeField(WireReader& at)
{
    using enum NativeParts::Side;
    const auto message = [&](auto&& take) {
        const std::string_view bytes = at.bytes();
        return !at.ok() || take(bytes);
    };
    switch (at.tag()) {
    case histogram_field::kSchema: m_nativeParts.setSchema(at.varint()); return true;
    case histogram_field::kZeroThreshold: m_nativeParts.setZeroThreshold(at.fixed64()); return true;
    case histogram_field::kZeroCount: m_nativeParts.zeroCount().set(at.varint()); return true;
    case histogram_field::kZeroCountFloat: m_nativeParts.zeroCount().set(at.fixed64()); return true;
    case histogram_field::kNegativeDelta: return m_nativeParts.addDelta(Negative, at.varint());
    case histogram_field::kPositiveDelta: return m_nativeParts.addDelta(Positive, at.varint());
    case histogram_field::kNegativeCount: return m_nativeParts.addCount(Negative, at.fixed64());
    case histogram_field::kPositiveCount: return m_nativeParts.addCount(Positive, at.fixed64());
    case histogram_field::kNegativeSpan:
        return message([&](auto bytes) { return m_nativeParts.addSpan(Negative, bytes); });
    case histogram_field::kPositiveSpan:
        return message([&](auto bytes) { return m_nativeParts.addSpan(Positive, bytes); });
    case histogram_field::kNegativeDeltas:
        return message([&](auto bytes) { return m_nativeParts.addDeltas(Negative, bytes); });
    case histogram_field::kPositiveDeltas:
        return message([&](auto bytes) { return m_nativeParts.addDeltas(Positive, bytes); });
    case histogram_field::kNegativeCounts:
        return message([&](auto bytes) { return m_nativeParts.addCounts(Negative, bytes); });
    case histogram_field::kPositiveCounts:
        return message([&](auto bytes) { return m_nativeParts.addCounts(Positive, bytes); });
    case histogram_field::kExemplar:
        return message([&](auto bytes) { return addExemplar(bytes, std::numeric_limits<double>::quiet_NaN()); });
    default: at.skip(); return true;
    }
}

/// Takes the usual buckets, an integer and a bound each, as far as they stand here one behind the other. Answers the
/// place behind them.
const char* MetricDecoder::readShortBuckets(const char* at, const char* end)
{
    constexpr char kBucketTag{histogram_field::kBucket};
    constexpr char kCountTag{bucket_field::kCount};
    constexpr char kBoundTag{bucket_field::kBound};
    constexpr std::size_t kBesideCount = 2 + sizeof(double); // the tags of both, the bound
    constexpr std::ptrdiff_t kLeast = 2 + 1 + kBesideCount;
    while (end - at >= kLeast && at[0] == kBucketTag && at[2] == kCountTag && m_bounds.size() < m_options.maxBuckets) {
        const auto size = static_cast<std::size_t>(static_cast<unsigned char>(at[1]));
        const char* const behind = at + 2 + size;
        const std::uint64_t count = loadWord(at + 3);
        const std::size_t bytes = varintBytes(count);
        if (size != kBesideCount + bytes || bytes > sizeof count || size > static_cast<std::size_t>(end - at) - 2
            || at[3 + bytes] != kBoundTag)
            break;
        m_bounds.push_back(loadDouble(at + 4 + bytes));
        m_values.push_back(static_cast<double>(joinGroups(count, bytes)));
        at = behind;
    }
    return at;
}

bool MetricDecoder::readBucket(std::string_view message)
{
    WireCount count;
    double bound = 0;
    std::string_view exemplar;
    WireReader at(message, bucket_field::kShape);
    while (at.next()) {
        switch (at.tag()) {
        case bucket_field::kCount: count.set(at.varint()); break;
        case bucket_field::kCountFloat: count.set(at.fixed64()); break;
        case bucket_field::kBound: bound = at.fixed64(); break;
        case bucket_field::kExemplar: exemplar = at.bytes(); break;
        default: at.skip();
        }
    }
    if (!at.ok())
        return refuse(at.message());
    return addPair(bound, count.value(), "buckets") && (exemplar.data() == nullptr || addExemplar(exemplar, bound));
}

bool MetricDecoder::addPair(double bound, double value, const char* what)
{
    if (m_bounds.size() >= m_options.maxBuckets)
        return refuse("more than " + std::to_string(m_options.maxBuckets) + " " + what);
    m_bounds.push_back(bound);
    m_values.push_back(value);
    return true;
}

bool MetricDecoder::addExemplar(std::string_view message, double bound)
{
    m_isUsed = true;
    if (m_exemplars.size() >= m_options.maxBuckets)
        return refuse("more than " + std::to_string(m_options.maxBuckets) + " exemplars");
    return m_exemplars.read(message, bound);
}

bool MetricDecoder::finishCounter()
{
    if (!addExemplar(m_exemplarBytes, std::numeric_limits<double>::infinity()))
        return false;
    m_exemplarViews = m_exemplars.views();
    return true;
}

bool MetricDecoder::finishCompound(MetricType type)
{
    m_compound.bounds = m_bounds;
    m_compound.values = m_values;
    // Writers of proto3 leave out what is zero, and so say nothing of a histogram that is still empty.
    m_compound.hasCount = m_count.isPresent() || (hasBuckets(type) && m_bounds.empty());
    m_compound.count = m_count.value();
    m_exemplars.bind(m_bounds);
    m_compound.exemplars = m_exemplars.views();
    if (!m_nativeParts.isPresent())
        return true;
    m_compound.lostNative = !m_bounds.empty() && m_nativeParts.hasCustomBounds();
    if (m_compound.lostNative)
        return true; // the classic buckets say the same
    m_compound.native = &m_native;
    return m_nativeParts.build(m_count, m_compound.hasSum && std::isnan(m_compound.sum), m_native);
}

bool MetricDecoder::readLabels()
{
    m_labels.clear();
    const std::string_view fields = m_encodedLabels.empty() ? m_metric : m_encodedLabels;
    m_labelsAreAscii = isAscii(fields);
    WireReader at(fields, metric_field::kShape);
    while (at.next()) { // read() has found nothing wrong with the fields
        if (at.tag() != metric_field::kLabel)
            at.pass();
        else if (!addLabel(at.bytes()))
            return false;
    }
    return true;
}

bool MetricDecoder::addLabel(std::string_view pair)
{
    if (m_labels.size() >= m_options.maxLabels)
        return refuse("more than " + std::to_string(m_options.maxLabels) + " labels");
    LabelView& label = m_labels.emplace_back();
    if (readLabelPair(pair, label, m_message, m_labelsAreAscii))
        return true;
    m_message = "label " + std::to_string(m_labels.size()) + ": " + m_message;
    return false;
}

} // namespace cairn::detail
