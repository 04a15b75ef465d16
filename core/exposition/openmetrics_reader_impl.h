// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The part of readOpenMetrics() that is compiled with its sink: a recognised line never leaves this file.

#include "core/exposition/openmetrics_families.h"
#include "core/exposition/openmetrics_reader.h"
#include "core/exposition/short_value.h"

#include <algorithm>
#include <utility>

namespace cairn::detail {

/// The start of the last lines that begin with `#` in whole lines, or null.
[[nodiscard]] inline const char* lastComments(const char* from, const char* to) noexcept
{
    const std::string_view text(from, static_cast<std::size_t>(to - from));
    std::size_t at = text.rfind("\n#");
    if (at == std::string_view::npos)
        return text.starts_with('#') ? from : nullptr;
    for (;;) { // as long as the line before it is one as well
        const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
        const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
        if (text[start] != '#')
            return from + at + 1;
        if (start == 0)
            return from;
        at = before;
    }
}

template <OpenMetricsSink Sink>
class OpenMetricsReader {
public:
    OpenMetricsReader(std::string_view text, const OpenMetricsOptions& options, Sink& sink)
        : m_syntax(text, options)
        , m_families(m_syntax)
        , m_end(text.data() + text.size())
        , m_seen(text.data())
        , m_sink(sink)
    {
    }

    Result<void, ParseError> read()
    {
        const char* at = m_syntax.begin();
        int line = 1;
        for (; at != m_end; ++line) {
            if constexpr (requires { m_sink.readKnown(at, m_end, line); }) {
                if (!m_sink.readKnown(at, m_end, line)) [[unlikely]] {
                    refuse(at);
                    return failure(at, line);
                }
                if (at == m_end)
                    break;
            }
            const char* const start = at;
            at = readLine(at, line);
            if (at == nullptr) [[unlikely]]
                return failure(start, line);
            if (m_isOver) // the place of `# EOF` is where the families end
                return finish(start) ? Result<void, ParseError>() : failure(start, line);
        }
        if (!finish(m_end))
            return failure(at, line);
        return {};
    }

private:
    struct Place {
        const char* at = nullptr;
        int line = 0;
    };
    /// A HELP or UNIT line that the sink is to be told of once the name of its family is known.
    struct Deferred {
        std::string text;
        std::string_view raw; ///< empty: none
        Place place;
    };

    /// Returns the start of the next line, or nullptr where this one is refused.
    const char* readLine(const char* at, int line)
    {
        if (*at == '#')
            return readComment(at, line);
        const std::size_t known = m_sink.recogniseSeries(at, m_end);
        double value = 0;
        const char* const next = known != 0 ? readShortValue(at + known, m_end, value) : nullptr;
        if (next == nullptr)
            return readSample(at, known, line);
        return m_sink.value(value, line) ? next : refuse(at);
    }

    const char* readComment(const char* at, int line)
    {
        const std::size_t known = m_sink.recogniseComment(at, m_end);
        if (known != 0 && at[known - 1] == '\n')
            return at + known;
        if (std::string_view(at, static_cast<std::size_t>(m_end - at)).starts_with("# EOF"))
            return readEnd(m_syntax.readComment(at), line);
        return catchUp(at, line) ? seen(comment(at, line, true), line) : nullptr;
    }

    /// A sample line that is new in its series or in the layout of its value.
    [[gnu::noinline]] const char* readSample(const char* at, std::size_t known, int line)
    {
        const char* const behind = at + known;
        if (known != 0 && behind != m_end && *behind == ' ')
            return readKnownSample(at, behind, line);
        return catchUp(at, line) ? seen(sample(at, line, true), line) : nullptr;
    }

    const char* readKnownSample(const char* at, const char* behind, int line)
    {
        double value = 0;
        m_syntax.beginLine();
        const char* const next = m_syntax.readValue(behind, value);
        if (next == nullptr)
            return nullptr;
        if (const ExemplarView* exemplar = m_syntax.exemplar()) {
            if (!mayHaveExemplar({at, static_cast<std::size_t>(behind - at)}))
                return m_syntax.refuse(m_syntax.exemplarAt(),
                    "expected an exemplar on '_total' of a counter or '_bucket' of a histogram alone");
            m_sink.exemplar(*exemplar);
        }
        return m_sink.value(value, line) ? next : refuse(at);
    }

    /// Of a recognised series the reader knows its name at most.
    [[nodiscard]] static bool mayHaveExemplar(std::string_view raw) noexcept
    {
        const std::string_view name = raw.substr(0, raw.find('{'));
        return name.empty() || name.ends_with("_total") || name.ends_with("_bucket");
    }

    /// Reads a comment. `isTold`: the sink is to hear of it, otherwise it knows.
    const char* comment(const char* at, int line, bool isTold)
    {
        const char* const next = m_syntax.readComment(at);
        if (next == nullptr)
            return nullptr;
        const OpenMetricsComment& comment = m_syntax.comment();
        if (m_families.isOther(comment.family) && !flush())
            return nullptr;
        if (!note(comment))
            return refuseLine(at);
        if (isTold && !tell(comment, {at, line}))
            return nullptr;
        return m_families.isTyped() && !flush() ? nullptr : next;
    }

    const char* readEnd(const char* next, int line)
    {
        m_isOver = true;
        if (next == m_end || next == nullptr)
            return next;
        m_blamed = {next, line + 1};
        return m_syntax.refuse(next, "expected nothing behind '# EOF', found more");
    }

