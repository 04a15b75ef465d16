// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/selector.h"

#include "core/model/quote.h"
#include "core/model/selector_lexer.h"
#include "core/model/selector_regex.h"

#include <algorithm>
#include <optional>

namespace cairn {

namespace {

using Kind = SelectorToken::Kind;
using Op = Matcher::Op;

constexpr std::string_view kNameLabel = "__name__";

Matcher nameMatcher(std::string name)
{
    return {std::string(kNameLabel), Op::Equal, std::move(name), nullptr};
}

std::optional<Op> operatorOf(Kind kind)
{
    switch (kind) {
    case Kind::Equal: return Op::Equal;
    case Kind::NotEqual: return Op::NotEqual;
    case Kind::Match: return Op::Match;
    case Kind::NoMatch: return Op::NoMatch;
    default: return {};
    }
}

/// Recursive descent without recursion: a selector does not nest. Each step returns false once `m_error` is set.
class SelectorParser {
public:
    explicit SelectorParser(std::string_view text) : m_lexer(text) { }

    Result<std::vector<Matcher>, SelectorError> parse()
    {
        if (!advance() || !parseName() || !parseBraces() || !parseEnd() || !checkNotEmpty())
            return Failure{std::move(m_error)};
        return std::move(m_matchers);
    }

private:
    bool fail(std::size_t column, std::string message)
    {
        m_error = {column, std::move(message)};
        return false;
    }

    bool unexpected(std::string_view expected)
    {
        return fail(m_token.column, "found " + describe(m_token) + ", expected " + std::string(expected));
    }

    bool advance()
    {
        auto token = m_lexer.next();
        if (!token)
            return fail(token.error().column, std::move(token.error().message));
        m_token = std::move(*token);
        return true;
    }

    bool parseName()
    {
        if (m_token.kind == Kind::Open)
            return true;
        if (m_token.kind != Kind::Name)
            return unexpected("a metric name or '{'");
        m_name = m_token.text;
        m_matchers.push_back(nameMatcher(m_token.text));
        return advance();
    }

    bool parseBraces()
    {
        if (m_token.kind != Kind::Open)
            return true;
        if (!advance())
            return false;
        while (m_token.kind != Kind::Close) {
            if (!parseCondition())
                return false;
            if (m_token.kind == Kind::Comma) {
                if (!advance())
                    return false;
            } else if (m_token.kind != Kind::Close) {
                return unexpected("',' or '}'");
            }
        }
        return advance();
    }

    /// `label="value"`, `"label"="value"`, or `"metric"` alone.
    bool parseCondition()
    {
        if (m_token.kind != Kind::Name && m_token.kind != Kind::String)
            return unexpected("a label name or '}'");
        const SelectorToken label = m_token;
        if (!advance())
            return false;
        const bool alone = m_token.kind == Kind::Comma || m_token.kind == Kind::Close;
        if (label.kind == Kind::String && alone)
            return addName(label);
        if (label.kind == Kind::Name && !isLabelName(label.text))
            return fail(label.column, "found " + describe(label) + ", expected a label name: it has no ':'");
        if (label.text.empty())
            return fail(label.column, "a label name must not be empty");
        const auto op = operatorOf(m_token.kind);
        if (!op)
            return unexpected("=, !=, =~ or !~");
        return advance() && parseValue(label, *op);
    }

    bool parseValue(const SelectorToken& label, Op op)
    {
        if (m_token.kind != Kind::String)
            return unexpected("a quoted value");
        if (label.text == kNameLabel && !m_name.empty())
            return givenTwice(label.column, m_token.text);
        Matcher matcher{label.text, op, m_token.text, nullptr};
        if (op == Op::Match || op == Op::NoMatch) {
            auto regex = compileRegex(matcher.value);
            if (!regex)
                return fail(m_token.column, std::move(regex.error()));
            matcher.regex = std::move(*regex);
        }
        m_matchers.push_back(std::move(matcher));
        return advance();
    }

    bool addName(const SelectorToken& token)
    {
        if (token.text.empty())
            return fail(token.column, "a metric name must not be empty");
        const bool named = std::ranges::any_of(m_matchers, [](const Matcher& m) { return m.name == kNameLabel; });
        if (named)
            return givenTwice(token.column, token.text);
        m_name = token.text;
        m_matchers.push_back(nameMatcher(token.text));
        return true;
    }

    bool givenTwice(std::size_t column, std::string_view second)
    {
        const std::string first = m_name.empty() ? std::string(kNameLabel) : quote(m_name);
        return fail(column, "the metric name is given twice: " + first + " and " + quote(second));
    }

    bool parseEnd() { return m_token.kind == Kind::End || unexpected("the end of the selector"); }

    bool checkNotEmpty()
    {
        if (std::ranges::any_of(m_matchers, [](const Matcher& m) { return !m.matches({}); }))
            return true;
        return fail(1, "a selector must contain at least one non-empty matcher: this one could match every series");
    }

    SelectorLexer m_lexer;
    SelectorToken m_token;
    std::string m_name; // set before or alone inside the braces
    std::vector<Matcher> m_matchers;
    SelectorError m_error;
};

std::string_view valueOf(std::string_view name, std::string_view family, std::span<const LabelView> labels)
{
    if (name == kNameLabel)
        return family;
    const auto found = std::ranges::find(labels, name, &LabelView::name);
    return found == labels.end() ? std::string_view{} : found->value;
}

/// 1-based column of the first byte that is not UTF-8; 0 if there is none.
std::size_t badByte(std::string_view text)
{
    if (isUtf8(text))
        return 0;
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t size = 1;
        while (size <= 4 && !isUtf8(text.substr(at, size)))
            ++size;
        if (size > 4)
            break;
        at += size;
    }
    return at + 1;
}

} // namespace

bool Matcher::matches(std::string_view text) const
{
    switch (op) {
    case Op::Equal: return text == value;
    case Op::NotEqual: return text != value;
    case Op::Match: return matchesWhole(*regex, text);
    case Op::NoMatch: return !matchesWhole(*regex, text);
    }
    return false;
}

Result<Selector, SelectorError> Selector::parse(std::string_view text)
{
    if (const std::size_t column = badByte(text))
        return Failure{SelectorError{column, "found a byte that is not UTF-8"}};
    auto matchers = SelectorParser(text).parse();
    if (!matchers)
        return Failure{std::move(matchers.error())};
    Selector selector;
    selector.m_text = text;
    selector.m_matchers = std::move(*matchers);
    const auto isName = [](const Matcher& m) { return m.name == kNameLabel && m.op == Op::Equal; };
    if (const auto name = std::ranges::find_if(selector.m_matchers, isName); name != selector.m_matchers.end())
        selector.m_exactName = name->value;
    return selector;
}

bool Selector::matches(std::string_view family, std::span<const LabelView> labels) const
{
    return !m_matchers.empty() && std::ranges::all_of(m_matchers, [&](const Matcher& matcher) {
        return matcher.matches(valueOf(matcher.name, family, labels));
    });
}

} // namespace cairn
