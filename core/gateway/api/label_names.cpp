// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/label_names.h"

#include "core/aggregation/label_text.h"
#include "core/gateway/api/page.h"

#include <map>
#include <set>
#include <string>

namespace cairn {

namespace {

constexpr std::size_t kMostSeries = 10'000;

struct Column {
    std::string name;
    std::size_t series = 0;
    std::set<std::string> values;
};

std::vector<Column> columnsOf(const Inventory& inventory, std::span<const std::uint32_t> ids)
{
    std::map<std::string, Column> byName;
    for (const std::uint32_t id : ids) {
        for (const Label& label : parseLabelText(inventory.snapshot().labelsOf(id))) {
            Column& column = byName[label.name];
            ++column.series;
            column.values.insert(label.value);
        }
    }
    std::vector<Column> columns;
    for (auto& [name, column] : byName) {
        column.name = name;
        columns.push_back(std::move(column));
    }
    sortRows(columns, true, [](const Column& column) { return std::optional(column.series); });
    return columns;
}

} // namespace

void writeLabelNames(JsonWriter& json, const Inventory& inventory, std::size_t family)
{
    const std::vector<std::uint32_t> all = inventory.series(family);
    const auto ids = std::span(all).first(std::min(all.size(), kMostSeries));
    const std::vector<Column> columns = columnsOf(inventory, ids);
    const auto isConstant
        = [&](const Column& column) { return column.series == ids.size() && column.values.size() == 1; };
    json.beginObject();
    json.key("constant");
    json.beginObject();
    for (const Column& column : columns) {
        if (isConstant(column))
            json.member(column.name, *column.values.begin());
    }
    json.endObject();
    json.key("varying");
    json.beginArray();
    for (const Column& column : columns) {
        if (isConstant(column))
            continue;
        json.beginObject();
        json.member("name", column.name);
        json.member("series", column.series);
        json.member("values", column.values.size());
        json.endObject();
    }
    json.endArray();
    json.member("is_sample", all.size() > kMostSeries);
    json.endObject();
}

} // namespace cairn
