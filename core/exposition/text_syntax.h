// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/series_syntax.h"

#include <string>
#include <string_view>

namespace cairn::detail {

/// One comment line. `type` is meant for Type alone, `help` for Help alone; both views live until the next comment.
struct TextComment {
    enum class Kind { Other, Type, Help };
    Kind kind = Kind::Other;
    std::string_view family;
    MetricType type = MetricType::Untyped;
    std::string_view help;
    std::string_view raw; ///< from `#` to the line end, with it
};

/// The grammar of text format 0.0.4, piece by piece, for readText(), with the quoted names of 1.0.0.
class TextSyntax final : public SeriesSyntax {
public:
    TextSyntax(std::string_view text, const TextOptions& options);

    /// The first line, behind a byte order mark.
    [[nodiscard]] const char* begin() const noexcept { return m_begin; }

    /// Reads a comment from its `#` to the start of the next line. Other comments than TYPE and HELP, and those of them
    /// that say nothing, are Kind::Other.
    const char* readComment(const char* at);
    [[nodiscard]] const TextComment& comment() const noexcept { return m_comment; }

    /// Whether a series whose bytes are known ends right before `at`.
    [[nodiscard]] bool endsSeries(const char* at) const noexcept;

    /// Reads blanks, a value, perhaps a timestamp, and the line end; returns the start of the next line.
    const char* readValue(const char* at, double& value);

private:
    const char* refuseValue(const char* at, std::string_view token, bool isOutOfRange);
    const char* readTimestamp(const char* at);
    const char* readCommentBody(std::string_view keyword, std::string_view rest);
    const char* readType(std::string_view word);
    const char* readHelp(std::string_view help);
    [[nodiscard]] std::string lineEndsHint(const char* at) const;

    TextComment m_comment;
    std::string m_help;
};

} // namespace cairn::detail
