// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/page.h"
#include "core/gateway/api/series_api.h"
#include "core/gateway/api/value_json.h"
#include "core/gateway/web/percent.h"
#include "core/model/quote.h"

#include <algorithm>
#include <array>

namespace cairn {

namespace {

constexpr std::array<std::string_view, 7> kSorts{"name", "type", "mode", "series", "value", "rate", "age"};

struct FamilyFilter {
    std::string search;
    std::vector<MetricType> types;
    std::optional<ClearMode> mode;

    [[nodiscard]] bool lets(const Inventory& inventory, const FamilyTotals& totals) const
    {
        const Snapshot::Family& family = inventory.snapshot().family(totals.index);
        const auto has = [this](const ModeCount& count) { return count.answer.mode == *mode; };
        return containsText(family.name, search)
            && (types.empty() || std::ranges::find(types, family.type) != types.end())
            && (!mode || std::ranges::any_of(totals.modes, has));
    }
};

FamilyFilter readFilter(Parameters& parameters)
{
    FamilyFilter filter;
    filter.search = parameters.search();
    for (const std::string& text : parameters.texts("type")) {
        if (const auto type = metricTypeFromString(text))
            filter.types.push_back(*type);
        else
            parameters.complain({400, "query", "expected a metric type for type, found " + quote(text), {}});
    }
    if (const auto text = parameters.text("mode")) {
        if (const auto mode = parseClearMode(*text))
            filter.mode = *mode;
        else
            parameters.complain({400, "query", "mode: " + mode.error(), {}});
    }
    return filter;
}

/// All that a list depends on; empty: it is that of the inventory.
std::string keyOf(const Parameters& parameters, const PageOrder& page)
{
    std::string key;
    for (const char* name : {"match[]", "search", "type", "mode"}) {
        for (const std::string& text : parameters.texts(name))
            key.append(name).append(1, '\0').append(text).append(1, '\0');
    }
    if (page.sort != "name")
        key.append(page.sort);
    if (page.isDescending)
        key.append(" desc");
    return key;
}

// What has nothing to sort by comes last, whichever way.
void sortFamilies(std::vector<FamilyTotals>& rows, const Inventory& inventory, const PageOrder& page)
{
    const auto family
        = [&](const FamilyTotals& row) -> const Snapshot::Family& { return inventory.snapshot().family(row.index); };
    const auto by = [&](auto key) { sortRows(rows, page.isDescending, key); };
    if (page.sort == "type")
        by([&](const FamilyTotals& row) { return std::optional(toString(family(row).type)); });
    else if (page.sort == "mode")
        by([](const FamilyTotals& row) { return std::optional(toString(row.modes.front().answer.mode)); });
    else if (page.sort == "series")
        by([](const FamilyTotals& row) { return std::optional(row.series); });
    else if (page.sort == "value")
        by([](const FamilyTotals& row) { return orderable(row.value ? row.value : row.count); });
    else if (page.sort == "rate")
        by([](const FamilyTotals& row) { return row.rate; });
    else if (page.sort == "age")
        by([&](const FamilyTotals& row) { return std::optional(inventory.age(row.lastPush)); });
    else if (page.isDescending)
        std::ranges::reverse(rows);
}

} // namespace

ApiAnswer SeriesApi::families(ApiRequest& request)
{
    Parameters& parameters = request.parameters;
    const std::vector<Selector> selectors = parameters.selectors();
    const FamilyFilter filter = readFilter(parameters);
    const PageOrder page = parameters.page(kSorts);
    const std::size_t history = parameters.count("history", 0, 0, 600);
    if (parameters.problem())
        return Failure{*parameters.problem()};
    const auto inventory = m_uses.inventories.current();
    const std::string key = keyOf(parameters, page);
    const auto list = key.empty() ? nullptr : m_families.of(inventory, key, m_uses.inventories, [&] {
        std::vector<FamilyTotals> some = selectors.empty() ? inventory->families() : inventory->families(selectors);
        std::erase_if(some, [&](const FamilyTotals& row) { return !filter.lets(*inventory, row); });
        sortFamilies(some, *inventory, page);
        return some;
    });
    const std::vector<FamilyTotals>& rows = list ? *list : inventory->families();
    ApiData data;
    JsonWriter& json = data.json();
    json.beginObject();
    writePage(json, rows.size(), page);
    json.member("as_of", inventory->asOf());
    json.key("families");
    json.beginArray();
    for (const FamilyTotals& row : pageOf(rows, page))
        writeFamily(json, *inventory, row, history);
    json.endArray();
    json.endObject();
    return data.finish();
}

void SeriesApi::writeFamily(
    JsonWriter& json, const Inventory& inventory, const FamilyTotals& totals, std::size_t history)
{
    const Snapshot::Family& family = inventory.snapshot().family(totals.index);
    json.beginObject();
    json.member("name", family.name);
    json.member("type", toString(family.type));
    json.member("help", family.help);
    json.member("unit", family.unit);
    writeMode(json, totals.modes.front().answer, inventory.rules());
    json.key("modes");
    json.beginArray();
    for (const ModeCount& count : totals.modes) {
        json.beginObject();
        writeMode(json, count.answer, inventory.rules());
        json.member("series", count.series);
        json.endObject();
    }
    json.endArray();
    json.member("series", totals.series);
    json.member("groups", totals.groups);
    json.member("value", totals.value);
    json.member("count", totals.count);
    json.member("rate", totals.rate);
    json.member("last_push", inventory.wall(totals.lastPush));
    json.member("age_seconds", inventory.age(totals.lastPush));
    json.key("hints");
    m_uses.extras.writeHints(json, family.name);
    if (history > 0) {
        json.key("history");
        m_uses.extras.writeHistory(json, family.name, history);
    }
    json.endObject();
}

ApiAnswer SeriesApi::family(ApiRequest& request)
{
    std::string_view rest = request.rest;
    if (rest.ends_with('/') && rest.size() > 1)
        rest.remove_suffix(1);
    if (!rest.empty())
        rest.remove_prefix(1);
    const std::string_view raw = rest.substr(0, rest.find('/'));
    const std::string_view part = rest.substr(std::min(raw.size() + 1, rest.size()));
    const auto name = percentDecode(raw);
    if (!name)
        return Failure{ApiProblem{400, "path", "expected two hexadecimal digits behind '%' in the path", {}}};
    if (part != "" && part != "series" && part != "why")
        return notFound("there is no " + quote(part) + " of a family: series and why are");
    const auto inventory = m_uses.inventories.current();
    const FamilyTotals* totals = inventory->find(*name);
    if (totals == nullptr)
        return notFound("there is no family " + quote(*name));
    if (part == "series")
        return series(request, inventory, *totals);
    return part == "why" ? why(request, *inventory, *totals) : one(request, *inventory, *totals);
}

} // namespace cairn
