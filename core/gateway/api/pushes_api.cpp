// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/label_text.h"
#include "core/gateway/api/push_log.h"
#include "core/gateway/api/report_writer.h"
#include "core/gateway/api/value_json.h"
#include "core/model/quote.h"

#include <QtCore/qbytearray.h>

#include <array>
#include <charconv>

namespace cairn {

namespace {

constexpr Instant kWatchTime{10'000};
constexpr int kReportsPerSecond = 5;
constexpr std::array<std::string_view, 3> kResults{"merged", "refused", "dry_run"};
constexpr std::array<std::string_view, 6> kFormatNames{"", "text", "openmetrics", "protobuf", "json", "increment"};

std::string_view toText(PushNote::Result result)
{
    return kResults[static_cast<std::size_t>(result)];
}

std::string_view toText(PushFormat format)
{
    return kFormatNames[static_cast<std::size_t>(format) + 1];
}

} // namespace

struct PushLog::Filter {
    std::vector<std::string> results;
    std::string_view format;
    std::optional<std::string> errorType;
    std::vector<Selector> selectors;
    std::string search;

    [[nodiscard]] bool lets(const Entry& entry) const
    {
        return (results.empty() || std::ranges::find(results, toText(entry.result)) != results.end())
            && (format.empty() || toText(entry.format) == format) && (!errorType || entry.errorType == *errorType)
            && (selectors.empty() || matches(entry))
            && (containsText(entry.group.value_or(entry.path), search) || containsText(entry.from, search)
                || containsText(entry.error, search));
    }
    [[nodiscard]] bool matches(const Entry& entry) const
    {
        if (!entry.group)
            return false;
        const LabelSet labels = parseLabelText(*entry.group);
        const std::vector<LabelView> views = labelViews(labels);
        return std::ranges::any_of(selectors, [&](const Selector& selector) { return selector.matches({}, views); });
    }
    [[nodiscard]] static Filter read(Parameters& parameters)
    {
        Filter filter;
        filter.results = parameters.texts("result");
        for (const std::string& result : filter.results) {
            if (std::ranges::find(kResults, result) == kResults.end())
                parameters.complain(
                    {400, "query", "expected merged, refused or dry_run for result, found " + quote(result), {}});
        }
        filter.format = parameters.choice("format", kFormatNames);
        filter.errorType = parameters.text("error_type");
        filter.selectors = parameters.selectors();
        filter.search = parameters.search();
        return filter;
    }
};

std::vector<const PushLog::Entry*> PushLog::select(
    const Filter& filter, std::uint64_t since, std::uint64_t before, std::size_t limit) const
{
    std::vector<const Entry*> rows;
    for (const Entry& entry : m_entries) {
        if (entry.id <= since || rows.size() >= limit)
            break;
        if (entry.id < before && filter.lets(entry))
            rows.push_back(&entry);
    }
    return rows;
}

ApiAnswer PushLog::list(ApiRequest& request)
{
    Parameters& parameters = request.parameters;
    const Filter filter = Filter::read(parameters);
    const std::uint64_t since = parameters.count("since", 0);
    const std::uint64_t before = parameters.count("before", ~std::uint64_t{0});
    const PageOrder page = parameters.page();
    const bool watches = parameters.flag("watch");
    if (parameters.problem())
        return Failure{*parameters.problem()};
    if (watches)
        m_watchedUntil = (m_uses.now() + kWatchTime).count();
    ApiData data;
    JsonWriter& json = data.json();
    const double wall = m_uses.wall();
    const std::scoped_lock lock(m_mutex);
    const std::uint64_t oldest = m_last - m_entries.size() + 1;
    json.beginObject();
    json.key("pushes");
    json.beginArray();
    for (const Entry* entry : select(filter, since, before, page.limit)) {
        json.beginObject();
        writeEntry(json, *entry, wall);
        json.endObject();
    }
    json.endArray();
    json.member("oldest_id", m_entries.empty() ? std::nullopt : std::optional(oldest));
    json.member("newest_id", m_entries.empty() ? std::nullopt : std::optional(m_last));
    json.member("dropped", parameters.has("since") && since + 1 < oldest ? oldest - since - 1 : 0);
    json.member("not_recorded", notRecorded());
    json.member("watching", isWatching());
    json.member("reports_per_second", kReportsPerSecond);
    json.endObject();
    return data.finish();
}

ApiAnswer PushLog::show(ApiRequest& request)
{
    std::string_view rest = request.rest;
    if (rest.ends_with('/'))
        rest.remove_suffix(1);
    rest.remove_prefix(std::min<std::size_t>(1, rest.size()));
    std::uint64_t id = 0;
    const auto [end, error] = std::from_chars(rest.begin(), rest.end(), id);
    const bool isNumber = error == std::errc() && end == rest.end();
    Entry entry;
    {
        const std::scoped_lock lock(m_mutex);
        const auto at = isNumber ? std::ranges::find(m_entries, id, &Entry::id) : m_entries.end();
        if (at == m_entries.end())
            return notFound("there is no push " + quote(rest) + ", or it is forgotten");
        entry = *at;
    }
    ApiData data;
    JsonWriter& json = data.json();
    json.beginObject();
    writeEntry(json, entry, m_uses.wall());
    if (entry.report) {
        json.key("report");
        writeReport(json, *entry.group, {*entry.report, entry.outcomes, entry.report->entries.size()});
    }
    if (entry.body) {
        json.key("body");
        writeBody(json, *entry.body);
    }
    json.endObject();
    return data.finish();
}

void PushLog::writeBody(JsonWriter& json, const Body& body)
{
    const bool isText = isUtf8(body.text);
    json.beginObject();
    if (isText)
        json.member("text", body.text);
    else
        json.member("text", QByteArray::fromStdString(body.text).toBase64().toStdString());
    json.member("is_base64", !isText);
    json.member("first_line", body.firstLine);
    json.member("is_cut", body.isCut);
    json.endObject();
}

void PushLog::writeEntry(JsonWriter& json, const Entry& entry, double wall)
{
    json.member("id", entry.id);
    json.member("time", entry.time);
    json.member("age_seconds", std::max(wall - entry.time, 0.0));
    json.member("from", entry.from);
    json.key("group");
    if (entry.group) {
        writeGroup(json, *entry.group);
    } else {
        json.value(nullptr);
        json.member("path", entry.path);
    }
    json.member("method", entry.method);
    json.member("format", toText(entry.format));
    json.member("coding", entry.coding);
    json.member("bytes", entry.bytes);
    const auto count = [&](std::string_view key, std::uint64_t PushSummary::*which) {
        json.member(key, entry.summary ? std::optional((*entry.summary).*which) : std::nullopt);
    };
    count("samples", &PushSummary::samples);
    count("created", &PushSummary::created);
    count("dropped", &PushSummary::dropped);
    json.member("status", entry.status);
    json.member("result", toText(entry.result));
    if (!entry.error.empty()) {
        json.member("error_type", entry.errorType);
        json.member("error", entry.error);
    }
    if (entry.line > 0)
        json.member("line", entry.line);
    if (!entry.text.empty())
        json.member("text", entry.text);
    json.member("duration_seconds", entry.seconds);
    json.member("has_report", entry.report != nullptr);
    json.member("has_body", entry.body != nullptr);
}

} // namespace cairn
