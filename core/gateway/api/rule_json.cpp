// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/rule_json.h"

namespace cairn {

namespace {

void writeNames(JsonWriter& json, std::string_view key, const std::vector<std::string>& names)
{
    json.key(key);
    json.beginArray();
    for (const std::string& name : names)
        json.value(name);
    json.endArray();
}

void writeRule(JsonWriter& json, const Rule& rule, std::size_t number, const RuleReach* reach)
{
    json.beginObject();
    json.member("number", number);
    json.member("name", rule.name);
    json.member("match", rule.match.text());
    json.member("type", rule.type ? std::optional(toString(*rule.type)) : std::nullopt);
    json.member("mode", rule.mode ? std::optional(toString(*rule.mode)) : std::nullopt);
    json.member(
        "ttl_seconds", rule.ttl ? std::optional(std::chrono::duration<double>(*rule.ttl).count()) : std::nullopt);
    writeNames(json, "per", rule.per);
    writeNames(json, "drop_labels", rule.dropLabels);
    json.member("max_series", rule.maxSeries);
    if (reach != nullptr) {
        json.member("families", reach->families);
        json.member("series", reach->series);
        if (reach->shadowedBy > 0)
            json.member("shadowed_by", reach->shadowedBy);
    }
    json.endObject();
}

} // namespace

void writeRules(JsonWriter& json, const RuleSet& rules, std::span<const RuleReach> reach)
{
    json.beginArray();
    for (std::size_t i = 0; i < rules.rules().size(); ++i)
        writeRule(json, rules.rules()[i], i + 1, i < reach.size() ? &reach[i] : nullptr);
    json.endArray();
}

void writeRuleErrors(JsonWriter& json, std::span<const RuleError> errors)
{
    json.beginArray();
    for (const RuleError& error : errors) {
        json.beginObject();
        json.member("line", error.line);
        json.member("column", error.column);
        json.member("message", error.message);
        json.endObject();
    }
    json.endArray();
}

} // namespace cairn
