// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/api/json_writer.h"
#include "core/gateway/api/parameters.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace cairn {

/// Sorts by `key(row)`, an optional; rows without one come last, equal ones stay as they are.
template <typename Row, typename Key>
void sortRows(std::vector<Row>& rows, bool isDescending, Key&& key)
{
    using Keyed = std::pair<decltype(key(rows.front())), std::size_t>;
    std::vector<Keyed> keys;
    keys.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        keys.emplace_back(key(rows[i]), i);
    std::ranges::sort(keys, [isDescending](const Keyed& a, const Keyed& b) {
        if (a.first.has_value() != b.first.has_value())
            return a.first.has_value();
        if (a.first.has_value() && *a.first != *b.first)
            return isDescending ? *b.first < *a.first : *a.first < *b.first;
        return a.second < b.second;
    });
    std::vector<Row> sorted;
    sorted.reserve(rows.size());
    for (const Keyed& keyed : keys)
        sorted.push_back(std::move(rows[keyed.second]));
    rows = std::move(sorted);
}

/// NaN has no place among numbers.
[[nodiscard]] inline std::optional<double> orderable(std::optional<double> number)
{
    return number && std::isnan(*number) ? std::nullopt : number;
}

/// The rows of a page.
template <typename Row>
[[nodiscard]] std::span<const Row> pageOf(const std::vector<Row>& rows, const PageOrder& page)
{
    const std::size_t begin = std::min(page.offset, rows.size());
    return std::span(rows).subspan(begin, std::min(page.limit, rows.size() - begin));
}

/// `"total":…,"offset":…,"limit":…`
inline void writePage(JsonWriter& json, std::size_t total, const PageOrder& page)
{
    json.member("total", total);
    json.member("offset", page.offset);
    json.member("limit", page.limit);
}

} // namespace cairn
