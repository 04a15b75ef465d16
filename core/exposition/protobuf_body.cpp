// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/protobuf_body.h"

#include "core/exposition/protobuf_fields.h"
#include "core/model/quote.h"

namespace cairn::detail {

void ProtobufBody::begin(std::string_view body, const ProtobufOptions& options) noexcept
{
    m_begin = m_at = body.data();
    m_end = m_begin + body.size();
    m_offset = 0;
    m_family = {};
    m_ordinal = 0;
    m_failed = false;
    m_metric.begin(options);
}

bool ProtobufBody::refuse(std::string message)
{
    m_failed = true;
    m_why = std::move(message);
    return false;
}

ParseError ProtobufBody::error() const
{
    std::string where = m_family.name.empty() ? "byte " + std::to_string(m_offset) : "family " + quote(m_family.name);
    if (m_ordinal > 0)
        where += ", metric " + std::to_string(m_ordinal);
    return {0, {}, where + ": " + m_why};
}

bool ProtobufBody::nextFamily()
{
    m_offset = static_cast<std::size_t>(m_at - m_begin);
    m_family = {};
    m_ordinal = 0;
    if (m_at == m_end)
        return false;
    std::uint64_t size = 0;
    const char* const begin = readVarint(m_at, m_end, size);
    if (begin == nullptr)
        return refuse("expected the length of a MetricFamily, found a cut or too long number");
    const auto left = static_cast<std::uint64_t>(m_end - begin);
    if (size > left)
        return refuse(
            "expected a MetricFamily of " + std::to_string(size) + " bytes, found only " + std::to_string(left));
    m_message = {begin, static_cast<std::size_t>(size)};
    m_at = begin + size;
    return readHead();
}

/// Fields may come in any order, and the unit stands behind the metrics: so all are looked at before the first metric.
bool ProtobufBody::readHead()
{
    WireReader at(m_message, family_field::kShape);
    const char* metrics = nullptr;
    bool isTogether = true;
    std::uint64_t type = 0; // a family that does not say is a counter: the first value of the enum
    while (at.next()) {
        if (at.tag() == family_field::kMetric) [[likely]] {
            metrics = metrics == nullptr ? at.fieldStart() : metrics;
            static_cast<void>(at.bytes());
            continue;
        }
        isTogether = isTogether && metrics == nullptr;
        switch (at.tag()) {
        case family_field::kName: m_family.name = at.bytes(); break;
        case family_field::kHelp: m_family.help = at.bytes(); break;
        case family_field::kType: type = at.varint(); break;
        case family_field::kUnit: m_family.unit = at.bytes(); break;
        default: at.skip();
        }
    }
    if (!at.ok())
        return refuse(at.message());
    const auto head = static_cast<std::size_t>((metrics == nullptr ? at.position() : metrics) - m_message.data());
    m_family.encoded = isTogether ? m_message.substr(0, head) : std::string_view();
    m_fields = WireReader(m_message.substr(head), family_field::kShape);
    return readType(type);
}

bool ProtobufBody::checkText()
{
    if (m_family.name.empty())
        return refuse("expected a family's name, found none");
    if (!isUtf8(m_family.name))
        return refuse("the name is not UTF-8");
    if (!isUtf8(m_family.help))
        return refuse("help " + quote(m_family.help) + " is not UTF-8");
    return isUtf8(m_family.unit) || refuse("unit " + quote(m_family.unit) + " is not UTF-8");
}

bool ProtobufBody::readType(std::uint64_t value)
{
    switch (static_cast<WireMetricType>(value < 256 ? value : 255)) {
    case WireMetricType::Counter: m_family.type = MetricType::Counter; return true;
    case WireMetricType::Gauge: m_family.type = MetricType::Gauge; return true;
    case WireMetricType::Summary: m_family.type = MetricType::Summary; return true;
    case WireMetricType::Untyped: m_family.type = MetricType::Untyped; return true;
    case WireMetricType::Histogram: m_family.type = MetricType::Histogram; return true;
    case WireMetricType::GaugeHistogram: m_family.type = MetricType::GaugeHistogram; return true;
    }
    return refuse("expected a type from 0 (counter) to 5 (gauge histogram), found "
        + std::to_string(static_cast<std::int64_t>(value)));
}

bool ProtobufBody::nextMetric()
{
    while (m_fields.next()) { // readHead() has found nothing wrong with the fields
        if (m_fields.tag() != family_field::kMetric) {
            m_fields.pass();
            continue;
        }
        ++m_ordinal;
        return m_metric.read(m_fields.bytes(), m_family.type) || refuse(m_metric.message());
    }
    return false;
}

bool ProtobufBody::readLabels()
{
    return m_metric.readLabels() || refuse(m_metric.message());
}

} // namespace cairn::detail
