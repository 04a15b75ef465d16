// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/chunked_body.h"

#include "core/http/chars.h"
#include "core/http/framing.h"

#include <algorithm>
#include <optional>

namespace cairn::http {

namespace {

constexpr std::size_t kSizeLine = 1024;
constexpr std::size_t kSizeDigits = 8;

// chunk-size [ BWS ";" extension ]: what an extension says is nothing to us, but it must be text.
std::optional<std::uint64_t> parseSize(std::string_view line)
{
    std::uint64_t size = 0;
    std::size_t digits = 0;
    for (; digits < line.size() && hexDigit(line[digits]) >= 0; ++digits) {
        if (digits == kSizeDigits)
            return {};
        size = size * 16 + static_cast<std::uint64_t>(hexDigit(line[digits]));
    }
    const std::string_view rest = line.substr(digits);
    if (digits == 0 || (!rest.empty() && !trimBlanks(rest).starts_with(';')))
        return {};
    if (std::any_of(rest.begin(), rest.end(), [](char c) { return isControl(c) && c != '\t'; }))
        return {};
    return size;
}

} // namespace

ChunkedBody::Step ChunkedBody::feed(std::string_view& bytes, std::string& body, const Limits& limits)
{
    for (;;) {
        const State before = m_state;
        Step step = Step::NeedMore;
        switch (m_state) {
        case State::Size: step = readSize(bytes, body, limits); break;
        case State::Data: step = readData(bytes, body); break;
        case State::DataEnd: step = readDataEnd(bytes); break;
        case State::Trailer: step = readTrailer(bytes, limits); break;
        }
        if (step != Step::NeedMore || (m_state == before && bytes.empty()))
            return step;
    }
}

ChunkedBody::Step ChunkedBody::readSize(std::string_view& bytes, const std::string& body, const Limits& limits)
{
    std::string_view line;
    switch (m_lines.next(bytes, kSizeLine, line)) {
    case LineReader::Step::NeedMore: return Step::NeedMore;
    case LineReader::Step::TooLong: return refuse(badRequest("chunk size line too long"));
    case LineReader::Step::BadEnd: return refuse(badRequest("chunk size line must end in CRLF"));
    case LineReader::Step::Line: break;
    }
    const auto size = parseSize(line);
    if (!size)
        return refuse(badRequest("invalid chunk size"));
    if (*size > limits.bodyBytes - body.size())
        return refuse({413, Observer::Event::BodyTooLarge,
            "body too large: at most " + std::to_string(limits.bodyBytes) + " bytes are taken"});
    m_left = *size;
    m_state = m_left > 0 ? State::Data : State::Trailer;
    return Step::NeedMore;
}

ChunkedBody::Step ChunkedBody::readData(std::string_view& bytes, std::string& body)
{
    const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(m_left, bytes.size()));
    body.append(bytes.substr(0, count));
    bytes.remove_prefix(count);
    m_left -= count;
    if (m_left == 0)
        m_state = State::DataEnd;
    return Step::NeedMore;
}

ChunkedBody::Step ChunkedBody::readDataEnd(std::string_view& bytes)
{
    std::string_view line;
    switch (m_lines.next(bytes, 0, line)) {
    case LineReader::Step::NeedMore: return Step::NeedMore;
    case LineReader::Step::Line: m_state = State::Size; return Step::NeedMore;
    default: return refuse(badRequest("chunk data must end in CRLF where its size says"));
    }
}

ChunkedBody::Step ChunkedBody::readTrailer(std::string_view& bytes, const Limits& limits)
{
    std::string_view line;
    switch (m_lines.next(bytes, limits.headerBytes - m_trailerBytes, line)) {
    case LineReader::Step::NeedMore: return Step::NeedMore;
    case LineReader::Step::TooLong: return refuse({431, Observer::Event::HeaderTooLarge, "trailer too large"});
    case LineReader::Step::BadEnd: return refuse(badRequest("trailer line must end in CRLF"));
    case LineReader::Step::Line: break;
    }
    if (line.empty())
        return Step::End;
    if (++m_trailerFields > limits.headerFields)
        return refuse({431, Observer::Event::TooManyFields, "too many trailer fields"});
    m_trailerBytes = std::min(m_trailerBytes + line.size() + 2, limits.headerBytes);
    const auto field = parseField(line);
    return field ? Step::NeedMore : refuse(field.error());
}

ChunkedBody::Step ChunkedBody::refuse(Refusal refusal)
{
    m_refusal = std::move(refusal);
    return Step::Refused;
}

void ChunkedBody::reset() noexcept
{
    m_lines.reset();
    m_state = State::Size;
    m_left = 0;
    m_trailerBytes = 0;
    m_trailerFields = 0;
}

} // namespace cairn::http
