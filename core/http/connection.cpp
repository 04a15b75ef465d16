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
    m_bodyBytes.reset();
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
    RequestHead& head = m_parser.head();
    head.peer = m_peer;
    happened(refusal.event, refusal.detail);
    rememberHead(head);
    m_bodyBytes.reset();
    m_keepAlive = false;
    m_linger = true;
    m_headOnly = head.method == "HEAD";
    startAnswer(m_context.answerTo(head, refusal));
}

TimePoint Connection::deadline() const noexcept
{
    return std::min(m_streamEnd, patienceEnd());
}

TimePoint Connection::patienceEnd() const noexcept
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
    } else if (m_streamEnd <= m_context.now) {
        happened(Observer::Event::WriteTimeout, "the time for the whole answer is over");
        dropStream();
        cut();
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

void Connection::timedOut(const Refusal& refusal)
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

Connection::After Connection::turnAway(const Refusal& refusal)
{
    refuse(refusal);
    return turn();
}

} // namespace cairn::http
