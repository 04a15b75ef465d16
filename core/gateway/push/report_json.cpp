// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/push/report_json.h"

#include "core/aggregation/label_text.h"
#include "core/gateway/web/json_text.h"

#include <limits>

namespace cairn {

namespace {

void appendText(std::string& out, std::string_view key, std::string_view text)
{
    appendJsonKey(out, key);
    appendJsonString(out, text);
}

void appendValue(std::string& out, double value)
{
    out += '"';
    appendPlainNumber(out, value);
    out += '"';
}

/// `"buckets":[["1","3"],…]`: bounds with counts as the text format shows them, or quantiles with their values.
void appendSlots(std::string& out, const CompoundValue& value)
{
    appendJsonKey(out, value.summary ? "quantiles" : "buckets");
    out += '[';
    double cumulative = 0;
    for (std::size_t i = 0; i < value.slots.size(); ++i) {
        cumulative += value.slots[i];
        out += i == 0 ? "[" : ",[";
        appendValue(out, i < value.bounds.size() ? value.bounds[i] : std::numeric_limits<double>::infinity());
        out += ',';
        appendValue(out, value.summary ? value.slots[i] : cumulative);
        out += ']';
    }
    out += ']';
}

void appendCompound(std::string& out, const CompoundValue& value)
{
    out += '{';
    appendSlots(out, value);
    if (value.hasSum) {
        appendJsonKey(out, "sum");
        appendValue(out, value.sum);
    }
    if (value.hasCount || !value.summary) {
        appendJsonKey(out, "count");
        appendValue(out, value.count);
    }
    out += '}';
}

void appendReported(std::string& out, std::string_view key, const ReportedValue& value)
{
    appendJsonKey(out, key);
    if (value.number)
        appendValue(out, *value.number);
    else if (value.compound)
        appendCompound(out, *value.compound);
    else
        out += "null";
}

void appendLabels(std::string& out, std::string_view text)
{
    appendJsonKey(out, "labels");
    out += '{';
    for (const Label& label : parseLabelText(text))
        appendText(out, label.name, label.value);
    out += '}';
}

void appendEntry(std::string& out, const MergeEntry& entry)
{
    out += '{';
    appendText(out, "name", entry.family);
    appendLabels(out, entry.labels);
    appendText(out, "type", toString(entry.type));
    appendText(out, "mode", toString(entry.mode));
    appendText(out, "reason", toString(entry.reason));
    if (!entry.rule.empty())
        appendText(out, "rule", entry.rule);
    appendJsonKey(out, "line");
    out += std::to_string(entry.line);
    appendText(out, "outcome", toString(entry.outcome));
    appendReported(out, "before", entry.before);
    appendReported(out, "pushed", entry.pushed);
    appendReported(out, "after", entry.after);
    if (!entry.note.empty())
        appendText(out, "note", entry.note);
    out += '}';
}

constexpr std::string_view kEnvelope = R"({"status":"success","data":{"accepted":)";

std::string refusedHead(std::string_view errorType, std::string_view error)
{
    std::string out(kEnvelope);
    out += "false";
    appendText(out, "errorType", errorType);
    appendText(out, "error", error);
    return out;
}

} // namespace

std::string reportJson(const MergeReport& report)
{
    std::string out(kEnvelope);
    out += R"(true,"series":[)";
    for (std::size_t i = 0; i < report.entries.size(); ++i) {
        out += i == 0 ? "" : ",";
        appendEntry(out, report.entries[i]);
    }
    return out + "]}}\n";
}

std::string reportJson(std::string_view errorType, std::string_view error)
{
    return refusedHead(errorType, error) + R"(,"series":[]}})" + "\n";
}

std::string reportJson(const PushError& refusal)
{
    std::string out = refusedHead(toString(refusal.reason), refusal.toString());
    if (refusal.line > 0) {
        appendJsonKey(out, "line");
        out += std::to_string(refusal.line);
    }
    out += R"(,"series":[)";
    if (refusal.line > 0) {
        out += R"({"line":)" + std::to_string(refusal.line);
        appendText(out, "text", refusal.text);
        appendText(out, "outcome", toString(Outcome::Refused));
        appendText(out, "reason", refusal.message);
        out += '}';
    }
    return out + "]}}\n";
}

std::string removalJson(const RemovedSet& removed)
{
    std::string out = R"({"status":"success","data":{"series":[)";
    for (std::size_t i = 0; i < removed.series.size(); ++i) {
        const RemovedSeries& series = removed.series[i];
        out += i == 0 ? "{" : ",{";
        appendText(out, "name", series.family);
        appendLabels(out, series.labels);
        appendText(out, "type", toString(series.type));
        out += '}';
    }
    return out + "]}}\n";
}

} // namespace cairn
