// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The part of readText() that is compiled with its sink: a recognised line never leaves this file.

#include "core/exposition/short_value.h"
#include "core/exposition/text_reader.h"

namespace cairn::detail {

template <SampleSink Sink>
class TextReader {
public:
    TextReader(std::string_view text, const TextOptions& options, Sink& sink)
        : m_syntax(text, options), m_end(text.data() + text.size()), m_sink(sink)
    {
    }

    Result<void, ParseError> read()
    {
        const char* at = m_syntax.begin();
        for (int line = 1; at != m_end; ++line) {
            if constexpr (requires { m_sink.readKnown(at, m_end, line); }) {
                if (!m_sink.readKnown(at, m_end, line)) [[unlikely]] {
                    refuse(at);
                    return Failure{m_syntax.error(at, line)};
                }
                if (at == m_end)
                    break;
            }
            const char* const start = at;
            at = readLine(at, line);
            if (at == nullptr) [[unlikely]]
                return Failure{m_syntax.error(start, line)};
        }
        return {};
    }

private:
    /// Returns the start of the next line, or nullptr where this one is refused.
    const char* readLine(const char* at, int line)
    {
        while (isBlank(*at)) {
            if (++at == m_end)
                return at;
        }
        if (*at == '\n')
            return at + 1;
        if (*at == '#')
            return readComment(at);
        const std::size_t known = m_sink.recogniseSeries(at, m_end);
        double value = 0;
        const char* const next = known != 0 ? readShortValue(at + known, m_end, value) : nullptr;
        if (next == nullptr)
            return readSample(at, known, line);
        return m_sink.value(value, line) ? next : refuse(at);
    }

    const char* readComment(const char* at)
    {
        const std::size_t known = m_sink.recogniseComment(at, m_end);
        if (known != 0 && (at[known - 1] == '\n' || at + known == m_end))
            return at + known;
        const char* const next = m_syntax.readComment(at);
        if (next == nullptr)
            return nullptr;
        const TextComment& comment = m_syntax.comment();
        switch (comment.kind) {
        case TextComment::Kind::Type: return m_sink.type(comment.family, comment.type, comment.raw) ? next : refuse(at);
        case TextComment::Kind::Help: return m_sink.help(comment.family, comment.help, comment.raw) ? next : refuse(at);
        case TextComment::Kind::Other: break;
        }
        return next;
    }

    /// A sample line that is new in its series or in the layout of its value.
    [[gnu::noinline]] const char* readSample(const char* at, std::size_t known, int line)
    {
        const char* next = at + known;
        if (known == 0 || !m_syntax.endsSeries(next)) {
            if (m_syntax.isLineEnd(at))
                return m_syntax.behindLineEnd(at);
            next = m_syntax.readSeries(at);
            if (next == nullptr)
                return nullptr;
            if (!m_sink.series(m_syntax.series()))
                return refuse(at);
        }
        double value = 0;
        const char* behind = readShortValue(next, m_end, value);
        if (behind == nullptr)
            behind = m_syntax.readValue(next, value);
        if (behind == nullptr)
            return nullptr;
        return m_sink.value(value, line) ? behind : refuse(at);
    }

    [[gnu::noinline]] const char* refuse(const char* at) { return m_syntax.refuse(at, m_sink.refusal()); }

    TextSyntax m_syntax;
    const char* m_end;
    Sink& m_sink;
};

} // namespace cairn::detail

template <cairn::SampleSink Sink>
cairn::Result<void, cairn::ParseError> cairn::readText(std::string_view text, const TextOptions& options, Sink& sink)
{
    return detail::TextReader<Sink>(text, options, sink).read();
}
