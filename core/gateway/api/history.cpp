// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/history.h"

#include "core/model/quote.h"

#include <algorithm>
#include <cmath>

namespace cairn {

namespace {

constexpr std::chrono::seconds kSparklineKept{60};
constexpr std::size_t kMostSeriesASecond = 20'000;
constexpr std::size_t kMostLines = 50;

using Points = std::vector<std::optional<double>>;

void writePoints(JsonWriter& json, const Points& points)
{
    json.beginArray();
    for (const auto& point : points)
        json.value(point);
    json.endArray();
}

void writeLine(JsonWriter& json, std::string_view name, const Points& points)
{
    json.beginObject();
    json.member("name", name);
    json.key("points");
    writePoints(json, points);
    json.endObject();
}

} // namespace

void History::Record::set(std::int64_t second, const Reading& reading)
{
    isTotal = reading.isTotal;
    series.set(second, static_cast<double>(reading.series));
    if (reading.value)
        value.set(second, *reading.value);
    if (reading.count)
        count.set(second, *reading.count);
    if (reading.sum)
        sum.set(second, *reading.sum);
}

History::Record& History::watch(const Key& key, std::chrono::seconds keep)
{
    Record& record = m_records[key];
    record.until = std::max(record.until, m_uses.now() + keep);
    if (m_records.size() <= kMostRecorded)
        return record;
    const auto soonest = std::ranges::min_element(
        m_records, {}, [&](const auto& entry) { return entry.first == key ? Instant::max() : entry.second.until; });
    m_records.erase(soonest);
    return record;
}

// The engine is asked without our lock: whoever looks at a chart does not wait for pushes.
void History::tick()
{
    const Instant now = m_uses.now();
    const std::int64_t second = now.count() / 1000;
    std::vector<Key> keys;
    {
        const std::scoped_lock lock(m_mutex);
        std::erase_if(m_records, [now](const auto& record) { return record.second.until < now; });
        for (const auto& [key, record] : m_records)
            keys.push_back(key);
    }
    std::vector<std::optional<Reading>> readings;
    std::size_t left = kMostSeriesASecond;
    for (const Key& key : keys) {
        readings.push_back(m_uses.engine.read(key.family, key.labels, std::min(left, kMostSeries), now));
        if (readings.back() && !readings.back()->isTooMany)
            left -= std::min<std::size_t>(left, readings.back()->series);
    }
    const std::scoped_lock lock(m_mutex);
    m_second = second;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto at = m_records.find(keys[i]);
        if (at == m_records.end() || !readings[i])
            continue;
        at->second.isTooMany = readings[i]->isTooMany;
        if (!readings[i]->isTooMany)
            at->second.set(second, *readings[i]);
    }
}

void History::look(const Inventory& inventory)
{
    const std::int64_t second = inventory.taken().count() / 1000;
    const std::scoped_lock lock(m_mutex);
    for (auto& [key, record] : m_records) {
        const FamilyTotals* totals = record.isTooMany && !key.labels ? inventory.find(key.family) : nullptr;
        if (totals == nullptr)
            continue;
        Reading reading;
        reading.series = totals->series;
        reading.value = totals->value;
        reading.count = totals->count;
        reading.isTotal = totals->rate.has_value();
        record.set(second, reading);
    }
}

History::Span History::spanSince(std::optional<double> since) const
{
    Span span;
    span.last = nowSecond();
    {
        const std::scoped_lock lock(m_mutex);
        if (m_second >= 0)
            span.last = std::min(span.last, m_second);
    }
    span.first = std::max<std::int64_t>(0, span.last - SecondLine::kSeconds + 1);
    if (since) {
        const double ago = std::clamp(m_uses.wall() - *since, -1.0, static_cast<double>(SecondLine::kSeconds));
        span.first = std::max(span.first, nowSecond() - static_cast<std::int64_t>(std::floor(ago)));
    }
    span.first = std::min(span.first, span.last + 1);
    return span;
}

