// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/series_syntax.h"

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
    return "label " + quoted(name);
}

} // namespace

const char* SeriesSyntax::readSeries(const char* at)
{
    m_labels.clear();
    beginLine();
    m_name = {};
    const char* const start = at;
    if (*at != '{') {
        at = readName(at);
        if (at == nullptr)
            return nullptr;
        const char* const behindName = at;
        at = skipBlanks(at);
        if (at == m_end || *at != '{') {
            m_raw = m_name;
            if (at != behindName || isLineEnd(at) || *at == ' ')
                return behindName;
            return refuse(at, "expected a blank or '{' behind metric name " + quoted(m_name) + ", found " + found(at));
        }
    }
    const char* const block = at;
    at = readLabels(at + 1, m_labels, &m_name);
    if (at == nullptr)
        return nullptr;
    if (m_name.empty())
        return refuse(block, "expected a metric name before the braces, or in quotes within them, found none");
    m_raw = between(start, at);
    return at;
}

const char* SeriesSyntax::readName(const char* at)
{
    const char* const start = at;
    if (!isDigit(*at))
        at = skipName<kMetricNameCharacter>(at, m_end);
    m_name = between(start, at);
    return at != start ? at : refuse(at, "expected a metric name, found " + found(at));
}

const char* SeriesSyntax::readLabels(const char* at, Labels& labels, std::string_view* name)
{
    const char* const start = at;
    for (;;) {
        at = readPlainLabels(at, labels);
        if (at[-1] == '}')
            return at;
        at = skipBlanks(at);
        if (at != m_end && *at == '}') {
            if (m_dialect == Dialect::Text || at == start)
                return at + 1;
            return refuse(at, "expected a label name behind ',', found '}'");
        }
        at = readLabel(at, labels, name);
        if (at == nullptr)
            return nullptr;
        at = skipBlanks(at);
        if (at != m_end && *at == '}')
            return at + 1;
        if (at == m_end || *at != ',')
            return refuse(
                at, "expected ',' or '}' behind the value of " + label(labels.back().name) + ", found " + found(at));
        ++at;
    }
}

/// Short labels without blanks and escapes, `name="value",` or `name="value"}`, as long as they come: mostly all.
const char* SeriesSyntax::readPlainLabels(const char* at, Labels& labels) const
{
    while (m_end - at >= ShortLabel::kReach && labels.size() < m_options.maxLabels) {
        const ShortLabel label = ShortLabel::at(at);
        if (label.nameSize == 0 || isDigit(at[0]) || (at[0] == '_' && at[1] == '_'))
            return at;
        const char behind = at[label.valueEnd + 1];
        if (behind != ',' && behind != '}')
            return at;
        labels.push_back({between(at, at + label.nameSize), between(at + label.nameSize + 2, at + label.valueEnd)});
        at += label.valueEnd + 2;
        if (behind == '}')
            return at;
    }
    return at;
}

/// A label, or the quoted name of the metric.
const char* SeriesSyntax::readLabel(const char* at, Labels& labels, std::string_view* metricName)
{
    const char* const start = at;
    LabelView label;
    at = readLabelName(at, label.name);
    if (at == nullptr)
        return nullptr;
    const bool isQuoted = *start == '"';
    const char* const behindName = at;
    at = skipBlanks(at);
    if (isQuoted && metricName && at != m_end && (*at == ',' || *at == '}'))
        return readMetricName(start, label.name, metricName) ? behindName : nullptr;
    if (label.name.starts_with("__"))
        return refuse(start, detail::label(label.name) + " is reserved, as all that begin with '__' are");
    if (at == m_end || *at != '=')
        return refuse(at,
            isQuoted && metricName
                ? "expected '=', ',' or '}' behind the quoted name " + quoted(label.name) + ", found " + found(at)
                : "expected '=' behind the name of " + detail::label(label.name) + ", found " + found(at));
    at = readLabelValue(skipBlanks(at + 1), label);
    if (at == nullptr)
        return nullptr;
    if (labels.size() == m_options.maxLabels)
        return refuse(at, "more than " + std::to_string(m_options.maxLabels) + " labels in one series");
    labels.push_back(label);
    return at;
}

const char* SeriesSyntax::readLabelName(const char* at, std::string_view& name)
{
    const char* const start = at;
    if (at != m_end && *at == '"') {
        at = readQuoted(at + 1, {Quoted::What::Name, {}}, name);
        return at != nullptr && name.empty() ? refuse(start, "expected a name between quotes, found none") : at;
    }
    if (at == m_end || isDigit(*at) || !isOf(kLabelNameCharacter, *at))
        return refuse(at, "expected a label name or '}', found " + found(at));
    at = skipName<kLabelNameCharacter>(at, m_end);
    name = between(start, at);
    return at;
}

const char* SeriesSyntax::readMetricName(const char* at, std::string_view name, std::string_view* metricName)
{
    if (!metricName->empty())
        return refuse(at, "expected one metric name, found " + quoted(*metricName) + " and " + quoted(name));
    *metricName = keep(name);
    return at;
}

const char* SeriesSyntax::readLabelValue(const char* at, LabelView& label)
{
    if (at == m_end || *at != '"')
        return refuse(at, "expected '\"' before the value of " + detail::label(label.name) + ", found " + found(at));
    return readQuoted(at + 1, {Quoted::What::LabelValue, label.name}, label.value);
}

} // namespace cairn::detail
