// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/protobuf_writer.h"

#include "core/exposition/protobuf_compound.h"
#include "core/exposition/protobuf_fields.h"
#include "core/exposition/protobuf_labels.h"
#include "core/exposition/protobuf_tail.h"

namespace cairn {

using detail::WireTail;

namespace {

constexpr std::size_t kFamilyLength = 3; // bytes, of a message from 16 KiB to 2 MiB
constexpr std::size_t kNumberRoom = 64; // tags, lengths, value and time of birth

detail::WireMetricType wireType(MetricType type) noexcept
{
    using detail::WireMetricType;
    switch (type) {
    case MetricType::Counter: return WireMetricType::Counter;
    case MetricType::Histogram: return WireMetricType::Histogram;
    case MetricType::GaugeHistogram: return WireMetricType::GaugeHistogram;
    case MetricType::Summary: return WireMetricType::Summary;
    case MetricType::Untyped: return WireMetricType::Untyped;
    default: return WireMetricType::Gauge;
    }
}

/// Whether Prometheus finds the unit where it looks for it.
bool endsWithUnit(std::string_view name, MetricType type, std::string_view unit) noexcept
{
    constexpr std::string_view kTotal = "_total";
    if (type == MetricType::Counter && name.ends_with(kTotal))
        name.remove_suffix(kTotal.size());
    return name.size() > unit.size() && name.ends_with(unit) && name[name.size() - unit.size() - 1] == '_';
}

std::size_t labelsRoom(const ProtobufLabels& labels) noexcept
{
    return labels.labels().empty() ? detail::labelsRoom(labels.text()) : detail::labelsRoom(labels.labels());
}

/// A Metric message around what one call writes.
class MetricFrame {
public:
    MetricFrame(std::string& out, const ProtobufLabels& labels, std::size_t valueRoom)
        : tail(out, labelsRoom(labels) + valueRoom + 2 * WireTail::kFieldRoom)
        , m_lengthBytes(labels.text().size() + valueRoom / 2 < kLongText ? 1 : 2)
        , m_begin(tail.open(detail::family_field::kMetric, m_lengthBytes))
    {
        detail::putLabels(tail, labels.text());
        detail::putLabels(tail, labels.labels());
    }
    ~MetricFrame() { tail.close(m_begin, m_lengthBytes); }
    MetricFrame(const MetricFrame&) = delete;
    MetricFrame& operator=(const MetricFrame&) = delete;

    WireTail tail;

private:
    static constexpr std::size_t kLongText = 140; // guesses what is about 128 bytes when encoded
    std::size_t m_lengthBytes;
    std::size_t m_begin;
};

/// The usual case, of which all sizes are known.
void putPlainNumber(WireTail& tail, std::uint32_t kind, double value) noexcept
{
    tail.put(kind, std::uint64_t{1 + sizeof value});
    tail.put(detail::number_field::kValue, value);
}

std::uint32_t numberField(MetricType type) noexcept
{
    switch (type) {
    case MetricType::Counter: return detail::metric_field::kCounter;
    case MetricType::Untyped: return detail::metric_field::kUntyped;
    default: return detail::metric_field::kGauge;
    }
}

} // namespace

void ProtobufWriter::beginFamily(std::string_view name, MetricType type, std::string_view help, std::string_view unit)
{
    close();
    m_name = name;
    m_type = type;
    m_help = help;
    m_unit = endsWithUnit(name, type, unit) ? unit : std::string_view();
}

void ProtobufWriter::open()
{
    m_isOpen = true;
    m_start = m_out.size();
    WireTail tail(m_out, kFamilyLength + m_name.size() + m_help.size() + m_unit.size() + 4 * WireTail::kFieldRoom);
    for (std::size_t i = 0; i < kFamilyLength; ++i)
        tail.putRaw('\0');
    tail.put(detail::family_field::kName, m_name);
    if (!m_help.empty())
        tail.put(detail::family_field::kHelp, m_help);
    tail.put(detail::family_field::kType, static_cast<std::uint64_t>(wireType(m_type)));
    if (!m_unit.empty())
        tail.put(detail::family_field::kUnit, m_unit);
}

void ProtobufWriter::close()
{
    if (!m_isOpen)
        return;
    m_isOpen = false;
    const std::size_t size = m_out.size() - m_start - kFamilyLength;
    char length[detail::kMaxVarintBytes];
    const auto lengthBytes = static_cast<std::size_t>(detail::putVarint(length, size) - length);
    m_out.replace(m_start, kFamilyLength, length, lengthBytes);
}

void ProtobufWriter::finishMetric()
{
    if (m_out.size() - m_start >= m_maxMessage)
        close();
}

void ProtobufWriter::sample(const ProtobufLabels& labels, double value, const ProtobufExtras& extras)
{
    if (!m_isOpen) [[unlikely]]
        open();
    const std::uint32_t kind = numberField(m_type);
    const bool isPlain = m_type != MetricType::Counter || (!extras.created && extras.exemplars.empty());
    {
        MetricFrame metric(m_out, labels, kNumberRoom + (isPlain ? 0 : detail::exemplarsRoom(extras)));
        if (isPlain)
            putPlainNumber(metric.tail, kind, value);
        else
            detail::putCounter(metric.tail, value, extras);
    }
    finishMetric();
}

void ProtobufWriter::histogram(const ProtobufLabels& labels, std::span<const double> bounds,
    std::span<const double> counts, const double* sum, const ProtobufExtras& extras)
{
    const detail::HistogramParts parts{bounds, counts, sum, extras};
    const detail::HistogramShape shape = detail::shapeOf(parts);
    if (const bool isNative = shape.native != nullptr; isNative != m_isNative) {
        close();
        m_isNative = isNative;
    }
    if (!m_isOpen) [[unlikely]]
        open();
    {
        MetricFrame metric(m_out, labels, detail::histogramRoom(bounds.size(), extras));
        detail::putHistogram(metric.tail, parts, shape);
    }
    finishMetric();
}

void ProtobufWriter::summary(const ProtobufLabels& labels, std::span<const double> quantiles,
    std::span<const double> values, const double* sum, const double* count, const ProtobufExtras& extras)
{
    if (!m_isOpen) [[unlikely]]
        open();
    {
        MetricFrame metric(m_out, labels, detail::summaryRoom(quantiles.size()));
        detail::putSummary(metric.tail, {quantiles, values, sum, count, extras.created});
    }
    finishMetric();
}

} // namespace cairn
