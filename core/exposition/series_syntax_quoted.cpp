// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/series_syntax.h"

#include "core/exposition/scan.h"

#include <algorithm>
#include <functional>

namespace cairn::detail {

namespace {

std::string_view between(const char* from, const char* to) noexcept
{
    return {from, static_cast<std::size_t>(to - from)};
}

bool isEscape(char c) noexcept
{
    return c == '\\' || c == '"' || c == 'n';
}

} // namespace

std::string_view unescapeHelp(std::string_view help, std::string& memory)
{
    if (help.find('\\') == std::string_view::npos)
        return help;
    memory.clear();
    for (std::size_t i = 0; i < help.size(); ++i) {
        const bool escapes = help[i] == '\\' && i + 1 < help.size() && isEscape(help[i + 1]);
        i += escapes ? 1 : 0;
        memory += escapes && help[i] == 'n' ? '\n' : help[i];
    }
    return memory;
}

std::string SeriesSyntax::Quoted::describe() const
{
    switch (what) {
    case What::LabelValue: return "the value of label " + quoted(label);
    case What::MetricName: return "the quoted metric name";
    case What::Name: break;
    }
    return "the quoted name";
}

const char* SeriesSyntax::readQuoted(const char* at, const Quoted& what, std::string_view& text)
{
    const char* const start = at;
    bool isAscii = true;
    at = skipValue(at, m_end, isAscii);
    if (at == m_end || *at == '\n')
        return refuseUnclosed(at, what);
    if (*at == '\\')
        return unescape(start, at, what, text);
    text = between(start, at);
    if (!isAscii && !isUtf8(text))
        return refuse(start, what.describe() + " is not valid UTF-8");
    return at + 1;
}

/// The rest of a string from its first backslash on.
const char* SeriesSyntax::unescape(const char* from, const char* at, const Quoted& what, std::string_view& text)
{
    // Room for all of the line at once: views into it must stay.
    if (m_unescapedSize == 0 && m_unescaped.size() < lineFrom(from).size())
        m_unescaped.resize(lineFrom(from).size());
    char* const start = m_unescaped.data() + m_unescapedSize;
    char* out = std::copy(from, at, start);
    for (; at != m_end && *at != '\n'; ++at) {
        if (*at == '"') {
            text = between(start, out);
            m_unescapedSize += text.size();
            if (!isUtf8(text))
                return refuse(from, what.describe() + " is not valid UTF-8");
            return at + 1;
        }
        if (*at != '\\') {
            *out++ = *at;
            continue;
        }
        if (++at == m_end || *at == '\n' || (m_dialect == Dialect::Text && !isEscape(*at)))
            return refuse(
                at - 1, "expected '\\\\', '\\\"' or '\\n' in " + what.describe() + ", found '\\' and " + found(at));
        // OpenMetrics 1.0, section Escaping: before any other character a backslash stands for itself.
        if (!isEscape(*at))
            *out++ = '\\';
        *out++ = *at == 'n' ? '\n' : *at;
    }
    return refuseUnclosed(at, what);
}

const char* SeriesSyntax::refuseUnclosed(const char* at, const Quoted& what)
{
    return refuse(at,
        "expected '\"' behind " + what.describe() + ", found " + found(at)
            + ": a line feed in a value is written as '\\n'");
}

const char* SeriesSyntax::readFamilyName(const char* at, std::string_view& name)
{
    if (at != m_end && *at == '"') {
        const char* const start = at;
        at = readQuoted(at + 1, {Quoted::What::MetricName, {}}, name);
        if (at == nullptr)
            return nullptr;
        if (name.empty())
            return refuse(start, "expected a metric name between quotes, found none");
        name = keep(name);
        return at;
    }
    const char* const start = at;
    if (at != m_end && (*at < '0' || *at > '9'))
        at = skipName<kMetricNameCharacter>(at, m_end); // a line end is none, nor a carriage return
    name = between(start, at);
    return at;
}

/// The sink may keep views of names until the reading ends.
std::string_view SeriesSyntax::keep(std::string_view name)
{
    const std::less_equal<> notBehind;
    if (notBehind(m_begin, name.data()) && notBehind(name.data(), m_end))
        return name;
    NameStore& names = m_options.names != nullptr ? *m_options.names : m_ownNames;
    if (names.empty() || names.front() != name)
        names.emplace_front(name);
    return names.front();
}

} // namespace cairn::detail
