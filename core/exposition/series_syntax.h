// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/sample_sink.h"
#include "core/exposition/text_error.h"

#include <forward_list>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Where a reader keeps metric names that do not stand in the body as they are: unescaped ones, and those of families
/// that formats call differently. They never move.
using NameStore = std::forward_list<std::string>;

/// How a reader treats what the format allows and Cairn by default does not.
struct TextOptions {
    bool ignoreTimestamps = false; ///< drop them; otherwise a timestamp is an error
    std::size_t maxLabels = 1024; ///< of one series; more is an error, before they take memory
    NameStore* names = nullptr; ///< outlives what is done with the names; null: they die when the reading is over
};

namespace detail {

[[nodiscard]] constexpr bool isBlank(char c) noexcept
{
    return c == ' ' || c == '\t';
}

/// A token within a message: in single quotes, printable, cut.
[[nodiscard]] std::string quoted(std::string_view token);

/// A HELP text without its escapes, in `memory` where there are some. A backslash before anything but `\\`, `"` and `n`
/// stands for itself: OpenMetrics asks for it, and in text some clients write HELP unescaped.
[[nodiscard]] std::string_view unescapeHelp(std::string_view help, std::string& memory);

/// What the text formats have in common: names, label blocks, quoted strings, and how a fault is told. Text 0.0.4 takes
/// blanks between tokens, a final comma and carriage returns before line feeds; OpenMetrics takes none of these, but
/// any character behind a backslash. The read functions take a place in the text and return the place behind what they
/// read, or nullptr once a fault is noted, which error() then describes.
class SeriesSyntax {
public:
    enum class Dialect { Text, OpenMetrics };
    SeriesSyntax(std::string_view text, const TextOptions& options, Dialect dialect);
    SeriesSyntax(const SeriesSyntax&) = delete;
    SeriesSyntax& operator=(const SeriesSyntax&) = delete;

    /// Gives up what was read of earlier lines. The read functions for whole comments and series begin with it.
    void beginLine() noexcept { m_unescapedSize = 0; }
    /// Reads a name and its label block, or a label block with a quoted name; returns the place behind.
    const char* readSeries(const char* at);
    /// The name stands in the text or is kept; all else dies with the next line.
    [[nodiscard]] SeriesText series() const noexcept { return {m_name, m_labels, m_raw}; }

    /// A line feed, in text also a carriage return before one or at the end, or the end itself.
    [[nodiscard]] bool isLineEnd(const char* at) const noexcept;
    [[nodiscard]] const char* behindLineEnd(const char* at) const noexcept;

    /// The name itself, if it stands in the text, or a lasting copy.
    [[nodiscard]] std::string_view keep(std::string_view name);

    /// Notes a fault at `at`; always nullptr.
    const char* refuse(const char* at, std::string message);
    [[nodiscard]] ParseError error(const char* lineStart, int line) const;

protected:
    using Labels = std::vector<LabelView>;

    /// A quoted string, for messages about it.
    struct Quoted {
        enum class What { LabelValue, MetricName, Name };
        What what = What::LabelValue;
        std::string_view label; ///< whose value it is
        [[nodiscard]] std::string describe() const;
    };

    /// From behind `{` to behind `}`. `name` becomes a quoted name that stands among the labels; null: none may.
    const char* readLabels(const char* at, Labels& labels, std::string_view* name);
    /// From behind the opening quote to behind the closing one. `text` lies in the body, or in memory of this line.
    const char* readQuoted(const char* at, const Quoted& what, std::string_view& text);
    /// A metric name as comments have it, bare or quoted; `name` lives as series().name does.
    const char* readFamilyName(const char* at, std::string_view& name);
    const char* refuseTimestamp(const char* at, std::string_view token);

    [[nodiscard]] const char* skipBlanks(const char* at) const noexcept;
    [[nodiscard]] const char* tokenEnd(const char* at) const noexcept;
    [[nodiscard]] std::string_view lineFrom(const char* at) const noexcept;
    [[nodiscard]] std::string found(const char* at) const;

    const char* m_begin;
    const char* m_end;
    TextOptions m_options;

private:
    const char* readName(const char* at);
    const char* readPlainLabels(const char* at, Labels& labels) const;
    const char* readLabel(const char* at, Labels& labels, std::string_view* metricName);
    const char* readLabelName(const char* at, std::string_view& name);
    const char* readMetricName(const char* at, std::string_view name, std::string_view* metricName);
    const char* readLabelValue(const char* at, LabelView& label);
    const char* unescape(const char* from, const char* at, const Quoted& what, std::string_view& text);
    const char* refuseUnclosed(const char* at, const Quoted& what);
    const Dialect m_dialect;
    std::string_view m_name;
    std::string_view m_raw;
    Labels m_labels;
    std::string m_unescaped; ///< what the escaped strings of one line became; views point into it
    std::size_t m_unescapedSize = 0;
    NameStore m_ownNames; ///< unless the options have a place for them
    const char* m_fault = nullptr;
    std::string m_message;
};

} // namespace detail

} // namespace cairn
