// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/parameters.h"

#include "core/exposition/number.h"
#include "core/gateway/push/group_path.h"
#include "core/model/quote.h"
#include "core/model/units.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>

namespace cairn {

namespace {

constexpr std::uint64_t kMostRows = 1000;
constexpr std::uint64_t kUsualRows = 100;
constexpr std::size_t kMostSelectors = 100;

char small(char c)
{
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

std::string listOf(std::span<const std::string_view> words)
{
    std::string list;
    for (const std::string_view word : words)
        list.append(list.empty() ? "" : ", ").append(word);
    return list;
}

} // namespace

bool containsText(std::string_view text, std::string_view part)
{
    const auto same = [](char a, char b) { return small(a) == b; };
    return part.empty() || std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

Parameters::Parameters(std::string_view query)
{
    auto parameters = readQuery(query);
    if (parameters)
        m_parameters = std::move(*parameters);
    else
        complain({400, "query", std::move(parameters.error()), {}});
}

void Parameters::addForm(const http::Request& request)
{
    const std::string* type = request.header("content-type");
    if (request.body.empty())
        return;
    if (type == nullptr || !type->starts_with("application/x-www-form-urlencoded"))
        return complain({415, "content_type",
            "expected parameters in the query or in a body of type application/x-www-form-urlencoded", {}});
    auto form = readQuery(request.body);
    if (!form)
        return complain({400, "query", std::move(form.error()), {}});
    m_parameters.insert(m_parameters.end(), form->begin(), form->end());
}

void Parameters::noteAsked(std::string_view name) const
{
    if (std::ranges::find(m_asked, name) == m_asked.end())
        m_asked.push_back(name);
}

const std::string* Parameters::find(std::string_view name) const
{
    noteAsked(name);
    const auto at = std::find_if(
        m_parameters.rbegin(), m_parameters.rend(), [name](const auto& parameter) { return parameter.name == name; });
    return at == m_parameters.rend() ? nullptr : &at->value;
}

std::optional<std::string> Parameters::text(std::string_view name) const
{
    const std::string* found = find(name);
    return found == nullptr ? std::nullopt : std::optional(*found);
}

std::vector<std::string> Parameters::texts(std::string_view name) const
{
    noteAsked(name);
    std::vector<std::string> found;
    for (const QueryParameter& parameter : m_parameters) {
        if (parameter.name == name)
            found.push_back(parameter.value);
    }
    return found;
}

bool Parameters::flag(std::string_view name)
{
    noteAsked(name);
    const auto on = readSwitch(m_parameters, name);
    if (!on)
        complain({400, "query", on.error(), {}});
    return on && *on;
}

std::uint64_t Parameters::count(std::string_view name, std::uint64_t fallback, std::uint64_t least, std::uint64_t most)
{
    const std::string* text = find(name);
    if (text == nullptr)
        return fallback;
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error == std::errc() && end == text->data() + text->size() && number >= least && number <= most)
        return number;
    complain({400, "query",
        "expected a whole number from " + std::to_string(least) + " to " + std::to_string(most) + " for "
            + std::string(name) + ", found " + quote(*text),
        {}});
    return fallback;
}

std::optional<double> Parameters::number(std::string_view name)
{
    const std::string* text = find(name);
    if (text == nullptr)
        return {};
    const Number number = parseNumber(*text);
    if (number.error == NumberError::None && std::isfinite(number.value))
        return number.value;
    complain({400, "query", "expected a number for " + std::string(name) + ", found " + quote(*text), {}});
    return {};
}

std::optional<std::chrono::milliseconds> Parameters::duration(std::string_view name)
{
    const std::string* text = find(name);
    if (text == nullptr)
        return {};
    const Number seconds = parseNumber(*text);
    if (seconds.error == NumberError::None && seconds.value >= 0 && seconds.value < 1e12)
        return std::chrono::milliseconds(static_cast<std::int64_t>(seconds.value * 1000));
    if (const auto span = parseDuration(*text))
        return *span;
    complain({400, "query",
        "expected seconds or a duration such as 1h30m for " + std::string(name) + ", found " + quote(*text), {}});
    return {};
}

std::string_view Parameters::choice(std::string_view name, std::span<const std::string_view> words)
{
    const std::string* text = find(name);
    if (text == nullptr)
        return words.front();
    const auto at = std::ranges::find(words, *text);
    if (at != words.end())
        return *at;
    complain({400, "query",
        "expected one of " + listOf(words) + " for " + std::string(name) + ", found " + quote(*text), {}});
    return words.front();
}

std::vector<Selector> Parameters::selectors(std::string_view family)
{
    std::vector<Selector> selectors;
    for (const std::string& text : texts("match[]")) {
        const std::string name(text.starts_with('{') && isMetricName(family) ? family : std::string_view());
        auto selector = Selector::parse(name + text);
        if (selector) {
            selectors.push_back(std::move(*selector));
            continue;
        }
        const std::size_t column = std::max(selector.error().column, name.size() + 1) - name.size();
        complain({400, "query",
            "match[]: " + selector.error().message + " at column " + std::to_string(column) + " of " + quote(text),
            "\"column\":" + std::to_string(column)});
    }
    if (selectors.size() > kMostSelectors)
        complain({400, "query", "expected at most " + std::to_string(kMostSelectors) + " selectors", {}});
    return selectors;
}

std::optional<LabelSet> Parameters::group(std::string_view name)
{
    const std::string* text = find(name);
    if (text == nullptr)
        return {};
    auto group = readGroupPath(text->empty() || text->front() == '/' ? *text : "/" + *text);
    if (group)
        return std::move(*group);
    complain({400, "query", std::string(name) + ": " + group.error(), {}});
    return {};
}

PageOrder Parameters::page(std::span<const std::string_view> sorts)
{
    constexpr std::array<std::string_view, 2> kOrders{"asc", "desc"};
    PageOrder page;
    page.offset = count("offset", 0);
    page.limit = count("limit", kUsualRows, 0, kMostRows);
    page.isDescending = choice("order", kOrders) == "desc";
    page.sort = sorts.empty() ? std::string_view() : choice("sort", sorts);
    return page;
}

std::string Parameters::search() const
{
    std::string text = this->text("search").value_or("");
    std::ranges::transform(text, text.begin(), small);
    return text;
}

const std::optional<ApiProblem>& Parameters::problem()
{
    for (const QueryParameter& parameter : m_parameters) {
        if (std::ranges::find(m_asked, parameter.name) == m_asked.end())
            complain({400, "query", unknownParameter(parameter.name, m_asked), {}});
    }
    return m_problem;
}

void Parameters::complain(ApiProblem problem)
{
    if (!m_problem)
        m_problem = std::move(problem);
}

} // namespace cairn
