// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rule_text.h"

#include "core/model/units.h"

namespace cairn {

namespace {

std::string line(std::string_view key, std::string_view value)
{
    constexpr std::size_t kIndent = 4;
    constexpr std::size_t kWidth = 13;
    std::string text(kIndent, ' ');
    text.append(key).append(kWidth - key.size(), ' ');
    return text.append(value).append("\n");
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text.append(text.empty() ? "" : ", ").append(word);
    return text;
}

std::string lifetime(std::chrono::milliseconds ttl)
{
    return ttl.count() == 0 ? "never expires" : formatDuration(ttl) + " after the last push";
}

} // namespace

std::string describe(const Rule& rule)
{
    std::string text = rule.name + '\n' + line("match", toString(rule.match));
    if (rule.type)
        text += line("type", toString(*rule.type));
    text += line("mode", rule.mode ? toString(*rule.mode) : "as the profile says");
    if (rule.ttl)
        text += line("ttl", lifetime(*rule.ttl));
    if (!rule.per.empty())
        text += line("per", joined(rule.per));
    if (!rule.dropLabels.empty())
        text += line("drop_labels", joined(rule.dropLabels));
    if (rule.maxSeries)
        text += line("max_series", std::to_string(*rule.maxSeries));
    return text;
}

std::string describe(const RuleSet& rules)
{
    const std::size_t count = rules.rules().size();
    if (count == 0)
        return "no rules\n";
    std::string text = std::to_string(count) + (count == 1 ? " rule\n" : " rules, the first that matches wins\n");
    for (std::size_t i = 0; i < count; ++i)
        text += std::to_string(i + 1) + ". " + describe(rules.rules()[i]);
    return text;
}

} // namespace cairn
