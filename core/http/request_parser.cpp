// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/request_parser.h"

#include "core/http/chars.h"
#include "core/http/request_line.h"

#include <algorithm>
#include <utility>

namespace cairn::http {

namespace {

constexpr int kEmptyLines = 2; // before a request, RFC 9112 section 2.2
constexpr unsigned char kTlsHandshake = 0x16;

} // namespace

RequestParser::Step RequestParser::feed(std::string_view& bytes)
{
    for (;;) {
        const State before = m_state;
        const std::size_t left = bytes.size();
        Step step = Step::NeedMore;
        switch (m_state) {
        case State::Line: step = readRequestLine(bytes); break;
        case State::Fields: step = readField(bytes); break;
        case State::Body: step = readBody(bytes); break;
        case State::Chunks: step = readChunks(bytes); break;
        case State::Whole: return Step::Request;
        case State::Refused: return Step::Refused;
        }
        if (step != Step::NeedMore || (m_state == before && bytes.size() == left))
            return step;
    }
}

bool RequestParser::begun() const noexcept
{
    return m_state != State::Line || m_emptyLines > 0 || m_lines.holdsBytes();
}

Request RequestParser::take()
{
    Request request = std::move(m_request);
    reset();
    return request;
}

void RequestParser::drop()
{
    reset();
}

RequestParser::Step RequestParser::readRequestLine(std::string_view& bytes)
{
    // Another protocol may never send a line end: its first byte tells.
    if (!m_lines.holdsBytes() && !bytes.empty() && !isTokenChar(bytes.front()) && bytes.front() != '\r') {
        const bool tls = static_cast<unsigned char>(bytes.front()) == kTlsHandshake;
        return refuse(badRequest(tls ? "TLS on a port that speaks plain HTTP" : "not an HTTP request"));
    }
    std::string_view line;
    switch (m_lines.next(bytes, m_limits->requestLineBytes, line)) {
    case LineReader::Step::NeedMore: return Step::NeedMore;
    case LineReader::Step::TooLong:
        return refuse({414, Observer::Event::UriTooLong,
            "request line longer than " + std::to_string(m_limits->requestLineBytes) + " bytes"});
    case LineReader::Step::BadEnd: return refuse(badRequest("request line must end in CRLF"));
    case LineReader::Step::Line: break;
    }
    return line.empty() ? skipEmptyLine() : startRequest(line);
}

RequestParser::Step RequestParser::skipEmptyLine()
{
    return ++m_emptyLines > kEmptyLines ? refuse(badRequest("empty lines before a request")) : Step::NeedMore;
}

RequestParser::Step RequestParser::startRequest(std::string_view text)
{
    const auto line = parseRequestLine(text);
    if (!line)
        return refuse(line.error());
    m_minorVersion = line->minorVersion;
    m_request.method = line->method;
    m_request.rawPath = line->path;
    m_request.query = line->query;
    m_authority = line->authority;
    m_request.headers.reserve(8);
    m_state = State::Fields;
    return Step::NeedMore;
}

RequestParser::Step RequestParser::readField(std::string_view& bytes)
{
    std::string_view line;
    switch (m_lines.next(bytes, m_limits->headerBytes - m_headerBytes, line)) {
    case LineReader::Step::NeedMore: return Step::NeedMore;
    case LineReader::Step::TooLong:
        return refuse({431, Observer::Event::HeaderTooLarge,
            "header larger than " + std::to_string(m_limits->headerBytes) + " bytes"});
    case LineReader::Step::BadEnd: return refuse(badRequest("header line must end in CRLF"));
    case LineReader::Step::Line: break;
    }
    return line.empty() ? finishHead() : addField(line);
}

RequestParser::Step RequestParser::addField(std::string_view line)
{
    m_headerBytes = std::min(m_headerBytes + line.size() + 2, m_limits->headerBytes);
    if (m_request.headers.size() == static_cast<std::size_t>(m_limits->headerFields))
        return refuse({431, Observer::Event::TooManyFields,
            "more than " + std::to_string(m_limits->headerFields) + " header fields"});
    auto field = parseField(line);
    if (!field)
        return refuse(field.error());
    m_request.headers.push_back(std::move(*field));
    return Step::NeedMore;
}

RequestParser::Step RequestParser::finishHead()
{
    const auto framing = frame(m_request, m_minorVersion, m_authority, *m_limits);
    if (!framing)
        return refuse(framing.error());
    m_framing = *framing;
    m_request.contentLength = m_framing.length;
    m_lines.reset();
    m_state = m_framing.chunked ? State::Chunks : State::Body;
    return Step::Head;
}

RequestParser::Step RequestParser::readBody(std::string_view& bytes)
{
    const auto length = static_cast<std::size_t>(m_framing.length.value_or(0));
    std::string& body = m_request.body;
    const std::string_view piece = bytes.substr(0, length - body.size());
    if (body.size() + piece.size() > body.capacity()) // doubling, but never past the end
        body.reserve(std::min(length, std::max(body.size() + piece.size(), 2 * body.capacity())));
    body.append(piece);
    bytes.remove_prefix(piece.size());
    if (body.size() < length)
        return Step::NeedMore;
    m_state = State::Whole;
    return Step::Request;
}

RequestParser::Step RequestParser::readChunks(std::string_view& bytes)
{
    switch (m_chunks.feed(bytes, m_request.body, *m_limits)) {
    case ChunkedBody::Step::NeedMore: return Step::NeedMore;
    case ChunkedBody::Step::Refused: return refuse(m_chunks.refusal());
    case ChunkedBody::Step::End: break;
    }
    m_state = State::Whole;
    return Step::Request;
}

RequestParser::Step RequestParser::refuse(Refusal refusal)
{
    m_refusal = std::move(refusal);
    m_state = State::Refused;
    return Step::Refused;
}

void RequestParser::reset()
{
    m_state = State::Line;
    m_emptyLines = 0;
    m_headerBytes = 0;
    m_request = Request();
    m_chunks.reset();
}

} // namespace cairn::http
