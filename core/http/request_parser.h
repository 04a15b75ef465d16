// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/chunked_body.h"
#include "core/http/framing.h"
#include "core/http/limits.h"
#include "core/http/line_reader.h"
#include "core/http/refusal.h"
#include "core/http/request.h"

#include <string>
#include <string_view>

namespace cairn::http {

/// Frames requests out of bytes that come in any pieces, strictly. Pure: no socket, no clock. What comes out does not
/// depend on the pieces. Memory grows with what came, within the limits, never by what was announced.
class RequestParser {
public:
    enum class Step {
        NeedMore, ///< `bytes` is used up
        Head, ///< the header is whole and framed; its body is read by further calls
        Request, ///< the request is whole: take() it before the next call
        Refused, ///< nothing behind it can be trusted; every further call says so again
    };
    explicit RequestParser(const Limits& limits) noexcept : m_limits(&limits) { }

    /// Takes from the front of `bytes` until it has something to say.
    Step feed(std::string_view& bytes);

    [[nodiscard]] bool begun() const noexcept; ///< some byte of a request came, and it is not whole
    [[nodiscard]] bool inBody() const noexcept { return m_state == State::Body || m_state == State::Chunks; }
    [[nodiscard]] RequestHead& head() noexcept { return m_request; } ///< between Head and take()
    [[nodiscard]] const Framing& framing() const noexcept { return m_framing; } ///< valid until the next Head
    [[nodiscard]] int minorVersion() const noexcept { return m_minorVersion; } ///< of HTTP/1
    [[nodiscard]] Request take(); ///< after Step::Request
    void drop(); ///< instead of take(): nobody wants it
    [[nodiscard]] const Refusal& refusal() const noexcept { return m_refusal; } ///< after Step::Refused

private:
    enum class State { Line, Fields, Body, Chunks, Whole, Refused };
    Step readRequestLine(std::string_view& bytes);
    Step skipEmptyLine();
    Step startRequest(std::string_view line);
    Step readField(std::string_view& bytes);
    Step addField(std::string_view line);
    Step finishHead();
    Step readBody(std::string_view& bytes);
    Step readChunks(std::string_view& bytes);
    Step refuse(Refusal refusal);
    void reset();

    const Limits* m_limits;
    State m_state = State::Line;
    int m_minorVersion = 1;
    int m_emptyLines = 0;
    std::size_t m_headerBytes = 0;
    LineReader m_lines;
    std::string m_authority;
    Request m_request;
    Framing m_framing;
    ChunkedBody m_chunks;
    Refusal m_refusal;
};

} // namespace cairn::http