    [[nodiscard]] bool note(const OpenMetricsComment& comment)
    {
        switch (comment.kind) {
        case OpenMetricsComment::Kind::Type: return m_families.type(comment.family, comment.type);
        case OpenMetricsComment::Kind::Help: return m_families.help(comment.family);
        default: return m_families.unit(comment.family, comment.text);
        }
    }

    [[nodiscard]] bool tell(const OpenMetricsComment& comment, Place place)
    {
        if (comment.kind == OpenMetricsComment::Kind::Type)
            return m_sink.type(m_families.textName(), comment.type, comment.raw) || refuse(place.at) != nullptr;
        if (comment.text.empty())
            return true; // the same as no line
        Deferred& deferred = comment.kind == OpenMetricsComment::Kind::Help ? m_help : m_unit;
        deferred.text = comment.text;
        deferred.raw = comment.raw;
        deferred.place = place;
        return true;
    }

    /// Tells the sink what was deferred of the current family.
    [[nodiscard]] bool flush()
    {
        const auto blame = [this](const Deferred& deferred) {
            m_blamed = deferred.place;
            return refuse(deferred.place.at) != nullptr;
        };
        const std::string_view help = std::exchange(m_help.raw, {});
        if (!help.empty() && !m_sink.help(m_families.textName(), m_help.text, help))
            return blame(m_help);
        const std::string_view unit = std::exchange(m_unit.raw, {});
        return unit.empty() || m_sink.unit(m_families.textName(), m_unit.text, unit) || blame(m_unit);
    }

    const char* sample(const char* at, int line, bool isTold)
    {
        if (*at == '\n')
            return m_syntax.refuse(at, "expected a sample, found an empty line, which OpenMetrics has not");
        double value = 0;
        const char* next = m_syntax.readSeries(at);
        if (next != nullptr)
            next = m_syntax.readValue(next, value);
        if (next == nullptr || !flush())
            return nullptr;
        const SeriesText series = m_syntax.series();
        const ExemplarView* const exemplar = m_syntax.exemplar();
        if (!m_families.sample(series) || !m_families.value(value, exemplar))
            return refuseLine(at);
        m_lastSample = {at, line};
        if (!isTold)
            return next;
        if (m_families.part() == OpenMetricsPart::Created)
            return m_sink.created(m_families.textName(), series, value, line) ? next : refuse(at);
        if (!m_sink.series(series))
            return refuse(at);
        if (exemplar != nullptr)
            m_sink.exemplar(*exemplar);
        return m_sink.value(value, line) ? next : refuse(at);
    }

    /// Reads what the sink recognised before `at`: the rest of the family that was read last, and what goes before `at`
    /// in the family that stands there.
    [[gnu::noinline]] bool catchUp(const char* at, int line)
    {
        const int family = m_families.serial();
        while (m_seen != at && m_families.isOpen() && m_families.serial() == family) {
            if (!readSilently())
                return false;
        }
        const char* const comments = m_seen != at ? lastComments(m_seen, at) : nullptr;
        if (comments != nullptr && comments != m_seen) {
            m_families.forget();
            m_seen = comments;
            m_seenLine = line - static_cast<int>(std::count(comments, at, '\n'));
        }
        while (m_seen != at) {
            if (!readSilently())
                return false;
        }
        m_seenLine = line;
        return true;
    }

    bool readSilently()
    {
        const Place place{m_seen, m_seenLine};
        const char* const next
            = *m_seen == '#' ? comment(m_seen, m_seenLine, false) : sample(m_seen, m_seenLine, false);
        if (next == nullptr && m_blamed.at == nullptr)
            m_blamed = place;
        return seen(next, m_seenLine) != nullptr;
    }

    /// Notes that the reader itself has read the line before `next`.
    const char* seen(const char* next, int line)
    {
        if (next != nullptr) {
            m_seen = next;
            m_seenLine = line + 1;
        }
        return next;
    }

    /// The families end at `at`.
    bool finish(const char* at)
    {
        const int family = m_families.serial();
        const bool isOpen = m_families.isMetricOpen() || !m_help.raw.empty() || !m_unit.raw.empty();
        while (isOpen && m_seen != at && m_families.serial() == family) {
            if (!readSilently())
                return false;
        }
        if (!flush())
            return false;
        const bool isStillOpen = isOpen && m_families.serial() == family;
        return !isStillOpen || m_families.close() || refuseLine(at) != nullptr;
    }

    [[gnu::noinline]] const char* refuse(const char* at) { return m_syntax.refuse(at, m_sink.refusal()); }

    /// Refuses for the reason that the families have.
    const char* refuseLine(const char* at)
    {
        if (m_families.isOfMetricBefore())
            m_blamed = m_lastSample;
        return m_syntax.refuse(m_families.isOfMetricBefore() ? m_lastSample.at : at, m_families.refusal());
    }

    [[nodiscard]] Failure<ParseError> failure(const char* at, int line) const
    {
        const Place place = m_blamed.at != nullptr ? m_blamed : Place{at, line};
        return {m_syntax.error(place.at, place.line)};
    }

    OpenMetricsSyntax m_syntax;
    OpenMetricsFamilies m_families;
    const char* m_end;
    const char* m_seen; ///< what stands before was read here, or before comments that begin another family
    int m_seenLine = 1;
    bool m_isOver = false;
    Deferred m_help;
    Deferred m_unit;
    Place m_lastSample;
    Place m_blamed; ///< another line than the one being read
    Sink& m_sink;
};

} // namespace cairn::detail

template <cairn::OpenMetricsSink Sink>
cairn::Result<void, cairn::ParseError> cairn::readOpenMetrics(
    std::string_view text, const OpenMetricsOptions& options, Sink& sink)
{
    return detail::OpenMetricsReader<Sink>(text, options, sink).read();
}
