// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/removed_series.h"

#include "core/aggregation/label_text.h"

namespace cairn {

namespace {

/// The series to bring a removed one back to; made where it is not there. kNone: its family has another type by now.
std::uint32_t place(Store& store, const RemovedSeries& removed, const RuleSet& rules, bool& isNew)
{
    SeriesIndex& index = store.index;
    std::uint32_t family = index.findFamily(removed.family);
    if (family == SeriesIndex::kNone) {
        if (index.clash(removed.family, removed.type))
            return SeriesIndex::kNone;
    } else if (index.family(family).type != removed.type) {
        return SeriesIndex::kNone;
    }
    const std::uint64_t hash = SeriesIndex::hashLabels(removed.labels);
    std::uint32_t id
        = family == SeriesIndex::kNone ? SeriesIndex::kNone : index.findSeries(family, removed.labels, hash);
    isNew = id == SeriesIndex::kNone;
    if (!isNew)
        return id;
    if (family == SeriesIndex::kNone) {
        family = store.makeFamily(removed.family, removed.type);
        index.family(family).help = removed.help;
        index.family(family).unit = removed.unit;
        if (store.hasCreatedGauge(removed.family))
            store.forgetLines(store.resolution->rules); // lines of that gauge were known as plain ones
    }
    const std::string text = labelText(removed.group);
    std::uint32_t group = index.findGroup(text);
    if (group == SeriesIndex::kNone)
        group = index.makeGroup(removed.group, text);
    id = index.makeSeries(family, group, removed.labels, hash);
    store.values.reserve(index.seriesEnd());
    store.values.begin(id);
    store.assignRule(id, rules);
    index.family(family).canFall |= canFall(removed.state.kind);
    index.family(family).hasQuotedNames |= removed.hasQuotedNames;
    return id;
}

} // namespace

RemovedSet capture(const Store& store, std::span<const std::uint32_t> ids)
{
    RemovedSet removed;
    removed.series.reserve(ids.size());
    for (const std::uint32_t id : ids) {
        const FamilyRecord& family = store.index.family(store.index.familyOf(id));
        removed.series.push_back({family.name, family.type, family.help, std::string(store.index.labelsOf(id)),
            store.index.group(store.index.groupOf(id)).labels, store.values.capture(id), family.unit,
            family.hasQuotedNames});
    }
    return removed;
}

std::size_t putBack(Store& store, const RemovedSet& removed)
{
    std::size_t count = 0;
    for (const RemovedSeries& series : removed.series) {
        bool isNew = false;
        const std::uint32_t id = place(store, series, *store.resolution->rules, isNew);
        if (id == SeriesIndex::kNone)
            continue;
        isNew ? store.values.install(id, series.state) : store.values.combine(id, series.state);
        ++count;
    }
    return count;
}

} // namespace cairn
