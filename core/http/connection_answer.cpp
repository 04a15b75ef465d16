// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a connection says, and how it ends; connection.cpp has what it hears.
#include "core/http/connection.h"

#include <algorithm>
#include <cerrno>
#include <sys/socket.h>
#include <utility>

namespace cairn::http {

namespace {

constexpr std::string_view kUserAgent = "user-agent";

} // namespace

void Connection::rememberHead(const RequestHead& head)
{
    report(); // of the request before, if it is still on its way out
    m_asked = m_since;
    m_answering.method = head.method;
    m_answering.rawPath = head.rawPath;
    m_answering.query = head.query;
    m_answering.peer = m_peer;
    m_answering.contentLength = head.contentLength;
    m_answering.headers.clear();
    const std::string* agent = head.method == "GET" ? head.header(kUserAgent) : nullptr; // no copy for a push
    if (agent != nullptr)
        m_answering.headers.push_back({std::string(kUserAgent), *agent});
}

void Connection::startAnswer(Response response)
{
    m_status = response.status;
    m_unreported = true;
    m_lastProgress = m_context.now;
    m_keepAlive = m_keepAlive && !m_context.draining;
    const bool body = !m_headOnly && mayHaveBody(response.status);
    if (body && response.stream && needsLength()) {
        startStream(std::move(response.stream));
        m_whole = std::make_unique<Response>(std::move(response));
        return;
    }
    m_keepAlive = m_keepAlive && !(body && response.stream && m_version10);
    appendHeadOf(response);
    if (body && response.stream) {
        startStream(std::move(response.stream));
        return;
    }
    if (body && response.body.size() > kSmallBody)
        wrote(m_output.write(m_socket.get(), std::move(response.body)));
    else if (body)
        m_output.append(response.body);
    answerEnded();
}

void Connection::appendHeadOf(const Response& response)
{
    AnswerFraming framing;
    framing.close = !m_keepAlive;
    framing.keepAlive10 = m_version10;
    framing.chunked = response.stream && !m_version10;
    framing.untilClose = response.stream && m_version10;
    framing.length = response.body.size();
    appendHead(m_output.buffer(), response, framing, m_context.date.at(std::chrono::system_clock::now()),
        m_context.serverHeader);
}

void Connection::answerEnded()
{
    if (m_stage == Stage::Gone)
        return;
    m_stage = m_keepAlive ? Stage::Reading : Stage::Closing;
    m_since = m_context.now;
}

void Connection::startStream(std::unique_ptr<BodySource> stream)
{
    m_stream = std::move(stream);
    m_streamEnd = m_stream->deadline().value_or(kNever);
    m_stage = Stage::Streaming;
}

// A Unix socket knows no reset: to its peer, a cut answer that has neither length nor chunks looks whole.
bool Connection::needsLength() const noexcept
{
    return m_version10 && m_peer.address == "unix";
}

void Connection::collectPiece()
{
    const BodySource::Step step = m_stream->next(m_whole->body);
    const bool tooLong = m_whole->body.size() > kWholeBody;
    if (step == BodySource::Step::Broken) {
        dropStream();
        cut();
    } else if (step == BodySource::Step::End || tooLong) {
        dropStream();
        Response whole = std::move(*std::exchange(m_whole, nullptr));
        startAnswer(tooLong ? textResponse(505, "too long an answer for HTTP/1.0 over a Unix socket: use HTTP/1.1\n")
                            : std::move(whole));
    }
}

// The chunk's size goes in front of the piece, into room left for it: one write, no copy.
void Connection::streamPiece()
{
    constexpr std::size_t kFront = 18;
    std::string& piece = m_context.piece;
    if (m_whole) {
        collectPiece();
        return;
    }
    if (m_output.pending() >= kOutputCap)
        return;
    piece.assign(kFront, '0');
    const BodySource::Step step = m_stream->next(piece);
    if (step == BodySource::Step::Broken) {
        dropStream();
        cut();
        return;
    }
    std::string_view bytes = std::string_view(piece).substr(kFront);
    if (!m_version10 && !bytes.empty()) {
        std::size_t at = kFront;
        piece[--at] = '\n';
        piece[--at] = '\r';
        for (std::size_t size = bytes.size(); size > 0; size /= 16)
            piece[--at] = "0123456789abcdef"[size % 16];
        piece.append("\r\n");
        bytes = std::string_view(piece).substr(at);
    }
    wrote(m_output.write(m_socket.get(), bytes));
    if (step == BodySource::Step::End) {
        dropStream();
        if (!m_version10)
            m_output.append("0\r\n\r\n");
        answerEnded();
    }
}

void Connection::dropStream() noexcept
{
    m_stream.reset();
    m_streamEnd = kNever;
}

void Connection::flush()
{
    if (m_stage == Stage::Gone)
        return;
    wrote(m_output.flush(m_socket.get()));
    if (m_stage == Stage::Gone || m_output.pending() > 0)
        return;
    if (!busy())
        report();
    if (m_stage == Stage::Closing)
        finishClosing();
}

void Connection::wrote(Output::Step step)
{
    if (step == Output::Step::Broken)
        lost();
    else if (m_output.takeProgress())
        m_lastProgress = m_context.now;
}

void Connection::report() noexcept
{
    if (!std::exchange(m_unreported, false))
        return;
    try {
        m_context.observer.answered(m_answering, m_status, m_bodyBytes, m_context.now - m_asked);
    } catch (...) {
        // out of memory for a number: the connection is worth more
    }
}

void Connection::finishClosing()
{
    if (m_inputEnded || !(m_linger || m_readable || !m_input.empty()))
        leave();
    else
        startLinger(std::chrono::seconds(2));
}

// RFC 9112 section 9.6: closing with input unread sends a reset, which can destroy the answer before it is read.
void Connection::startLinger(std::chrono::milliseconds patience)
{
    if (::shutdown(m_socket.get(), SHUT_WR) != 0) {
        leave();
        return;
    }
    std::string().swap(m_input);
    m_stage = Stage::Lingering;
    m_lingerEnd = m_context.now + patience;
    m_readable = true;
}

void Connection::discard()
{
    constexpr std::uint64_t kMost = 64 * 1024 * 1024;
    std::vector<char>& buffer = m_context.readBuffer;
    const ssize_t count = ::recv(m_socket.get(), buffer.data(), buffer.size(), 0);
    if (count < 0 && errno == EINTR)
        return;
    if (count < 0 && errno == EAGAIN) {
        m_readable = false;
        return;
    }
    m_discarded += static_cast<std::uint64_t>(std::max<ssize_t>(count, 0));
    if (count <= 0 || m_discarded > kMost)
        leave();
}

// A reset, not an end: what the peer has must not look whole to it.
void Connection::cut() noexcept
{
    const linger reset{1, 0};
    ::setsockopt(m_socket.get(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    report();
    leave();
}

void Connection::giveUp() noexcept
{
    if (busy() || m_output.pending() > 0)
        cut();
}

void Connection::lost()
{
    if (m_stage == Stage::Gone)
        return;
    if (m_parser.inBody() && !m_discardBody)
        happened(Observer::Event::BodyCut, "the connection was reset within the body");
    else if (busy() || m_output.pending() > 0)
        happened(Observer::Event::ClientGone, "the client left before its answer");
    dropStream();
    m_output.clear();
    report();
    leave();
}

} // namespace cairn::http
