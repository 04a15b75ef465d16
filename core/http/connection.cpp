// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/connection.h"

#include <algorithm>
#include <cerrno>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <utility>

namespace cairn::http {

namespace {

constexpr int kStepsPerTurn = 8; // reads or requests; then the others come first
constexpr std::size_t kOutputCap = 256 * 1024; // with more pending, nothing is read or made for this peer
constexpr std::uint64_t kSmallBody = 64 * 1024; // cheaper to read on than to connect again

/// The way back to one connection.
class ReturnPath final : public Responder::Sink {
public:
    ReturnPath(std::shared_ptr<Mailbox> mailbox, ConnectionId id) : m_mailbox(std::move(mailbox)), m_id(id) { }
    void send(Response response) override { m_mailbox->post(m_id, std::move(response)); }

private:
    const std::shared_ptr<Mailbox> m_mailbox;
    const ConnectionId m_id;
};

} // namespace

Connection::Connection(ListenerContext& context, ConnectionId id, Descriptor socket, Peer peer)
    : m_context(context)
    , m_id(id)
    , m_socket(std::move(socket))
    , m_peer(std::move(peer))
    , m_since(context.now)
    , m_parser(context.limits)
{
}

Connection::~Connection() = default;

Connection::After Connection::onEvents(std::uint32_t events)
{
    if (events & EPOLLERR) {
        lost();
        return After::Gone;
    }
    m_readable = m_readable || (events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP)) != 0;
    m_peerEnding = m_peerEnding || (events & (EPOLLRDHUP | EPOLLHUP)) != 0;
    if ((events & EPOLLHUP) && busy()) { // nobody can take the answer any more
        lost();
        return After::Gone;
    }
    return turn();
}

Connection::After Connection::onAnswer(Response response)
{
    if (m_stage == Stage::Waiting)
        startAnswer(std::move(response));
    return turn();
}

Connection::After Connection::resume()
{
    return turn();
}

// Each turn does a bounded share of work, so that one peer cannot starve the others of its thread.
Connection::After Connection::turn()
{
    for (int left = kStepsPerTurn; left > 0 && step(); --left) { }
    if (m_stage == Stage::Streaming)
        streamPiece();
    flush();
    if (m_stage == Stage::Gone)
        return After::Gone;
    return canGoOn() ? After::Again : After::Wait;
}

bool Connection::canGoOn() const noexcept
{
    switch (m_stage) {
    case Stage::Reading: return m_output.pending() < kOutputCap && (m_readable || !m_input.empty());
    case Stage::Streaming: return m_output.pending() < kOutputCap;
    case Stage::Lingering: return m_readable;
    default: return false;
    }
}

bool Connection::step()
{
    if (!canGoOn() || m_stage == Stage::Streaming)
        return false;
    if (m_stage == Stage::Lingering) {
        discard();
        return true;
    }
    return read();
}

bool Connection::read()
{
    if (!m_input.empty()) {
        std::string_view bytes = std::string_view(m_input).substr(m_inputAt);
        parse(bytes);
        m_inputAt = m_input.size() - bytes.size();
        if (bytes.empty()) {
            std::string().swap(m_input);
            m_inputAt = 0;
        }
        return true;
    }
    std::vector<char>& buffer = m_context.readBuffer;
    const ssize_t count = ::recv(m_socket.get(), buffer.data(), buffer.size(), 0);
    if (count < 0) {
        m_readable = errno == EINTR;
        if (errno != EAGAIN && errno != EINTR)
            lost();
        return m_readable;
    }
    if (count == 0) {
        inputEnded();
        return false;
    }
    // A short read has emptied the socket; only an end may still be behind it.
    m_readable = m_peerEnding || static_cast<std::size_t>(count) == buffer.size();
    std::string_view bytes(buffer.data(), static_cast<std::size_t>(count));
    parse(bytes);
    if (m_stage != Stage::Closing)
        m_input.assign(bytes);
    else
        m_linger = m_linger || !bytes.empty();
    return true;
}

void Connection::parse(std::string_view& bytes)
{
    if (!m_parser.begun())
        m_since = m_context.now;
    while (m_stage == Stage::Reading) {
        switch (m_parser.feed(bytes)) {
        case RequestParser::Step::NeedMore: return;
        case RequestParser::Step::Head: admit(bytes.empty()); break;
        case RequestParser::Step::Request: dispatch(); return;
        case RequestParser::Step::Refused: refuse(m_parser.refusal()); return;
        }
    }
}

void Connection::inputEnded()
{
    m_inputEnded = true;
    m_readable = false;
    if (m_parser.inBody() && !m_discardBody)
        happened(Observer::Event::BodyCut, "the connection ended before the body did");
    else if (m_parser.begun() && !m_discardBody)
        happened(Observer::Event::ClientGone, "the connection ended within a header");
    m_stage = Stage::Closing;
}

void Connection::admit(bool bodyToCome)
{
    RequestHead& head = m_parser.head();
    const Framing& framing = m_parser.framing();
    head.peer = m_peer;
    m_served = true;
    m_keepAlive = framing.keepAlive;
    m_version10 = m_parser.minorVersion() == 0;
    m_headOnly = head.method == "HEAD";
    auto refusal = m_context.handler.refuse(head);
    if (!refusal) {
        if (framing.expectsContinue && bodyToCome)
            m_output.append("HTTP/1.1 100 Continue\r\n\r\n");
        return;
    }
    rememberHead(head);
    m_bodyBytes = 0;
    // A client that waits for 100 may send its body or not: only the end of the connection tells what comes next.
    m_keepAlive
        = m_keepAlive && !framing.expectsContinue && !framing.chunked && framing.length.value_or(0) <= kSmallBody;
    m_discardBody = m_keepAlive;
    m_linger = m_linger || !m_keepAlive;
    startAnswer(std::move(*refusal));
}

