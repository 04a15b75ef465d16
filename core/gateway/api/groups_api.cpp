// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/label_text.h"
#include "core/gateway/api/page.h"
#include "core/gateway/api/series_api.h"
#include "core/gateway/api/value_json.h"

#include <array>

namespace cairn {

namespace {

constexpr std::array<std::string_view, 5> kSorts{"group", "series", "families", "age", "pushes"};

std::vector<GroupTotals> totalsOf(const Inventory& inventory)
{
    const SeriesFacts& facts = inventory.facts();
    std::vector<GroupTotals> groups(facts.groups.size());
    for (const FamilyTotals& family : inventory.families()) {
        for (const std::uint32_t id : *inventory.snapshot().family(family.index).order) {
            if (!inventory.isThere(id))
                continue;
            const SeriesFact& fact = facts.series[id];
            GroupTotals& group = groups[fact.group];
            group.group = fact.group;
            ++group.series;
            group.families += group.lastFamily != family.index ? 1 : 0;
            group.lastFamily = family.index;
            group.lastPush = std::max(group.lastPush, fact.lastPush);
        }
    }
    std::erase_if(groups, [](const GroupTotals& group) { return group.series == 0; });
    sortRows(groups, false,
        [&](const GroupTotals& group) { return std::optional(std::string_view(facts.groups[group.group])); });
    return groups;
}

void sortGroups(std::vector<GroupTotals>& groups, const PageOrder& page)
{
    const auto by = [&](auto key) { sortRows(groups, page.isDescending, key); };
    if (page.sort == "series")
        by([](const GroupTotals& group) { return std::optional(group.series); });
    else if (page.sort == "families")
        by([](const GroupTotals& group) { return std::optional(group.families); });
    else if (page.sort == "age") // the oldest push has the greatest age
        by([](const GroupTotals& group) { return std::optional(-static_cast<double>(group.lastPush)); });
    else if (page.sort == "pushes")
        by([](const GroupTotals& group) { return std::optional(group.pushes); });
    else if (page.isDescending)
        std::ranges::reverse(groups);
}

bool isWanted(std::string_view text, const std::vector<Selector>& selectors, const std::string& search)
{
    if (!containsText(text, search))
        return false;
    if (selectors.empty())
        return true;
    const LabelSet labels = parseLabelText(text);
    const std::vector<LabelView> views = labelViews(labels);
    return std::ranges::any_of(selectors, [&](const Selector& selector) { return selector.matches({}, views); });
}

} // namespace

ApiAnswer SeriesApi::groups(ApiRequest& request)
{
    const std::vector<Selector> selectors = request.parameters.selectors();
    const std::string search = request.parameters.search();
    const PageOrder page = request.parameters.page(kSorts);
    if (request.parameters.problem())
        return Failure{*request.parameters.problem()};
    const auto inventory = m_uses.inventories.current();
    const std::vector<std::string>& texts = inventory->facts().groups;
    std::vector<GroupTotals> groups
        = *m_groups.of(inventory, {}, m_uses.inventories, [&] { return totalsOf(*inventory); });
    std::erase_if(groups, [&](const GroupTotals& group) { return !isWanted(texts[group.group], selectors, search); });
    const GroupRates rates = m_uses.extras.pushRates();
    for (GroupTotals& group : groups)
        group.pushes = rates.of(texts[group.group]);
    sortGroups(groups, page);
    ApiData data;
    JsonWriter& json = data.json();
    json.beginObject();
    writePage(json, groups.size(), page);
    json.member("as_of", inventory->asOf());
    json.key("groups");
    json.beginArray();
    for (const GroupTotals& group : pageOf(groups, page)) {
        json.beginObject();
        json.key("group");
        writeGroup(json, texts[group.group]);
        json.member("series", group.series);
        json.member("families", group.families);
        json.member("last_push", inventory->wall(group.lastPush));
        json.member("age_seconds", inventory->age(group.lastPush));
        json.member("pushes_per_second", group.pushes);
        json.endObject();
    }
    json.endArray();
    json.endObject();
    return data.finish();
}

} // namespace cairn
