// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/protobuf_wire.h"

namespace cairn::detail {

namespace {

constexpr std::uint64_t kMaxTag = (std::uint64_t{1} << 32U) - 1; // a field number has 29 bits

} // namespace

bool WireReader::readLongTag() noexcept
{
    std::uint64_t tag = 0;
    const char* const behind = readVarint(m_start, m_end, tag);
    if (behind == nullptr || tag > kMaxTag) {
        fail(Fault::Tag);
        return false;
    }
    m_at = behind;
    m_tag = static_cast<std::uint32_t>(tag);
    return true;
}

void WireReader::skip() noexcept
{
    const std::uint32_t number = m_tag >> 3U;
    if (number == 0)
        return fail(Fault::Number);
    switch (static_cast<WireType>(m_tag & 7U)) {
    case WireType::GroupStart:
    case WireType::GroupEnd: return fail(Fault::Group);
    case WireType::Varint:
    case WireType::Fixed64:
    case WireType::Bytes:
    case WireType::Fixed32: break;
    default: return fail(Fault::NoSuchType);
    }
    if (number < 32 && (m_shape->fields >> number & 1U) != 0)
        return fail(Fault::OtherType);
    pass();
}

void WireReader::pass() noexcept
{
    switch (static_cast<WireType>(m_tag & 7U)) {
    case WireType::Varint: static_cast<void>(varint()); break;
    case WireType::Bytes: static_cast<void>(bytes()); break;
    case WireType::Fixed64: m_at += fits(8) ? 8 : 0; break;
    case WireType::Fixed32: m_at += fits(4) ? 4 : 0; break;
    default: fail(Fault::Group); break;
    }
}

void WireReader::fail(Fault fault) noexcept
{
    if (m_fault != Fault::None)
        return;
    m_fault = fault;
    m_left = static_cast<std::uint64_t>(m_end - m_at);
    m_at = m_end;
}

std::string WireReader::message() const
{
    const std::string in = m_shape->name;
    const std::string field = "field " + std::to_string(m_tag >> 3U) + " of " + in;
    const std::string type = std::to_string(m_tag & 7U);
    switch (m_fault) {
    case Fault::None: break;
    case Fault::Tag: return "expected a field in " + in + ", found a cut or too large number";
    case Fault::Number: return "found field number 0 in " + in;
    case Fault::Varint: return "expected a varint of at most 64 bits in " + field + ", found a cut or longer one";
    case Fault::Length:
        return field + " takes " + std::to_string(m_size) + " bytes, but only " + std::to_string(m_left) + " are left";
    case Fault::Group: return field + " is a group, which the format does not have";
    case Fault::NoSuchType: return field + " has wire type " + type + ", which does not exist";
    case Fault::OtherType: return field + " has wire type " + type + ", which does not fit it";
    }
    return {};
}

} // namespace cairn::detail