void Connection::dispatch()
{
    if (std::exchange(m_discardBody, false)) {
        m_parser.drop();
        m_since = m_context.now;
        return;
    }
    Request request = m_parser.take();
    rememberHead(request);
    m_bodyBytes = request.body.size();
    m_stage = Stage::Waiting;
    std::optional<Response> answer;
    m_context.mailbox->beginDirect(m_id, answer);
    m_context.dispatcher->run(std::move(request), Responder(std::make_shared<ReturnPath>(m_context.mailbox, m_id)));
    m_context.mailbox->endDirect();
    if (answer)
        startAnswer(std::move(*answer));
}

void Connection::refuse(const Refusal& refusal)
{
    happened(refusal.event, refusal.detail);
    report();
    m_keepAlive = false;
    m_linger = true;
    m_headOnly = m_parser.head().method == "HEAD";
    startAnswer(textResponse(refusal.status, refusal.detail + "\n"));
    m_unreported = false;
}

void Connection::rememberHead(const RequestHead& head)
{
    report(); // of the request before, if it is still on its way out
    m_asked = m_since;
    m_answering.method = head.method;
    m_answering.rawPath = head.rawPath;
    m_answering.query = head.query;
    m_answering.peer = m_peer;
    m_answering.contentLength = head.contentLength;
}

void Connection::startAnswer(Response response)
{
    m_status = response.status;
    m_unreported = true;
    m_lastProgress = m_context.now;
    m_keepAlive = m_keepAlive && !m_context.draining;
    const bool body = !m_headOnly && mayHaveBody(response.status);
    m_keepAlive = m_keepAlive && !(body && response.stream && m_version10);
    appendHeadOf(response);
    if (body && response.stream) {
        m_stream = std::move(response.stream);
        m_stage = Stage::Streaming;
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

// The chunk's size goes in front of the piece, into room left for it: one write, no copy.
void Connection::streamPiece()
{
    constexpr std::size_t kFront = 18;
    std::string& piece = m_context.piece;
    if (m_output.pending() >= kOutputCap)
        return;
    piece.assign(kFront, '0');
    const BodySource::Step step = m_stream->next(piece);
    if (step == BodySource::Step::Broken) {
        m_stream.reset();
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
        m_stream.reset();
        if (!m_version10)
            m_output.append("0\r\n\r\n");
        answerEnded();
    }
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

void Connection::report()
{
    if (std::exchange(m_unreported, false))
        m_context.observer.answered(m_answering, m_status, m_bodyBytes, m_context.now - m_asked);
}

TimePoint Connection::deadline() const noexcept
{
    const Limits& limits = m_context.limits;
    if (m_stage == Stage::Lingering)
        return m_lingerEnd;
    if (m_output.pending() > 0)
        return m_lastProgress + limits.writeTimeout;
    if (m_stage != Stage::Reading)
        return kNever;
    if (m_parser.inBody())
        return m_since + limits.requestTimeout;
    if (m_parser.begun())
        return m_since + std::min(limits.headerTimeout, limits.requestTimeout);
    return m_since + (m_served ? limits.idleTimeout : limits.headerTimeout);
}

Connection::After Connection::onDeadline()
{
    if (m_stage == Stage::Lingering) {
        leave();
    } else if (m_output.pending() > 0) {
        happened(Observer::Event::WriteTimeout, "the peer did not take its answer");
        cut();
    } else if (m_parser.inBody()) {
        timedOut({408, Observer::Event::RequestTimeout, "the request took too long"});
    } else if (m_parser.begun()) {
        timedOut({408, Observer::Event::HeaderTimeout, "the header took too long"});
    } else {
        happened(m_served ? Observer::Event::IdleTimeout : Observer::Event::HeaderTimeout, "nothing came");
        leave();
    }
    return m_stage == Stage::Gone ? After::Gone : turn();
}

void Connection::timedOut(Refusal refusal)
{
    if (m_discardBody) { // it has its answer
        leave();
        return;
    }
    refuse(refusal);
}

Connection::After Connection::onDrain()
{
    m_readable = m_readable || m_stage == Stage::Reading; // a request may have come that nobody looked at yet
    const After after = turn();
    if (after != After::Wait || m_stage != Stage::Reading || m_parser.begun() || m_output.pending() > 0)
        return after;
    startLinger(std::chrono::milliseconds(250)); // one that is on its way must not meet a reset
    return m_stage == Stage::Gone ? After::Gone : After::Again;
}

Connection::After Connection::turnAway(const Response& response, Observer::Event why)
{
    happened(why, reasonPhrase(response.status));
    m_keepAlive = false;
    m_linger = true;
    startAnswer(Response{response.status, response.headers, response.body, nullptr});
    m_unreported = false;
    return turn();
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
    leave();
}

void Connection::lost()
{
    if (m_stage == Stage::Gone)
        return;
    if (m_parser.inBody() && !m_discardBody)
        happened(Observer::Event::BodyCut, "the connection was reset within the body");
    else if (busy() || m_output.pending() > 0)
        happened(Observer::Event::ClientGone, "the client left before its answer");
    m_stream.reset();
    m_output.clear();
    report();
    leave();
}

} // namespace cairn::http
