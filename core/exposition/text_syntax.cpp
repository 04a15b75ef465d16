// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/text_syntax.h"

#include "core/exposition/number.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace cairn::detail {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool isLetter(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
}

/// A timestamp as the reference reads it: a signed integer of 64 bits.
bool isTimestamp(std::string_view token) noexcept
{
    if (token.size() > 1 && token[0] == '+' && token[1] != '-')
        token.remove_prefix(1);
    std::int64_t milliseconds = 0;
    const auto parsed = std::from_chars(token.data(), token.data() + token.size(), milliseconds);
    return parsed.ec == std::errc() && parsed.ptr == token.data() + token.size();
}

/// A number that runs into the name of another sample, whose value follows: `23another_metric 1021`.
bool runsIntoSample(std::string_view rest) noexcept
{
    const std::size_t name = std::min(rest.find_first_not_of("0123456789+-."), rest.size());
    if (name == rest.size() || !isLetter(rest[name]))
        return false;
    const std::size_t blank = rest.find_first_of(" \t", name);
    return blank != std::string_view::npos && rest.find_first_not_of(" \t\r", blank) != std::string_view::npos;
}

} // namespace

TextSyntax::TextSyntax(std::string_view text, const TextOptions& options) : SeriesSyntax(text, options, Dialect::Text)
{
    m_begin += text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
}

bool TextSyntax::endsSeries(const char* at) const noexcept
{
    if (at[-1] == '}')
        return true;
    if (at == m_end || !isBlank(*at))
        return false;
    at = skipBlanks(at);
    return at == m_end || *at != '{';
}

const char* TextSyntax::readValue(const char* at, double& value)
{
    at = skipBlanks(at);
    const char* const end = tokenEnd(at);
    const std::string_view token(at, static_cast<std::size_t>(end - at));
    if (token.empty())
        return refuse(at, "expected a number as value, found " + found(at));
    const Number number = parseNumber(token);
    if (number.error != NumberError::None)
        return refuseValue(at, token, number.error == NumberError::OutOfRange);
    value = number.value;
    at = skipBlanks(end);
    return isLineEnd(at) ? behindLineEnd(at) : readTimestamp(at);
}

const char* TextSyntax::refuseValue(const char* at, std::string_view token, bool isOutOfRange)
{
    if (isOutOfRange)
        return refuse(at, "value " + quoted(token) + " is out of the range of a double");
    const std::string hint = runsIntoSample(lineFrom(at)) && token.front() <= '9' ? lineEndsHint(at) : std::string();
    return refuse(at, "expected a number as value, found " + quoted(token) + hint);
}

const char* TextSyntax::readTimestamp(const char* at)
{
    const char* const end = tokenEnd(at);
    const std::string_view token(at, static_cast<std::size_t>(end - at));
    if (!isTimestamp(token))
        return refuse(at,
            "expected the end of the line or an integer as timestamp, found "
                + (token.empty() ? found(at) : quoted(token))
                + (runsIntoSample(lineFrom(at)) ? lineEndsHint(at) : std::string()));
    if (!m_options.ignoreTimestamps)
        return refuseTimestamp(at, token);
    at = skipBlanks(end);
    if (!isLineEnd(at))
        return refuse(at, "expected the end of the line behind the timestamp, found " + found(at));
    return behindLineEnd(at);
}

/// What to say where samples run into one another, as `curl -d @file` makes them; empty where there are line ends.
std::string TextSyntax::lineEndsHint(const char* at) const
{
    const std::string_view text(m_begin, static_cast<std::size_t>(m_end - m_begin));
    if (at == m_end || text.find('\n') != std::string_view::npos)
        return {};
    return ": the text has lost its line ends (curl's --data-binary keeps them, -d does not)";
}

} // namespace cairn::detail
