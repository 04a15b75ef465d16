// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/label_text.h"
#include "core/exposition/number.h"
#include "core/gateway/push/json_push.h"
#include "core/model/quote.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace cairn {

namespace {

constexpr std::string_view kLabel = "label.";
constexpr std::array<std::string_view, 5> kParameters{"name", "value", "label.<name>", "dry_run", "explain"};

void appendFamilyName(std::string& text, std::string_view name)
{
    if (isMetricName(name))
        text.append(name);
    else
        appendLabelName(text, name); // quoted
}

void appendHelp(std::string& text, std::string_view help)
{
    for (const char c : help) {
        if (c == '\n')
            text.append("\\n");
        else
            text.append(c == '\\' ? 2 : 1, c);
    }
}

std::string withPart(std::string labels, std::string_view name, double bound)
{
    labels.append(labels.empty() ? "" : ",").append(name).append("=\"");
    appendNumber(labels, bound);
    return labels.append("\"");
}

std::string readCount(const std::string& text, std::optional<double>& value)
{
    const Number number = parseNumber(text);
    if (number.error != NumberError::None || !std::isfinite(number.value) || number.value < 0)
        return "expected a finite number not below zero for value, found " + quote(text);
    value = number.value;
    return {};
}

} // namespace

Result<std::vector<PlainFamily>, std::string> readIncrement(const std::vector<QueryParameter>& query)
{
    PlainFamily family{{}, MetricType::Counter, {}, {{}}};
    PlainSample& sample = family.samples.front();
    bool named = false;
    for (const auto& [name, value] : query) {
        bool twice = false;
        if (name == "name") {
            twice = std::exchange(named, true);
            family.name = value;
        } else if (name == "value") {
            twice = sample.value.has_value();
            if (std::string error = readCount(value, sample.value); !error.empty())
                return Failure{std::move(error)};
        } else if (name.starts_with(kLabel)) {
            sample.labels.push_back({name.substr(kLabel.size()), value});
        } else if (name != "dry_run" && name != "explain") {
            return Failure{unknownParameter(name, kParameters)};
        }
        if (twice)
            return Failure{"found " + name + " twice in the query"};
    }
    if (family.name.empty())
        return Failure{std::string("expected a counter's name in the query: ?name=clicks_total")};
    std::ranges::sort(sample.labels);
    const auto twice = std::ranges::adjacent_find(sample.labels, {}, &Label::name);
    if (twice != sample.labels.end())
        return Failure{"found " + quote(std::string(kLabel) + twice->name) + " twice in the query"};
    sample.value = sample.value.value_or(1);
    return std::vector<PlainFamily>{std::move(family)};
}

PlainText::PlainText(const std::vector<PlainFamily>& families, std::string_view json) : PlainText(families)
{
    m_json = json;
}

PlainText::PlainText(const std::vector<PlainFamily>& families)
{
    for (std::size_t i = 0; i < families.size(); ++i) {
        m_places.push_back({i, Place::kNoSample, m_line, families[i].at});
        addFamily(families[i]);
        for (std::size_t k = 0; k < families[i].samples.size(); ++k) {
            m_places.push_back({i, k, m_line, families[i].samples[k].at});
            addSample(families[i], families[i].samples[k]);
        }
    }
}

void PlainText::addFamily(const PlainFamily& family)
{
    m_body.append("# TYPE ");
    appendFamilyName(m_body, family.name);
    m_body.append(" ").append(toString(family.type));
    endLine();
    if (family.help.empty())
        return;
    m_body.append("# HELP ");
    appendFamilyName(m_body, family.name);
    m_body.append(" ");
    appendHelp(m_body, family.help);
    endLine();
}

void PlainText::addSample(const PlainFamily& family, const PlainSample& sample)
{
    const std::string labels = labelText(sample.labels);
    if (sample.value)
        addLine(family, "", labels, *sample.value);
    const bool buckets = family.type == MetricType::Histogram;
    for (const auto& [bound, value] : sample.parts)
        addLine(family, buckets ? "_bucket" : "", withPart(labels, buckets ? "le" : "quantile", bound), value);
    if (sample.sum)
        addLine(family, "_sum", labels, *sample.sum);
    if (sample.count)
        addLine(family, "_count", labels, *sample.count);
}

void PlainText::addLine(const PlainFamily& family, std::string_view suffix, const std::string& labels, double value)
{
    const std::string name = family.name + std::string(suffix);
    if (isMetricName(name)) {
        m_body.append(name).append("{");
    } else {
        m_body.append("{");
        appendLabelName(m_body, name);
        m_body.append(labels.empty() ? "" : ",");
    }
    m_body.append(labels).append("} ");
    appendNumber(m_body, value);
    endLine();
}

void PlainText::endLine()
{
    m_body.append("\n");
    ++m_line;
}

const PlainText::Place* PlainText::placeOf(int line) const
{
    if (line == 0 || m_places.empty() || !m_json)
        return nullptr;
    const auto behind = std::ranges::upper_bound(m_places, line, {}, &Place::firstLine);
    return behind == m_places.begin() ? &*behind : &*(behind - 1);
}

PushError PlainText::placed(PushError error) const
{
    error.text.clear();
    const Place* place = placeOf(std::exchange(error.line, 0));
    if (place == nullptr)
        return error;
    std::string where = "families[" + std::to_string(place->family) + "]";
    if (place->sample != Place::kNoSample)
        where += ".samples[" + std::to_string(place->sample) + "]";
    error.message = where + ": " + error.message;
    error.line = 1 + static_cast<int>(std::ranges::count(m_json->substr(0, place->at), '\n'));
    return error;
}

// A body may have as many places as bytes, so its lines are counted once, from place to place.
MergeReport PlainText::placed(MergeReport report) const
{
    std::vector<int> lines(m_places.size());
    std::size_t at = 0;
    int line = 1;
    for (std::size_t i = 0; m_json && i < m_places.size(); ++i) {
        line += static_cast<int>(std::ranges::count(m_json->substr(at, m_places[i].at - at), '\n'));
        at = m_places[i].at;
        lines[i] = line;
    }
    for (MergeEntry& entry : report.entries) {
        const Place* place = placeOf(entry.line);
        entry.line = place == nullptr ? 0 : lines[static_cast<std::size_t>(place - m_places.data())];
    }
    return report;
}

} // namespace cairn
