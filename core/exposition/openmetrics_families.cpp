// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/openmetrics_families.h"

#include <algorithm>
#include <optional>
#include <span>

namespace cairn::detail {

namespace {

using Part = OpenMetricsPart;

struct Suffix {
    std::string_view text;
    Part part;
};

/// The names of a type's samples (OpenMetrics 1.0, section Suffixes).
std::span<const Suffix> suffixesOf(MetricType type) noexcept
{
    static constexpr Suffix kPlain[] = {{"", Part::Value}};
    static constexpr Suffix kCounter[] = {{"_total", Part::Total}, {"_created", Part::Created}};
    static constexpr Suffix kHistogram[]
        = {{"_bucket", Part::Bucket}, {"_count", Part::Count}, {"_sum", Part::Sum}, {"_created", Part::Created}};
    static constexpr Suffix kGaugeHistogram[]
        = {{"_bucket", Part::Bucket}, {"_gcount", Part::Count}, {"_gsum", Part::Sum}};
    static constexpr Suffix kSummary[]
        = {{"", Part::Quantile}, {"_count", Part::Count}, {"_sum", Part::Sum}, {"_created", Part::Created}};
    static constexpr Suffix kInfo[] = {{"_info", Part::Value}};
    switch (type) {
    case MetricType::Counter: return kCounter;
    case MetricType::Histogram: return kHistogram;
    case MetricType::GaugeHistogram: return kGaugeHistogram;
    case MetricType::Summary: return kSummary;
    case MetricType::Info: return kInfo;
    default: return kPlain;
    }
}

std::optional<Part> partOf(std::string_view sample, std::string_view family, MetricType type) noexcept
{
    if (!sample.starts_with(family))
        return {};
    for (const Suffix& suffix : suffixesOf(type)) {
        if (sample.substr(family.size()) == suffix.text)
            return suffix.part;
    }
    return {};
}

/// `'a_total' or 'a_created'`
std::string sampleNames(std::string_view family, MetricType type)
{
    std::string names;
    for (const Suffix& suffix : suffixesOf(type))
        names += (names.empty() ? "" : " or ") + quoted(std::string(family).append(suffix.text));
    return names;
}

} // namespace

bool OpenMetricsFamilies::refuse(std::string message)
{
    m_refusal = std::move(message);
    m_isOfMetricBefore = false;
    return false;
}

bool OpenMetricsFamilies::type(std::string_view family, MetricType type)
{
    if (!describe(family, m_typeSeen, "TYPE"))
        return false;
    m_type = type;
    m_textName = {};
    for (const Suffix& suffix : suffixesOf(type)) {
        if (!suffix.text.empty() && !claim(std::string(m_name).append(suffix.text)))
            return false;
    }
    return checkUnit();
}

bool OpenMetricsFamilies::help(std::string_view family)
{
    return describe(family, m_helpSeen, "HELP");
}

bool OpenMetricsFamilies::unit(std::string_view family, std::string_view unit)
{
    if (!describe(family, m_unitSeen, "UNIT"))
        return false;
    m_unit = unit;
    return checkUnit();
}

/// Notes one line of metadata.
bool OpenMetricsFamilies::describe(std::string_view family, bool& seen, std::string_view keyword)
{
    if (isOther(family) && !beginFamily(family))
        return false;
    if (m_samplesSeen)
        return refuse("expected the " + std::string(keyword) + " line of " + quoted(family)
            + " before its samples, found it behind them");
    if (seen)
        return refuse("found a second " + std::string(keyword) + " line of " + quoted(family));
    seen = true;
    return true;
}

bool OpenMetricsFamilies::checkUnit()
{
    if (m_unit.empty())
        return true;
    if (m_type == MetricType::Info || m_type == MetricType::StateSet)
        return refuse("expected no unit of " + std::string(openMetricsName(m_type)) + ' ' + quoted(m_name) + ", found "
            + quoted(m_unit));
    const std::string_view rest = m_name.substr(0, m_name.size() - std::min(m_name.size(), m_unit.size()));
    if (m_name.ends_with(m_unit) && rest.ends_with('_'))
        return true;
    return refuse("expected a name that ends in " + quoted('_' + std::string(m_unit)) + ", as its unit says, found "
        + quoted(m_name));
}

bool OpenMetricsFamilies::beginFamily(std::string_view name)
{
    if (!closeMetric())
        return false;
    ++m_serial;
    m_name = name;
    m_textName = m_unit = {};
    m_type = MetricType::Untyped;
    m_typeSeen = m_unitSeen = m_helpSeen = m_samplesSeen = false;
    m_keys.clear();
    return claim(name);
}

void OpenMetricsFamilies::forget()
{
    m_metric.forget();
    m_name = {};
    ++m_serial;
}

/// Takes a name for the current family.
bool OpenMetricsFamilies::claim(std::string_view name)
{
    const auto [owner, isNew] = m_owners.try_emplace(std::string(name), m_name);
    if (isNew || owner->second.data() == m_name.data())
        return true;
    if (owner->second == m_name)
        return refuse("expected all lines of family " + quoted(m_name) + " in one place, found it a second time");
    return refuse("the name " + quoted(name) + " of family " + quoted(m_name) + " belongs to family "
        + quoted(owner->second) + ", too");
}

std::string_view OpenMetricsFamilies::textName()
{
    if (!m_textName.empty())
        return m_textName;
    if (m_type == MetricType::Counter)
        m_textName = m_syntax.keep(std::string(m_name) + "_total");
    else if (m_type == MetricType::Info)
        m_textName = m_syntax.keep(std::string(m_name) + "_info");
    else
        m_textName = m_name;
    return m_textName;
}

bool OpenMetricsFamilies::sample(const SeriesText& series)
{
    std::optional<Part> part = isOpen() ? partOf(series.name, m_name, m_type) : std::nullopt;
    if (!part) {
        const auto owner = m_owners.find(std::string(series.name));
        if (owner != m_owners.end())
            return refuseName(series.name);
        if (!beginFamily(series.name))
            return false;
        part = Part::Value;
    }
    m_samplesSeen = true;
    m_part = *part;
    return beginMetric(series);
}

/// A sample whose name belongs to a family that has no such sample, or that is over.
bool OpenMetricsFamilies::refuseName(std::string_view name)
{
    const std::string_view owner = m_owners.find(std::string(name))->second;
    if (owner != m_name)
        return refuse("expected all samples of family " + quoted(owner) + " in one place, found "
            + (owner == name ? "another" : quoted(name)) + " behind those of another family");
    const std::string_view suffix = suffixesOf(m_type).front().text;
    return refuse("expected " + sampleNames(m_name, m_type) + " as sample of " + std::string(openMetricsName(m_type))
        + ' ' + quoted(m_name) + ", found " + quoted(name)
        + (!suffix.empty() && m_name.ends_with(suffix) ? ": in OpenMetrics the name of this family is "
                    + quoted(m_name.substr(0, m_name.size() - suffix.size()))
                                                       : ""));
}

bool OpenMetricsFamilies::value(double value, const ExemplarView* exemplar)
{
    return checked(m_metric.value(m_part, value, exemplar));
}

bool OpenMetricsFamilies::close()
{
    return closeMetric();
}

} // namespace cairn::detail
