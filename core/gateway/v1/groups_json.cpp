// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/v1/groups_json.h"

#include "core/gateway/v1/rfc3339.h"
#include "core/gateway/v1/series_json.h"
#include "core/gateway/web/json_text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cairn {

namespace {

constexpr std::string_view kLabels = "labels";
constexpr std::string_view kSuccess = "last_push_successful";

std::string_view nameOf(MetricType type)
{
    switch (classicType(type)) {
    case MetricType::Counter: return "COUNTER";
    case MetricType::Gauge: return "GAUGE";
    case MetricType::Histogram: return "HISTOGRAM";
    case MetricType::GaugeHistogram: return "GAUGE_HISTOGRAM";
    case MetricType::Summary: return "SUMMARY";
    default: return "UNTYPED";
    }
}

} // namespace

bool GroupsJson::next(std::string& out, std::size_t bytes)
{
    if (m_isFinished)
        return false;
    const std::size_t wanted = out.size() + bytes;
    if (!m_isBegun)
        out += "{\"status\":\"success\",\"data\":[";
    m_isBegun = true;
    for (; m_group < m_grouped.groups().size(); ++m_group, m_part = 0, m_isGroupBegun = false) {
        const Group& group = m_grouped.groups()[m_group];
        if (!m_isGroupBegun && out.size() >= wanted)
            return true;
        if (!m_isGroupBegun)
            beginGroup(out, group);
        m_isGroupBegun = true;
        for (; m_part < group.parts.size(); ++m_part, m_position = 0) {
            if (!writeFamily(out, wanted))
                return true;
        }
        out += '}';
    }
    out += "]}\n";
    m_isFinished = true;
    return false;
}

void GroupsJson::beginGroup(std::string& out, const Group& group) const
{
    out += m_group == 0 ? "{" : ",{";
    appendLabelsJson(out, m_grouped.textOf(group));
    appendJsonKey(out, kSuccess);
    out += wasSuccessful(group) ? "true" : "false";
}

/// False: there is enough for now.
bool GroupsJson::writeFamily(std::string& out, std::size_t wanted)
{
    const Group& group = m_grouped.groups()[m_group];
    const Snapshot::Family& family = m_grouped.snapshot().family(group.parts[m_part].family);
    if (family.name == kLabels || family.name == kSuccess)
        return true;
    if (m_position == 0 && out.size() >= wanted)
        return false;
    const std::span<const std::uint32_t> series = m_grouped.seriesOf(group, m_part);
    if (m_position == 0)
        beginFamily(out, family, series);
    while (m_position < series.size()) {
        if (m_position > 0 && out.size() >= wanted)
            return false;
        out += m_position == 0 ? "{" : ",{";
        writeSeries(out, series[m_position++]);
        out += '}';
    }
    out += "]}";
    return true;
}

void GroupsJson::beginFamily(
    std::string& out, const Snapshot::Family& family, std::span<const std::uint32_t> series) const
{
    const std::vector<std::uint32_t>& pushes = m_grouped.snapshot().origins().lastPush;
    std::uint32_t last = 0;
    for (const std::uint32_t id : series)
        last = std::max(last, pushes[id]);
    out += ','; // behind the metadata, which may have been sent by now
    appendJsonString(out, family.name);
    out += ":{";
    appendJsonKey(out, "time_stamp");
    // The engine counts whole seconds; what the wall clock has beyond them would be made up.
    appendJsonString(out, rfc3339(std::floor(std::fmin(m_options.begin + last + 0.5, m_options.now))));
    appendJsonKey(out, "type");
    appendJsonString(out, nameOf(family.type));
    if (!family.help.empty()) {
        appendJsonKey(out, "help");
        appendJsonString(out, family.help);
    }
    appendJsonKey(out, "metrics");
    out += '[';
}

void GroupsJson::writeSeries(std::string& out, std::uint32_t id) const
{
    m_grouped.snapshot().visit(
        id,
        [&](std::string_view labels, double value, const SeriesExtras*) {
            appendLabelsJson(out, labels);
            appendValueJson(out, value);
            return true;
        },
        [&](std::string_view labels, const CompoundRecord& record, const BucketLayout& layout, const double* all,
            double sumValue, const SeriesExtras* extras) {
            const std::span<const double> slots(all + record.firstSlot(), record.slots);
            const double* sum = record.hasSum ? &sumValue : nullptr;
            appendLabelsJson(out, labels);
            if (record.summary) {
                appendSummaryJson(out, layout.bounds, slots, record.hasCount ? all + record.offset : nullptr, sum);
            } else if (extras != nullptr && extras->native && bucketsOf(*extras->native) > 0) {
                double count = 0;
                for (const double slot : slots)
                    count += slot;
                appendNativeJson(out, *extras->native, count, sum);
            } else {
                appendHistogramJson(out, layout.bounds, slots, sum);
            }
            return true;
        });
}

bool GroupsJson::wasSuccessful(const Group& group) const
{
    if (!m_options.keepsTimes)
        return true;
    const double failure = firstValue(group, "push_failure_time_seconds", 0);
    return failure == 0 || firstValue(group, "push_time_seconds", 0) > failure;
}

double GroupsJson::firstValue(const Group& group, std::string_view family, double otherwise) const
{
    const auto nameOfPart = [&](const GroupedSnapshot::Part& part) {
        return std::string_view(m_grouped.snapshot().family(part.family).name);
    };
    const auto at = std::ranges::lower_bound(group.parts, family, {}, nameOfPart);
    if (at == group.parts.end() || nameOfPart(*at) != family)
        return otherwise;
    double first = otherwise;
    const auto series = m_grouped.seriesOf(group, static_cast<std::size_t>(at - group.parts.begin()));
    m_grouped.snapshot().visit(
        series.front(),
        [&](std::string_view, double value, const SeriesExtras*) {
            first = value;
            return true;
        },
        [](auto&&...) { return true; });
    return first;
}

} // namespace cairn
