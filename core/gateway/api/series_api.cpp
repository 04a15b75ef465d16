// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/series_api.h"

#include "core/aggregation/label_text.h"
#include "core/gateway/api/label_names.h"
#include "core/gateway/api/page.h"
#include "core/gateway/api/value_json.h"
#include "core/model/quote.h"

#include <array>

namespace cairn {

namespace {

constexpr std::string_view kByLabel = "label:";
constexpr std::array<std::string_view, 6> kSorts{"labels", "value", "age", "group", "mode", "label:NAME"};

struct SeriesFilter {
    std::vector<Selector> selectors;
    std::string search;
    std::optional<std::string> group;
    std::optional<std::string> labels;

    /// All that a list depends on.
    [[nodiscard]] static std::string key(const Parameters& parameters)
    {
        std::string key;
        for (const char* name : {"match[]", "search", "group", "labels", "sort", "order"}) {
            for (const std::string& text : parameters.texts(name))
                key.append(name).append(1, '\0').append(text).append(1, '\0');
        }
        return key;
    }
    [[nodiscard]] bool lets(const Inventory& inventory, std::size_t family, std::uint32_t id) const
    {
        const Snapshot& snapshot = inventory.snapshot();
        return (!labels || snapshot.labelsOf(id) == *labels)
            && (!group || inventory.facts().groups[inventory.facts().series[id].group] == *group)
            && containsText(snapshot.labelsOf(id), search)
            && (selectors.empty() || inventory.matches(selectors, snapshot.family(family).name, id));
    }
};

SeriesFilter readFilter(Parameters& parameters, std::string_view family)
{
    SeriesFilter filter;
    filter.selectors = parameters.selectors(family);
    filter.search = parameters.search();
    if (const auto group = parameters.group())
        filter.group = labelText(*group);
    filter.labels = parameters.text("labels");
    return filter;
}

struct ListOrder {
    PageOrder page;
    std::string label; ///< to sort by, as its text begins: `name="`; empty: by `page.sort`
};

ListOrder readOrder(Parameters& parameters)
{
    const std::string sort = parameters.text("sort").value_or("");
    if (!sort.starts_with(kByLabel) || sort.size() == kByLabel.size())
        return {parameters.page(kSorts), {}};
    ListOrder order{parameters.page(), {}};
    appendLabelName(order.label, std::string_view(sort).substr(kByLabel.size()));
    order.label += "=\"";
    return order;
}

/// Behind the closing quote of what is quoted at `at`.
std::size_t behindQuoted(std::string_view text, std::size_t at)
{
    for (++at; text[at] != '"'; ++at)
        at += text[at] == '\\' ? 1 : 0;
    return at + 1;
}

/// The value of the label that begins so, escaped as it stands in labels' canonical text.
std::optional<std::string_view> valueOf(std::string_view labels, std::string_view label)
{
    for (std::size_t at = 0; at < labels.size(); ++at) { // over the comma
        const bool isIt = labels.substr(at).starts_with(label);
        const std::size_t quote = (labels[at] == '"' ? behindQuoted(labels, at) : labels.find('=', at)) + 1;
        at = behindQuoted(labels, quote);
        if (isIt)
            return labels.substr(quote + 1, at - quote - 2);
    }
    return {};
}

void sortSeries(std::vector<std::uint32_t>& ids, const Inventory& inventory, std::size_t family, const ListOrder& order)
{
    const PageOrder& page = order.page;
    const SeriesFacts& facts = inventory.facts();
    const auto by = [&](auto key) { sortRows(ids, page.isDescending, key); };
    if (!order.label.empty()) {
        by([&](std::uint32_t id) { return valueOf(inventory.snapshot().labelsOf(id), order.label); });
    } else if (page.sort == "value") {
        by([&](std::uint32_t id) {
            const auto count = inventory.countOf(id);
            return orderable(count ? count : inventory.numberOf(id));
        });
    } else if (page.sort == "age") {
        by([&](std::uint32_t id) { return std::optional(inventory.age(facts.series[id].lastPush)); });
    } else if (page.sort == "group") {
        by([&](std::uint32_t id) { return std::optional(std::string_view(facts.groups[facts.series[id].group])); });
    } else if (page.sort == "mode") {
        by([&](std::uint32_t id) { return std::optional(toString(inventory.present(family, id).mode)); });
    } else if (page.isDescending) {
        std::ranges::reverse(ids);
    }
}

std::optional<double> ttlOf(const RuleSet& rules, std::uint16_t place, std::chrono::milliseconds otherwise)
{
    std::chrono::milliseconds ttl = otherwise;
    if (place > 0 && place <= rules.rules().size())
        ttl = rules.rules()[place - 1u].ttl.value_or(otherwise);
    return ttl.count() == 0 ? std::nullopt : std::optional(std::chrono::duration<double>(ttl).count());
}

void writeCompound(JsonWriter& json, const Snapshot& snapshot, std::uint32_t id, const SeriesExtras* extras)
{
    snapshot.visit(
        id, [](auto&&...) { return true; },
        [&](std::string_view, const CompoundRecord& record, const BucketLayout& layout, const double* slots, double sum,
            const SeriesExtras*) {
            const std::span<const double> values(slots + record.firstSlot(), record.slots);
            const auto shownSum = record.hasSum ? std::optional(sum) : std::nullopt;
            json.key(record.summary ? "summary" : "histogram");
            if (record.summary)
                writeSummary(json, layout.bounds, values,
                    record.hasCount ? std::optional(slots[record.offset]) : std::nullopt, shownSum);
            else
                writeHistogram(json, layout.bounds, values, shownSum,
                    extras != nullptr && extras->native ? &*extras->native : nullptr);
            return true;
        });
}

} // namespace

void SeriesApi::rest()
{
    m_families.rest();
    m_series.rest();
    m_groups.rest();
}

ApiAnswer SeriesApi::one(ApiRequest& request, const Inventory& inventory, const FamilyTotals& totals)
{
    const std::size_t history = request.parameters.count("history", 0, 0, 600);
    if (request.parameters.problem())
        return Failure{*request.parameters.problem()};
    ApiData data;
    JsonWriter& json = data.json();
    json.beginObject();
    json.key("family");
    writeFamily(json, inventory, totals, history);
    json.key("labels");
    writeLabelNames(json, inventory, totals.index);
    json.member("as_of", inventory.asOf());
    json.endObject();
    return data.finish();
}

ApiAnswer SeriesApi::series(
    ApiRequest& request, const std::shared_ptr<const Inventory>& held, const FamilyTotals& totals)
{
    const Inventory& inventory = *held;
    const std::string& name = inventory.snapshot().family(totals.index).name;
    const SeriesFilter filter = readFilter(request.parameters, name);
    const ListOrder order = readOrder(request.parameters);
    const PageOrder& page = order.page;
    if (request.parameters.problem())
        return Failure{*request.parameters.problem()};
    const auto list = m_series.of(held, name + '\0' + SeriesFilter::key(request.parameters), m_uses.inventories, [&] {
        std::vector<std::uint32_t> some = inventory.series(totals.index);
        std::erase_if(some, [&](std::uint32_t id) { return !filter.lets(inventory, totals.index, id); });
        sortSeries(some, inventory, totals.index, order);
        return some;
    });
    const std::vector<std::uint32_t>& ids = *list;
    const std::span<const std::uint32_t> shown = pageOf(ids, page);
    const std::vector<SeriesDetail> details = m_uses.engine.details(shown);
    ApiData data;
    JsonWriter& json = data.json();
    json.beginObject();
    writePage(json, ids.size(), page);
    json.member("as_of", inventory.asOf());
    json.key("series");
    json.beginArray();
    for (std::size_t i = 0; i < shown.size(); ++i)
        writeSeries(json, inventory, totals.index, shown[i], details[i]);
    json.endArray();
    json.endObject();
    return data.finish();
}

void SeriesApi::writeSeries(
    JsonWriter& json, const Inventory& inventory, std::size_t family, std::uint32_t id, const SeriesDetail& detail)
{
    const Snapshot& snapshot = inventory.snapshot();
    const SeriesFact& fact = inventory.facts().series[id];
    json.beginObject();
    json.key("labels");
    writeLabels(json, snapshot.labelsOf(id));
    json.member("labels_text", snapshot.labelsOf(id));
    writeMode(json, inventory.present(family, id), inventory.rules());
    json.key("group");
    writeGroup(json, inventory.facts().groups[fact.group]);
    json.member("last_push", inventory.wall(fact.lastPush));
    json.member("age_seconds", inventory.age(fact.lastPush));
    json.member("ttl_seconds", ttlOf(inventory.rules(), fact.rule, m_uses.seriesTtl));
    json.member("value", inventory.numberOf(id));
    if (snapshot.hasCompound(id))
        writeCompound(json, snapshot, id, detail.extras.get());
    if (detail.side && (detail.side->window || detail.side->compoundWindow)) {
        json.key("window");
        writeWindow(json, *detail.side, m_uses.now());
    }
    if (detail.extras && detail.extras->created)
        json.member("created", *detail.extras->created);
    if (detail.extras && !detail.extras->exemplars.empty()) {
        json.key("exemplars");
        writeExemplars(json, *detail.extras);
    }
    json.endObject();
}

} // namespace cairn
