// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/removal_json.h"

#include "core/aggregation/label_text.h"
#include "core/gateway/api/page.h"
#include "core/gateway/api/value_json.h"
#include "core/model/units.h"

namespace cairn {

namespace {

bool isAll(const Removal& what)
{
    return what.selectors.empty() && !what.family && !what.group && !what.olderThan;
}

bool wouldTake(const Inventory& inventory, const Removal& what, std::size_t family, std::uint32_t id)
{
    const SeriesFact& fact = inventory.facts().series[id];
    return (!what.group || inventory.facts().groups[fact.group] == labelText(*what.group))
        && (!what.olderThan || ageSince(fact.lastPush, inventory.taken()) > *what.olderThan)
        && (what.selectors.empty() || inventory.matches(what.selectors, inventory.snapshot().family(family).name, id));
}

} // namespace

void Taken::add(std::string_view family, std::string_view labels)
{
    ++series;
    auto at = families.find(family);
    if (at == families.end())
        at = families.emplace(family, 0).first;
    ++at->second;
    if (examples.size() < kMostShown)
        examples.emplace_back(family, labels);
}

Removal readRemoval(Parameters& parameters)
{
    Removal what;
    what.selectors = parameters.selectors();
    what.family = parameters.text("family");
    what.group = parameters.group();
    what.olderThan = parameters.duration("older_than");
    const bool mayBeAll = parameters.flag("all");
    if (isAll(what) && !mayBeAll)
        parameters.complain({400, "query",
            "expected match[], family, group or older_than, for nothing was said of what to reset; all=true resets "
            "everything",
            {}});
    return what;
}

std::string describe(const Removal& what)
{
    std::string text;
    const auto add = [&](std::string_view key, const std::string& value) {
        text.append(text.empty() ? "" : ", ").append(key).append(" ").append(value);
    };
    for (const Selector& selector : what.selectors)
        add("match", selector.text());
    if (what.family)
        add("family", *what.family);
    if (what.group)
        add("group", "{" + labelText(*what.group) + "}");
    if (what.olderThan)
        add("older than", formatDuration(*what.olderThan));
    return text.empty() ? "everything" : text;
}

void writeWhat(JsonWriter& json, const Removal& what)
{
    json.beginObject();
    if (!what.selectors.empty()) {
        json.key("match");
        json.beginArray();
        for (const Selector& selector : what.selectors)
            json.value(selector.text());
        json.endArray();
    }
    if (what.family)
        json.member("family", *what.family);
    if (what.group) {
        json.key("group");
        writeGroup(json, labelText(*what.group));
    }
    if (what.olderThan)
        json.member("older_than_seconds", std::chrono::duration<double>(*what.olderThan).count());
    if (isAll(what))
        json.member("all", true);
    json.endObject();
}

Taken takenFrom(const Inventory& inventory, const Removal& what)
{
    Taken taken;
    for (const FamilyTotals& totals : inventory.families()) {
        const std::string& name = inventory.snapshot().family(totals.index).name;
        if (what.family && *what.family != name)
            continue;
        for (const std::uint32_t id : *inventory.snapshot().family(totals.index).order) {
            if (inventory.isThere(id) && wouldTake(inventory, what, totals.index, id))
                taken.add(name, inventory.snapshot().labelsOf(id));
        }
    }
    return taken;
}

void writeTaken(JsonWriter& json, const Taken& taken)
{
    std::vector<std::pair<std::string, std::size_t>> families(taken.families.begin(), taken.families.end());
    sortRows(families, true, [](const auto& family) { return std::optional(family.second); });
    json.member("series", taken.series);
    json.key("families");
    json.beginArray();
    for (std::size_t i = 0; i < families.size() && i < Taken::kMostShown; ++i) {
        json.beginObject();
        json.member("name", families[i].first);
        json.member("series", families[i].second);
        json.endObject();
    }
    json.endArray();
    json.member("families_total", families.size());
    json.key("examples");
    json.beginArray();
    for (const auto& [family, labels] : taken.examples) {
        json.beginObject();
        json.member("name", family);
        json.key("labels");
        writeLabels(json, labels);
        json.endObject();
    }
    json.endArray();
}

} // namespace cairn
