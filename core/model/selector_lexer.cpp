// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/selector_lexer.h"

#include "core/model/promql_string.h"
#include "core/model/quote.h"

#include <algorithm>

namespace cairn {

namespace {

using Kind = SelectorToken::Kind;

/// A colon is let through everywhere: only the parser knows whether a metric or a label is being named.
bool isNameByte(char c, bool first)
{
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || c == '_' || c == ':' || (!first && c >= '0' && c <= '9');
}

std::size_t nameSize(std::string_view text)
{
    std::size_t size = 0;
    while (size < text.size() && isNameByte(text[size], size == 0))
        ++size;
    return size;
}

/// The whole character that `text` begins with, for a message.
std::string_view firstCharacter(std::string_view text)
{
    std::size_t size = 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
        ++size;
    return text.substr(0, size);
}

} // namespace

void SelectorLexer::skipBlanks()
{
    while (m_at < m_text.size()) {
        const char c = m_text[m_at];
        if (c == '#')
            m_at = std::min(m_text.find('\n', m_at), m_text.size());
        else if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
            ++m_at;
        else
            return;
    }
}

SelectorToken SelectorLexer::take(Kind kind, std::size_t size)
{
    const std::string_view source = m_text.substr(m_at, size);
    SelectorToken token{kind, std::string(source), source, m_at + 1};
    m_at += size;
    return token;
}

Result<SelectorToken, SelectorError> SelectorLexer::takeOperator()
{
    const std::string_view two = m_text.substr(m_at, 2);
    if (two == "=~")
        return take(Kind::Match, 2);
    if (two == "!~")
        return take(Kind::NoMatch, 2);
    if (two == "!=")
        return take(Kind::NotEqual, 2);
    if (two.front() == '=' && two != "==")
        return take(Kind::Equal, 1);
    const std::string_view found = two == "==" ? two : two.substr(0, 1);
    return Failure{SelectorError{m_at + 1, "found " + quote(found) + ", expected =, !=, =~ or !~"}};
}

Result<SelectorToken, SelectorError> SelectorLexer::takeString()
{
    auto literal = readPromqlString(m_text.substr(m_at));
    if (!literal)
        return Failure{SelectorError{m_at + 1 + literal.error().offset, std::move(literal.error().message)}};
    SelectorToken token = take(Kind::String, literal->size);
    token.text = std::move(literal->value);
    return token;
}

Result<SelectorToken, SelectorError> SelectorLexer::next()
{
    skipBlanks();
    if (m_at == m_text.size())
        return take(Kind::End, 0);
    switch (m_text[m_at]) {
    case '{': return take(Kind::Open, 1);
    case '}': return take(Kind::Close, 1);
    case ',': return take(Kind::Comma, 1);
    case '"':
    case '\'':
    case '`': return takeString();
    case '=':
    case '!': return takeOperator();
    default: break;
    }
    const std::string_view rest = m_text.substr(m_at);
    if (const std::size_t size = nameSize(rest))
        return take(Kind::Name, size);
    return Failure{
        SelectorError{m_at + 1, "found " + quote(firstCharacter(rest)) + ", which no selector contains here"}};
}

std::string describe(const SelectorToken& token)
{
    return token.kind == Kind::End ? "the end" : quote(token.source, 40);
}

} // namespace cairn
