// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/text_syntax.h"

#include "core/exposition/scan.h"

namespace cairn::detail {

namespace {

bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

std::string_view between(const char* from, const char* to) noexcept
{
    return {from, static_cast<std::size_t>(to - from)};
}

std::string label(std::string_view name)
{
    return "label '" + printable(name, 60) + '\'';
}

} // namespace

const char* TextSyntax::readSeries(const char* at)
{
    m_labels.clear();
    m_unescapedSize = 0;
    const char* const start = at;
    at = readName(at);
    if (at == nullptr)
        return nullptr;
    const char* const behindName = at;
    at = skipBlanks(at);
    if (at == m_end || *at != '{') {
        m_raw = m_name;
        if (at != behindName || isLineEnd(at))
            return behindName;
        return refuse(
            at, "expected a blank or '{' behind metric name '" + printable(m_name, 60) + "', found " + found(at));
    }
    at = readLabels(at + 1);
    if (at != nullptr)
        m_raw = between(start, at);
    return at;
}

const char* TextSyntax::readName(const char* at)
{
    const char* const start = at;
    if (!isDigit(*at))
        at = skipName<kMetricNameCharacter>(at, m_end);
    m_name = between(start, at);
    if (at != start)
        return at;
    if (*at == '{')
        return refuse(
            at, "expected a metric name, found '{': names inside the braces are not part of text format 0.0.4");
    return refuse(at, "expected a metric name, found " + found(at));
}

/// From behind `{` to behind `}`.
const char* TextSyntax::readLabels(const char* at)
{
    for (;;) {
        at = readPlainLabels(at);
        if (at[-1] == '}')
            return at;
        at = skipBlanks(at);
        if (at != m_end && *at == '}')
            return at + 1;
        at = readLabel(at);
        if (at == nullptr)
            return nullptr;
        at = skipBlanks(at);
        if (at != m_end && *at == ',')
            ++at;
        else if (at == m_end || *at != '}')
            return refuse(
                at, "expected ',' or '}' behind the value of " + label(m_labels.back().name) + ", found " + found(at));
    }
}

/// Short labels without blanks and escapes, `name="value",` or `name="value"}`, as long as they come: mostly all.
const char* TextSyntax::readPlainLabels(const char* at)
{
    while (m_end - at >= ShortLabel::kReach && m_labels.size() < m_options.maxLabels) {
        const ShortLabel label = ShortLabel::at(at);
        if (label.nameSize == 0 || isDigit(at[0]) || (at[0] == '_' && at[1] == '_'))
            return at;
        const char behind = at[label.valueEnd + 1];
        if (behind != ',' && behind != '}')
            return at;
        m_labels.push_back({between(at, at + label.nameSize), between(at + label.nameSize + 2, at + label.valueEnd)});
        at += label.valueEnd + 2;
        if (behind == '}')
            return at;
    }
    return at;
}

const char* TextSyntax::readLabel(const char* at)
{
    LabelView label;
    at = readLabelName(at, label.name);
    if (at != nullptr)
        at = readLabelValue(at, label);
    if (at == nullptr)
        return nullptr;
    if (m_labels.size() == m_options.maxLabels)
        return refuse(at, "more than " + std::to_string(m_options.maxLabels) + " labels in one series");
    m_labels.push_back(label);
    return at;
}

/// A name, `=` and `"`, with blanks between; returns the place behind the quote.
const char* TextSyntax::readLabelName(const char* at, std::string_view& name)
{
    const char* const start = at;
    if (at == m_end || isDigit(*at) || !isOf(kLabelNameCharacter, *at)) {
        const bool isQuoted = at != m_end && *at == '"';
        return refuse(at,
            "expected a label name or '}', found " + found(at)
                + (isQuoted ? ": quoted names are not part of text format 0.0.4" : ""));
    }
    at = skipName<kLabelNameCharacter>(at, m_end);
    name = between(start, at);
    if (name.starts_with("__"))
        return refuse(start, label(name) + " is reserved, as all that begin with '__' are");
    at = skipBlanks(at);
    if (at == m_end || *at != '=')
        return refuse(at, "expected '=' behind the name of " + label(name) + ", found " + found(at));
    at = skipBlanks(at + 1);
    if (at == m_end || *at != '"')
        return refuse(at, "expected '\"' before the value of " + label(name) + ", found " + found(at));
    return at + 1;
}

const char* TextSyntax::readLabelValue(const char* at, LabelView& label)
{
    const char* const start = at;
    bool isAscii = true;
    at = skipValue(at, m_end, isAscii);
    if (at == m_end || *at == '\n')
        return refuseUnclosed(at, label);
    if (*at == '\\')
        return unescapeLabelValue(start, at, label);
    label.value = between(start, at);
    if (!isAscii && !isUtf8(label.value))
        return refuse(start, "the value of " + detail::label(label.name) + " is not valid UTF-8");
    return at + 1;
}

/// The rest of a value from its first backslash on.
const char* TextSyntax::unescapeLabelValue(const char* from, const char* at, LabelView& label)
{
    // Room for all of the line at once: views into it must stay.
    if (m_unescapedSize == 0 && m_unescaped.size() < lineFrom(from).size())
        m_unescaped.resize(lineFrom(from).size());
    char* const start = m_unescaped.data() + m_unescapedSize;
    char* out = std::copy(from, at, start);
    for (; at != m_end && *at != '\n'; ++at) {
        if (*at == '"') {
            label.value = between(start, out);
            m_unescapedSize += label.value.size();
            if (!isUtf8(label.value))
                return refuse(from, "the value of " + detail::label(label.name) + " is not valid UTF-8");
            return at + 1;
        }
        if (*at != '\\') {
            *out++ = *at;
            continue;
        }
        if (++at == m_end || (*at != '\\' && *at != '"' && *at != 'n'))
            return refuseEscape(at - 1, label.name);
        *out++ = *at == 'n' ? '\n' : *at;
    }
    return refuseUnclosed(at, label);
}

const char* TextSyntax::refuseUnclosed(const char* at, const LabelView& label)
{
    return refuse(at,
        "expected '\"' behind the value of " + detail::label(label.name) + ", found " + found(at)
            + ": a line feed in a value is written as '\\n'");
}

const char* TextSyntax::refuseEscape(const char* at, std::string_view name)
{
    return refuse(
        at, "expected '\\\\', '\\\"' or '\\n' in the value of " + label(name) + ", found '\\' and " + found(at + 1));
}

} // namespace cairn::detail
