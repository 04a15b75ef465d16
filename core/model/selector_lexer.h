// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/result.h"
#include "core/model/selector.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace cairn {

/// One word of a selector.
struct SelectorToken {
    enum class Kind { End, Name, String, Open, Close, Comma, Equal, NotEqual, Match, NoMatch };
    Kind kind = Kind::End;
    std::string text; ///< of Name as written, of String with its escapes read
    std::string_view source; ///< as written; lives as long as the lexer's text
    std::size_t column = 0; ///< 1-based byte
};

/// Cuts a selector into words as PromQL does: blanks and `#` comments between them, `:` only in a name outside braces.
class SelectorLexer {
public:
    /// `text` is UTF-8 and outlives the lexer.
    explicit SelectorLexer(std::string_view text) : m_text(text) { }

    /// The next word; after the last one, End again and again.
    [[nodiscard]] Result<SelectorToken, SelectorError> next();

private:
    void skipBlanks();
    [[nodiscard]] SelectorToken take(SelectorToken::Kind kind, std::size_t size);
    [[nodiscard]] Result<SelectorToken, SelectorError> takeOperator();
    [[nodiscard]] Result<SelectorToken, SelectorError> takeString();

    std::string_view m_text;
    std::size_t m_at = 0;
};

/// How a message names a word that it did not expect: `'{'`, `the end`, `"x"`.
[[nodiscard]] std::string describe(const SelectorToken& token);

} // namespace cairn
