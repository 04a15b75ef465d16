// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/openmetrics_syntax.h"

#include "core/exposition/scan.h"

#include <algorithm>
#include <array>

namespace cairn::detail {

namespace {

using Kind = OpenMetricsComment::Kind;

constexpr std::size_t kKeyword = 7; // `# TYPE ` and its like

struct TypeName {
    std::string_view name;
    MetricType type;
};

constexpr std::array<TypeName, kMetricTypes> kTypes{
    {{"counter", MetricType::Counter}, {"gauge", MetricType::Gauge}, {"histogram", MetricType::Histogram},
        {"gaugehistogram", MetricType::GaugeHistogram}, {"stateset", MetricType::StateSet}, {"info", MetricType::Info},
        {"summary", MetricType::Summary}, {"unknown", MetricType::Untyped}}};

} // namespace

const char* OpenMetricsSyntax::readComment(const char* at)
{
    const std::string_view line = lineFrom(at);
    const char* const end = at + line.size();
    if (line == "# EOF") {
        m_comment.kind = Kind::End;
        return behindLineEnd(end);
    }
    const std::string_view keyword = line.substr(0, kKeyword);
    if (keyword == "# TYPE ")
        m_comment.kind = Kind::Type;
    else if (keyword == "# HELP ")
        m_comment.kind = Kind::Help;
    else if (keyword == "# UNIT ")
        m_comment.kind = Kind::Unit;
    else
        return refuse(at,
            "expected '# TYPE ', '# HELP ', '# UNIT ' or '# EOF', found " + quoted(line)
                + ": OpenMetrics has no other comments");
    if (end == m_end)
        return refuse(end, "expected a line feed, found the end of the text");
    if (line.back() == '\r')
        return refuse(end - 1, "expected a line feed alone, found a carriage return before it");
    m_comment.raw = {at, line.size() + 1};
    return readFamily(at + kKeyword, keyword.substr(2, 4)) == nullptr ? nullptr : end + 1;
}

/// What follows `# TYPE ` and its like.
const char* OpenMetricsSyntax::readFamily(const char* at, std::string_view keyword)
{
    const char* const line = m_comment.raw.data();
    beginLine();
    const char* const nameEnd = readFamilyName(at, m_comment.family);
    if (nameEnd == nullptr)
        return nullptr;
    if (nameEnd == at)
        return refuse(at, "expected a metric name behind '# " + std::string(keyword) + " ', found " + found(at));
    if (*nameEnd != ' ')
        return refuse(
            nameEnd, "expected one blank behind the name " + quoted(m_comment.family) + ", found " + found(nameEnd));
    const std::string_view rest
        = m_comment.raw.substr(static_cast<std::size_t>(nameEnd + 1 - line), m_comment.raw.size());
    const std::string_view text = rest.substr(0, rest.size() - 1);
    switch (m_comment.kind) {
    case Kind::Type: return readType(text);
    case Kind::Help: return readHelp(text);
    default: return readUnit(text);
    }
}

const char* OpenMetricsSyntax::readType(std::string_view word)
{
    const auto* const known = std::ranges::find(kTypes, word, &TypeName::name);
    if (known != kTypes.end()) {
        m_comment.type = known->type;
        return word.data();
    }
    return refuse(word.data(),
        "expected counter, gauge, histogram, gaugehistogram, stateset, info, summary or unknown as type of "
            + quoted(m_comment.family) + ", found " + quoted(word));
}

const char* OpenMetricsSyntax::readHelp(std::string_view help)
{
    if (!isUtf8(help))
        return refuse(help.data(), "the help of " + quoted(m_comment.family) + " is not valid UTF-8");
    m_comment.text = unescapeHelp(help, m_help);
    return help.data();
}

const char* OpenMetricsSyntax::readUnit(std::string_view unit)
{
    const char* const end = skipName<kMetricNameCharacter>(unit.data(), m_end); // a line end is none
    if (end != unit.data() + unit.size())
        return refuse(end, "expected letters, digits, '_' and ':' in a unit, found " + found(end));
    m_comment.text = unit;
    return unit.data();
}

} // namespace cairn::detail
