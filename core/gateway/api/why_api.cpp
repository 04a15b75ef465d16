// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/label_text.h"
#include "core/gateway/api/page.h"
#include "core/gateway/api/series_api.h"
#include "core/gateway/api/value_json.h"
#include "core/model/quote.h"

#include <algorithm>

namespace cairn {

namespace {

/// One thing that was asked on the way to a mode.
struct Step {
    std::string_view name;
    bool decides = false;
    std::uint16_t rule = 0;
    std::optional<ClearMode> mode;
    std::string text;
};

// The same questions as RuleSet::find() asks.
std::string whyNot(const Rule& rule, const ModeDefault& series, std::span<const LabelView> labels)
{
    if (rule.type && rule.type != series.type)
        return "is for the type " + std::string(toString(*rule.type)) + ", this is "
            + std::string(toString(series.type));
    if (rule.mode && !fits(*rule.mode, series.type))
        return "has the mode " + toString(*rule.mode) + ", which a " + std::string(toString(series.type))
            + " does not know";
    for (const Matcher& matcher : rule.match.matchers()) {
        const auto at = std::ranges::find(labels, matcher.name, &LabelView::name);
        const std::string_view value = matcher.name == "__name__" ? series.family
            : at == labels.end()                                  ? std::string_view()
                                                                  : at->value;
        if (!matcher.matches(value))
            return "does not match: " + matcher.name + " is " + quote(value);
    }
    return "does not match";
}

std::vector<Step> chainOf(const Inventory& inventory, std::size_t family, std::uint32_t id)
{
    const ModeDefault series = inventory.modeDefault(family);
    const ModeAnswer next = inventory.expected(family, id);
    const std::uint16_t place = inventory.facts().series[id].rule;
    const LabelSet labels = parseLabelText(inventory.snapshot().labelsOf(id));
    const std::vector<LabelView> views = labelViews(labels);
    std::vector<Step> chain;
    chain.push_back(
        {"label", false, 0, {}, "A push with a clearmode label decides for itself; without one it goes on."});
    const std::vector<Rule>& rules = inventory.rules().rules();
    const std::size_t asked = place == 0 ? rules.size() : place - 1u;
    for (std::size_t i = 0; i < asked; ++i)
        chain.push_back({"rule", false, static_cast<std::uint16_t>(i + 1), rules[i].mode,
            "Rule " + quote(rules[i].name) + " " + whyNot(rules[i], series, views) + "."});
    if (place > 0) {
        const Rule& rule = rules[place - 1u];
        const std::string found = "Rule " + quote(rule.name) + " matches and ";
        chain.push_back({"rule", next.reason == ModeReason::Rule, place, rule.mode,
            found + (rule.mode ? "says " + toString(*rule.mode) : std::string("names no mode, but ends the search"))
                + "."});
    }
    if (next.reason == ModeReason::Created)
        chain.push_back({"created", true, 0, next.mode, "It tells the birth of another family: the earliest wins."});
    else if (next.reason == ModeReason::Profile)
        chain.push_back({"profile", true, 0, next.mode,
            "The profile " + std::string(toString(series.profile)) + " says " + toString(next.mode) + " for "
                + std::string(toString(series.type)) + "."});
    return chain;
}

void writeChain(JsonWriter& json, const std::vector<Step>& chain, const RuleSet& rules)
{
    json.beginArray();
    for (const Step& step : chain) {
        json.beginObject();
        json.member("step", step.name);
        json.member("decides", step.decides);
        if (step.rule > 0) {
            json.member("rule", rules.rules()[step.rule - 1u].name);
            json.member("rule_number", step.rule);
        }
        if (step.mode)
            json.member("mode", toString(*step.mode));
        json.member("text", step.text);
        json.endObject();
    }
    json.endArray();
}

} // namespace

ApiAnswer SeriesApi::why(ApiRequest& request, const Inventory& inventory, const FamilyTotals& totals)
{
    const std::vector<std::uint32_t> ids = inventory.series(totals.index);
    const auto labels = request.parameters.text("labels");
    const auto at = !labels
        ? ids.begin()
        : std::ranges::find(ids, *labels, [&](std::uint32_t id) { return inventory.snapshot().labelsOf(id); });
    if (at == ids.end())
        return notFound("there is no series with the labels " + quote(*labels));
    ApiData data;
    JsonWriter& json = data.json();
    json.beginObject();
    json.member("labels_text", inventory.snapshot().labelsOf(*at));
    json.key("labels");
    writeLabels(json, inventory.snapshot().labelsOf(*at));
    json.member("type", toString(inventory.facts().types[totals.index]));
    json.member("mode", toString(inventory.present(totals.index, *at).mode));
    json.key("next");
    json.beginObject();
    writeMode(json, inventory.expected(totals.index, *at), inventory.rules());
    json.endObject();
    json.key("chain");
    writeChain(json, chainOf(inventory, totals.index, *at), inventory.rules());
    json.endObject();
    return data.finish();
}

} // namespace cairn
