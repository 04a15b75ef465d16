// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quote.h"
#include "core/model/selector.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr std::string_view kNameLabel = "__name__";

std::string literal(std::string_view text)
{
    return quote(text, std::string_view::npos); // its escapes are among PromQL's
}

std::string_view spelling(Matcher::Op op)
{
    switch (op) {
    case Matcher::Op::Equal: return "=";
    case Matcher::Op::NotEqual: return "!=";
    case Matcher::Op::Match: return "=~";
    case Matcher::Op::NoMatch: return "!~";
    }
    return {};
}

std::string condition(const Matcher& matcher)
{
    std::string text = isLabelName(matcher.name) ? matcher.name : literal(matcher.name);
    return text.append(spelling(matcher.op)) + literal(matcher.value);
}

} // namespace

std::string toString(const Selector& selector)
{
    const auto isName = [](const Matcher& matcher) { return matcher.name == kNameLabel; };
    const bool nameFirst
        = std::ranges::count_if(selector.matchers(), isName) == 1 && isMetricName(selector.exactName());
    std::string conditions;
    for (const Matcher& matcher : selector.matchers()) {
        if (nameFirst && isName(matcher))
            continue;
        if (!conditions.empty())
            conditions += ',';
        conditions += condition(matcher);
    }
    const std::string name = nameFirst ? selector.exactName() : std::string{};
    return nameFirst && conditions.empty() ? name : name + '{' + conditions + '}';
}

} // namespace cairn
