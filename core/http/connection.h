// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/deadline_wheel.h"
#include "core/http/descriptor.h"
#include "core/http/listener_context.h"
#include "core/http/output.h"
#include "core/http/request_parser.h"
#include "core/http/response_head.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace cairn::http {

/// One client, from accept to close. One request is in flight at a time; the next is read when its answer is on its
/// way. All calls come on the listener's thread; each says what the listener must do next.
class Connection final : public DeadlineHook {
public:
    enum class After {
        Wait, ///< for the socket, the handler or the deadline
        Again, ///< it could go on: give it another turn when the others had theirs
        Gone, ///< destroy it
    };
    Connection(ListenerContext& context, ConnectionId id, Descriptor socket, Peer peer);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    After onEvents(std::uint32_t events); ///< of epoll, edge-triggered
    After onAnswer(Response response); ///< of the request in flight, late
    After onDeadline();
    After onDrain(); ///< leaves if it is idle
    After resume();
    After turnAway(const Refusal& refusal); ///< a new connection that is not let in
    void giveUp() noexcept; ///< destroyed next; an answer that is not out does not end as if it were

    [[nodiscard]] TimePoint deadline() const noexcept;
    [[nodiscard]] ConnectionId id() const noexcept { return m_id; }
    [[nodiscard]] const Peer& peer() const noexcept { return m_peer; }
    [[nodiscard]] int descriptor() const noexcept { return m_socket.get(); }

private:
    enum class Stage {
        Reading, ///< between requests, or within one
        Waiting, ///< for the handler
        Streaming, ///< asks the source for pieces
        Closing, ///< what is pending still goes out
        Lingering, ///< all is said; input is discarded so that the peer can read the answer
        Gone,
    };

    // reading
    After turn();
    bool step();
    bool read();
    void parse(std::string_view& bytes);
    void inputEnded();
    void admit(bool bodyToCome);
    void dispatch();
    void refuse(const Refusal& refusal);

    // answering
    void rememberHead(const RequestHead& head);
    void startAnswer(Response response);
    void appendHeadOf(const Response& response);
    void answerEnded();
    void startStream(std::unique_ptr<BodySource> stream);
    void streamPiece();
    void collectPiece();
    void dropStream() noexcept;
    void flush();
    void wrote(Output::Step step);
    void report() noexcept;

    // leaving
    [[nodiscard]] TimePoint patienceEnd() const noexcept;
    void timedOut(const Refusal& refusal);
    void finishClosing();
    void startLinger(std::chrono::milliseconds patience);
    void discard();
    void cut() noexcept;
    void lost();
    void leave() noexcept { m_stage = Stage::Gone; }
    [[nodiscard]] bool canGoOn() const noexcept;
    [[nodiscard]] bool needsLength() const noexcept;
    [[nodiscard]] bool busy() const noexcept { return m_stage == Stage::Waiting || m_stage == Stage::Streaming; }
    void happened(Observer::Event event, std::string_view detail)
    {
        m_context.observer.happened(event, m_peer, detail);
    }

    static constexpr std::size_t kOutputCap = 256 * 1024; ///< with more pending, nothing is read or made for this peer
    static constexpr std::size_t kWholeBody = 64 * 1024 * 1024; ///< of a stream that must be sent with its length
    static constexpr std::uint64_t kSmallBody = 64 * 1024; ///< cheaper to read on than to connect again

    ListenerContext& m_context;
    const ConnectionId m_id;
    Descriptor m_socket;
    const Peer m_peer;
    Stage m_stage = Stage::Reading;
    bool m_readable = true; ///< the kernel may hold input; true at first, for epoll tells only changes
    bool m_peerEnding = false; ///< the peer said that it sends no more
    bool m_inputEnded = false; ///< and all before that was read
    bool m_served = false; ///< it had a request
    bool m_keepAlive = true; ///< the request in flight is not the last
    bool m_linger = false;
    bool m_discardBody = false; ///< the request was answered before its body came
    bool m_headOnly = false; ///< HEAD
    bool m_version10 = false;
    bool m_unreported = false;
    int m_status = 0; ///< of the last answer
    TimePoint m_since; ///< of the first byte of the request, or of being idle
    TimePoint m_asked; ///< of the first byte of the request that is answered
    TimePoint m_lastProgress; ///< of the output
    TimePoint m_lingerEnd = kNever;
    TimePoint m_streamEnd = kNever; ///< the source's own deadline, while it has pieces to make
    std::uint64_t m_discarded = 0;
    std::optional<std::uint64_t> m_bodyBytes; ///< of the request that is answered, if its body came
    RequestHead m_answering; ///< without most headers: what is told when its answer is out
    RequestParser m_parser;
    std::string m_input; ///< what came behind the request in flight
    std::size_t m_inputAt = 0;
    Output m_output;
    std::unique_ptr<BodySource> m_stream;
    std::unique_ptr<Response> m_whole; ///< gathers what m_stream makes, to be sent with its length
};

} // namespace cairn::http
