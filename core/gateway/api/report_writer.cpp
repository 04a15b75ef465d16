// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/report_writer.h"

#include "core/gateway/api/value_json.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

namespace cairn {

namespace {

/// `[bound, cumulative count]` or `[quantile, value]` of each slot.
void writeSlots(JsonWriter& json, const CompoundValue& value)
{
    json.key(value.summary ? "quantiles" : "buckets");
    json.beginArray();
    double cumulative = 0;
    for (std::size_t i = 0; i < value.slots.size(); ++i) {
        cumulative += value.slots[i];
        json.beginArray();
        json.value(i < value.bounds.size() ? value.bounds[i] : std::numeric_limits<double>::infinity());
        json.value(value.summary ? value.slots[i] : cumulative);
        json.endArray();
    }
    json.endArray();
}

void writeCompound(JsonWriter& json, const CompoundValue& value)
{
    json.beginObject();
    writeSlots(json, value);
    if (value.hasSum)
        json.member("sum", value.sum);
    if (value.hasCount || !value.summary)
        json.member("count", value.count);
    json.endObject();
}

void writeReported(JsonWriter& json, std::string_view key, const ReportedValue& value)
{
    json.key(key);
    if (value.number)
        json.value(*value.number);
    else if (value.compound)
        writeCompound(json, *value.compound);
    else
        json.value(nullptr);
}

void writeEntry(JsonWriter& json, const MergeEntry& entry)
{
    json.beginObject();
    json.member("name", entry.family);
    json.key("labels");
    writeLabels(json, entry.labels);
    json.member("labels_text", entry.labels);
    json.member("type", toString(entry.type));
    json.member("mode", toString(entry.mode));
    json.member("reason", toString(entry.reason));
    if (!entry.rule.empty())
        json.member("rule", entry.rule);
    json.member("line", entry.line);
    json.member("outcome", toString(entry.outcome));
    writeReported(json, "before", entry.before);
    writeReported(json, "pushed", entry.pushed);
    writeReported(json, "after", entry.after);
    if (!entry.note.empty())
        json.member("note", entry.note);
    json.endObject();
}

void writeSummary(JsonWriter& json, const OutcomeCounts& counts)
{
    constexpr std::array<std::pair<Outcome, std::string_view>, 6> kOutcomes{
        {{Outcome::Created, "created"}, {Outcome::Added, "added"}, {Outcome::Replaced, "replaced"},
            {Outcome::Kept, "kept"}, {Outcome::FamilyReplaced, "family_replaced"}, {Outcome::Dropped, "dropped"}}};
    const auto of = [&](Outcome outcome) { return counts[static_cast<std::size_t>(outcome)]; };
    json.key("summary");
    json.beginObject();
    json.member("series", std::accumulate(counts.begin(), counts.end(), std::size_t{0}) - of(Outcome::FamilyReplaced));
    for (const auto& [outcome, name] : kOutcomes)
        json.member(name, of(outcome));
    json.endObject();
}

} // namespace

OutcomeCounts countOutcomes(const MergeReport& report)
{
    OutcomeCounts counts{};
    for (const MergeEntry& entry : report.entries)
        ++counts[static_cast<std::size_t>(entry.outcome)];
    return counts;
}

void writeReport(JsonWriter& json, std::string_view group, const ReportPart& part)
{
    const std::size_t listed = std::min(part.most, part.report.entries.size());
    const std::size_t all = std::accumulate(part.counts.begin(), part.counts.end(), std::size_t{0});
    json.beginObject();
    json.member("accepted", true);
    json.key("group");
    writeGroup(json, group);
    writeSummary(json, part.counts);
    if (all > listed)
        json.member("series_cut", all - listed);
    json.key("series");
    json.beginArray();
    for (std::size_t i = 0; i < listed; ++i)
        writeEntry(json, part.report.entries[i]);
    json.endArray();
    json.endObject();
}

void writeReport(JsonWriter& json, std::string_view group, const PushError& refusal)
{
    json.beginObject();
    json.member("accepted", false);
    json.key("group");
    writeGroup(json, group);
    json.member("errorType", toString(refusal.reason));
    json.member("error", refusal.toString());
    if (refusal.line > 0)
        json.member("line", refusal.line);
    json.member("text", refusal.text);
    writeSummary(json, {});
    json.key("series");
    json.beginArray();
    json.endArray();
    json.endObject();
}

} // namespace cairn
