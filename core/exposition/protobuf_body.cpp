// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/protobuf_body.h"

#include "core/exposition/protobuf_fields.h"
#include "core/model/quote.h"

#include <iterator>

namespace cairn::detail {

namespace {

/// By WireMetricType.
constexpr MetricType kTypes[] = {MetricType::Counter, MetricType::Gauge, MetricType::Summary, MetricType::Untyped,
    MetricType::Histogram, MetricType::GaugeHistogram};

} // namespace

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

/// The usual family: name, help and type, each perhaps, and then nothing but metrics.
bool ProtobufBody::readUsualHead() noexcept
{
    constexpr char kTypeTag{family_field::kType};
    const char* at = m_message.data();
    const char* const end = at + m_message.size();
    takeBytes(at, end, family_field::kName, m_family.name);
    takeBytes(at, end, family_field::kHelp, m_family.help);
    m_family.type = MetricType::Counter; // the first value of the enum, which may be left out
    if (end - at >= 2 && *at == kTypeTag) {
        const auto type = static_cast<std::size_t>(static_cast<unsigned char>(at[1]));
        if (type >= std::size(kTypes))
            return false;
        m_family.type = kTypes[type];
        at += 2;
    }
    const auto head = static_cast<std::size_t>(at - m_message.data());
    for (std::string_view metric; takeBytes(at, end, family_field::kMetric, metric);) { }
    m_family.encoded = m_message.substr(0, head);
    m_fields = WireReader(m_message.substr(head), family_field::kShape);
    return at == end;
}

/// Fields may come in any order, and the unit stands behind the metrics: so all are looked at before the first metric.
bool ProtobufBody::readHead()
{
    if (readUsualHead()) [[likely]]
        return true;
    m_family = {};
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
    if (value < std::size(kTypes)) {
        m_family.type = kTypes[value];
        return true;
    }
    return refuse("expected a type from 0 (counter) to 5 (gauge histogram), found "
        + std::to_string(static_cast<std::int64_t>(value)));
}

bool ProtobufBody::nextMetric()
{
    std::string_view metric;
    const char* at = m_fields.position();
    if (takeBytes(at, m_message.data() + m_message.size(), family_field::kMetric, metric)) [[likely]]
        m_fields.moveTo(at);
    else if (!findMetric(metric))
        return false;
    ++m_ordinal;
    return m_metric.read(metric, m_family.type) || refuse(m_metric.message());
}

/// Passes over other fields before the next metric; false where there is none.
bool ProtobufBody::findMetric(std::string_view& metric) noexcept
{
    while (m_fields.next()) { // readHead() has found nothing wrong with the fields
        if (m_fields.tag() == family_field::kMetric) {
            metric = m_fields.bytes();
            return true;
        }
        m_fields.pass();
    }
    return false;
}

bool ProtobufBody::readLabels()
{
    return m_metric.readLabels() || refuse(m_metric.message());
}

} // namespace cairn::detail
