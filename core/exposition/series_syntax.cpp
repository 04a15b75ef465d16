// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/series_syntax.h"

#include <algorithm>
#include <cstring>

namespace cairn::detail {

namespace {

constexpr std::size_t kMaxQuoted = 60; // of a token within a message

} // namespace

std::string quoted(std::string_view token)
{
    return '\'' + printable(token, kMaxQuoted) + '\'';
}

SeriesSyntax::SeriesSyntax(std::string_view text, const TextOptions& options, Dialect dialect)
    : m_begin(text.data()), m_end(text.data() + text.size()), m_options(options), m_dialect(dialect)
{
}

const char* SeriesSyntax::skipBlanks(const char* at) const noexcept
{
    while (m_dialect == Dialect::Text && at != m_end && isBlank(*at))
        ++at;
    return at;
}

const char* SeriesSyntax::tokenEnd(const char* at) const noexcept
{
    while (at != m_end && !isBlank(*at) && *at != '\n' && *at != '\r')
        ++at;
    return at;
}

bool SeriesSyntax::isLineEnd(const char* at) const noexcept
{
    if (m_dialect == Dialect::Text && at != m_end && *at == '\r')
        ++at;
    return at == m_end || *at == '\n';
}

const char* SeriesSyntax::behindLineEnd(const char* at) const noexcept
{
    if (m_dialect == Dialect::Text && at != m_end && *at == '\r')
        ++at;
    return at == m_end ? at : at + 1;
}

const char* SeriesSyntax::refuse(const char* at, std::string message)
{
    m_fault = at;
    m_message = std::move(message);
    return nullptr;
}

const char* SeriesSyntax::refuseTimestamp(const char* at, std::string_view token)
{
    return refuse(at,
        "expected the end of the line, found timestamp " + quoted(token)
            + ": timestamps are refused unless the gateway is told to ignore them");
}

ParseError SeriesSyntax::error(const char* lineStart, int line) const
{
    const auto column = static_cast<std::size_t>(m_fault - lineStart);
    return {line, excerpt(lineFrom(lineStart), column), m_message};
}

std::string_view SeriesSyntax::lineFrom(const char* at) const noexcept
{
    const auto rest = static_cast<std::size_t>(m_end - at);
    const void* const found = rest == 0 ? nullptr : std::memchr(at, '\n', rest);
    const char* end = found == nullptr ? m_end : static_cast<const char*>(found);
    if (m_dialect == Dialect::Text && end != at && end[-1] == '\r')
        --end;
    return {at, static_cast<std::size_t>(end - at)};
}

/// What stands at `at`, for a message.
std::string SeriesSyntax::found(const char* at) const
{
    if (at == m_end)
        return "the end of the text";
    if (isLineEnd(at))
        return "the end of the line";
    const auto rest = static_cast<std::size_t>(m_end - at);
    for (std::size_t length = 2; length <= std::min<std::size_t>(4, rest); ++length) {
        const std::string_view character(at, length);
        if (static_cast<unsigned char>(*at) >= 0x80 && isUtf8(character))
            return quoted(character);
    }
    return quoted({at, 1});
}

} // namespace cairn::detail
