// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/sample_sink.h"
#include "core/exposition/text_error.h"

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// How a reader treats what the format allows and Cairn by default does not.
struct TextOptions {
    bool ignoreTimestamps = false; ///< drop them; otherwise a timestamp is an error
    std::size_t maxLabels = 1024; ///< of one series; more is an error, before they take memory
};

namespace detail {

/// One comment line. `type` is meant for Type alone, `help` for Help alone; both views live until the next comment.
struct TextComment {
    enum class Kind { Other, Type, Help };
    Kind kind = Kind::Other;
    std::string_view family;
    MetricType type = MetricType::Untyped;
    std::string_view help;
    std::string_view raw; ///< from `#` to the line end, with it
};

[[nodiscard]] constexpr bool isBlank(char c) noexcept
{
    return c == ' ' || c == '\t';
}

/// The grammar of text format 0.0.4, piece by piece, for readText(). The read functions take a place in the text and
/// return the place behind what they read, or nullptr once a fault is noted, which error() then describes.
class TextSyntax {
public:
    TextSyntax(std::string_view text, const TextOptions& options);

    /// The first line, behind a byte order mark.
    [[nodiscard]] const char* begin() const noexcept { return m_begin; }

    /// Reads a comment from its `#` to the start of the next line. Other comments than TYPE and HELP, and those of them
    /// that say nothing, are Kind::Other.
    const char* readComment(const char* at);
    [[nodiscard]] const TextComment& comment() const noexcept { return m_comment; }

    /// Reads a name and its label block; returns the place behind the block.
    const char* readSeries(const char* at);
    [[nodiscard]] SeriesText series() const noexcept { return {m_name, m_labels, m_raw}; }
    /// Whether a series whose bytes are known ends right before `at`.
    [[nodiscard]] bool endsSeries(const char* at) const noexcept;

    /// Reads blanks, a value, perhaps a timestamp, and the line end; returns the start of the next line.
    const char* readValue(const char* at, double& value);

    /// A line feed, a carriage return before one or at the end, or the end itself.
    [[nodiscard]] bool isLineEnd(const char* at) const noexcept;
    [[nodiscard]] const char* behindLineEnd(const char* at) const noexcept;

    /// Notes a fault at `at`; always nullptr.
    const char* refuse(const char* at, std::string message);
    [[nodiscard]] ParseError error(const char* lineStart, int line) const;

private:
    const char* readName(const char* at);
    const char* readLabels(const char* at);
    const char* readPlainLabels(const char* at);
    const char* readLabel(const char* at);
    const char* readLabelName(const char* at, std::string_view& name);
    const char* readLabelValue(const char* at, LabelView& label);
    const char* unescapeLabelValue(const char* from, const char* at, LabelView& label);
    const char* refuseUnclosed(const char* at, const LabelView& label);
    const char* refuseEscape(const char* at, std::string_view name);
    const char* refuseValue(const char* at, std::string_view token, bool isOutOfRange);
    const char* readTimestamp(const char* at);
    const char* readCommentBody(std::string_view keyword, std::string_view rest);
    const char* readType(std::string_view word);
    const char* readHelp(std::string_view help);

    [[nodiscard]] const char* skipBlanks(const char* at) const noexcept;
    [[nodiscard]] const char* tokenEnd(const char* at) const noexcept;
    [[nodiscard]] std::string_view lineFrom(const char* at) const noexcept;
    [[nodiscard]] std::string found(const char* at) const;
    [[nodiscard]] std::string lineEndsHint(const char* at) const;

    const char* m_begin;
    const char* m_end;
    TextOptions m_options;
    TextComment m_comment;
    std::string_view m_name;
    std::string_view m_raw;
    std::vector<LabelView> m_labels;
    std::string m_unescaped; ///< what the escaped values of one line became; views point into it
    std::size_t m_unescapedSize = 0;
    std::string m_help;
    const char* m_fault = nullptr;
    std::string m_message;
};

} // namespace detail

} // namespace cairn