void History::writeSpan(JsonWriter& json, const Span& span) const
{
    json.member("start", m_uses.wall() - static_cast<double>(nowSecond() - span.first));
    json.member("step_seconds", 1);
    json.member("length", span.last - span.first + 1);
}

ApiAnswer History::show(ApiRequest& request)
{
    Parameters& parameters = request.parameters;
    const std::vector<std::string> gateway = parameters.texts("gateway");
    const auto family = parameters.text("family");
    const auto labels = parameters.text("labels");
    const Span span = spanSince(parameters.number("since"));
    const std::chrono::seconds keep(static_cast<std::int64_t>(parameters.count("keep", 60, 1, 3600)));
    if (gateway.empty() == !family.has_value() || (labels && !family))
        parameters.complain({400, "query", "expected either gateway, or family with or without labels", {}});
    if (gateway.size() > kMostLines)
        parameters.complain({400, "query", "expected at most " + std::to_string(kMostLines) + " lines", {}});
    if (parameters.problem())
        return Failure{*parameters.problem()};
    return family ? lines({*family, labels}, span, keep) : gatewayLines(gateway, span);
}

ApiAnswer History::gatewayLines(const std::vector<std::string>& names, const Span& span) const
{
    std::vector<std::string> all;
    for (const std::string& name : names) {
        if (name != "refusals:*") {
            all.push_back(name);
            continue;
        }
        const std::vector<std::string> reasons = m_uses.meter.names("refusals:");
        all.insert(all.end(), reasons.begin(), reasons.end());
    }
    ApiData data;
    JsonWriter& json = data.json();
    json.beginObject();
    writeSpan(json, span);
    json.key("lines");
    json.beginArray();
    for (const std::string& name : all) {
        const auto points = m_uses.meter.points(name, span.first, span.last);
        if (!points)
            return Failure{ApiProblem{400, "query", "expected a line of the gateway, found " + quote(name), {}}};
        writeLine(json, name, *points);
    }
    json.endArray();
    json.endObject();
    return data.finish();
}

ApiAnswer History::lines(const Key& key, const Span& span, std::chrono::seconds keep)
{
    const bool isThere = m_uses.engine.read(key.family, key.labels, 1, m_uses.now()).has_value();
    const std::scoped_lock lock(m_mutex);
    if (!isThere && !m_records.contains(key))
        return notFound("there is no such family or series");
    const Record& record = watch(key, keep);
    ApiData data;
    JsonWriter& json = data.json();
    json.beginObject();
    writeSpan(json, span);
    json.key("lines");
    writeLines(json, record, span, !key.labels);
    const double left = std::chrono::duration<double>(record.until - m_uses.now()).count();
    json.member("recorded_until", m_uses.wall() + left);
    json.endObject();
    return data.finish();
}

void History::writeLines(JsonWriter& json, const Record& record, const Span& span, bool isFamily)
{
    const auto points = [&](const SecondLine& line) { return line.points(span.first, span.last); };
    const bool isCompound = !record.count.isEmpty();
    json.beginArray();
    if (isCompound) {
        writeLine(json, "count", points(record.count));
        writeLine(json, "sum", points(record.sum));
    } else {
        writeLine(json, "value", points(record.value));
    }
    if (isCompound || record.isTotal)
        writeLine(json, "rate", (isCompound ? record.count : record.value).rates(span.first, span.last));
    if (isFamily)
        writeLine(json, "series", points(record.series));
    json.endArray();
}

void History::writeRates(JsonWriter& json, const std::string& family, std::size_t seconds)
{
    Span span = spanSince({});
    span.first = span.last - static_cast<std::int64_t>(seconds) + 1;
    const std::scoped_lock lock(m_mutex);
    const Record& record = watch({family, {}}, kSparklineKept);
    const bool isCompound = !record.count.isEmpty();
    writePoints(json, (isCompound ? record.count : record.value).rates(span.first, span.last));
}

} // namespace cairn
