// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/value_reader.h"

#include "core/model/units.h"

#include <algorithm>
#include <charconv>

namespace cairn {

namespace {

using Outcome = Result<void, std::string>;

std::string inQuotes(std::string_view text)
{
    return "'" + std::string(text.substr(0, 120)) + "'";
}

Outcome checkText(const Flag& flag, const std::string& text)
{
    if (text.empty())
        return {};
    if (flag.complaint != nullptr) {
        if (const std::string complaint = flag.complaint(text); !complaint.empty())
            return Failure{complaint + ", found " + inQuotes(text)};
    }
    if (flag.choices.empty() || ("|" + std::string(flag.choices) + "|").find("|" + text + "|") != std::string::npos)
        return {};
    std::string known(flag.choices);
    for (std::size_t bar = 0; (bar = known.find('|', bar)) != std::string::npos;)
        known.replace(bar, 1, ", ");
    return Failure{"expected one of " + known + ", found " + inQuotes(text)};
}

Outcome checkRange(const Flag& flag, std::uint64_t number, const std::string& text, const auto& show)
{
    if (number < flag.least)
        return Failure{"the least is " + show(flag.least) + ", found " + inQuotes(text)};
    if (number > flag.most)
        return Failure{"the most is " + show(flag.most) + ", found " + inQuotes(text)};
    return {};
}

Result<std::uint64_t, std::string> parseCount(std::string_view text)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return Failure{"expected a whole number, found " + inQuotes(text)};
    return number;
}

std::uint64_t kept(const Flag& flag, std::uint64_t number)
{
    return number == 0 && flag.zeroIsNoLimit ? std::numeric_limits<std::uint64_t>::max() : number;
}

// One call operator per kind of field.
struct Reader {
    const Flag& flag;
    std::span<const std::string> texts;
    Config& config;

    const std::string& text() const { return texts.back(); }

    Outcome operator()(const NoField&) const { return {}; }
    Outcome operator()(const BoolField& field) const
    {
        const auto value = parseBoolean(text());
        if (!value)
            return Failure{value.error()};
        field.in(config) = *value;
        return {};
    }
    Outcome operator()(const TextField& field) const
    {
        field.in(config) = text();
        return text().empty() && !flag.choices.empty() ? Outcome(Failure{std::string("the value is empty")})
                                                       : checkText(flag, text());
    }
    Outcome operator()(const ListField& field) const
    {
        field.in(config) = splitList(texts);
        for (const std::string& item : field.in(config)) {
            if (Outcome outcome = checkText(flag, item); !outcome)
                return outcome;
        }
        return {};
    }
    Outcome operator()(const DurationField& field) const
    {
        const auto value = parseDuration(text());
        if (!value)
            return Failure{value.error()};
        field.in(config) = *value;
        return checkRange(flag, static_cast<std::uint64_t>(value->count()), text(),
            [](std::uint64_t limit) { return formatDuration(std::chrono::milliseconds(limit)); });
    }
    Outcome operator()(const CountField& field) const { return number(parseCount(text()), field.in(config)); }
    Outcome operator()(const SizeField& field) const { return number(parseByteSize(text()), field.in(config)); }

    Outcome number(const Result<std::uint64_t, std::string>& value, std::uint64_t& member) const
    {
        if (!value)
            return Failure{value.error()};
        member = kept(flag, *value);
        return checkRange(flag, *value, text(), [](std::uint64_t limit) { return std::to_string(limit); });
    }
};

} // namespace

Outcome readValue(const Flag& flag, std::span<const std::string> texts, Config& config)
{
    return std::visit(Reader{flag, texts, config}, flag.field);
}

Result<bool, std::string> parseBoolean(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    for (const std::string_view yes : {"true", "1", "t", "yes", "on"}) {
        if (lower == yes)
            return true;
    }
    for (const std::string_view no : {"false", "0", "f", "no", "off"}) {
        if (lower == no)
            return false;
    }
    return Failure{"expected true or false, found " + inQuotes(text)};
}

std::vector<std::string> splitList(std::span<const std::string> texts)
{
    std::vector<std::string> items;
    for (const std::string& text : texts) {
        for (std::size_t from = 0; from <= text.size();) {
            const std::size_t end = std::min(text.find(',', from), text.size());
            const std::size_t first = std::min(text.find_first_not_of(" \t", from), end);
            std::size_t last = end;
            while (last > first && (text[last - 1] == ' ' || text[last - 1] == '\t'))
                --last;
            if (last > first)
                items.push_back(text.substr(first, last - first));
            from = end + 1;
        }
    }
    return items;
}

} // namespace cairn
