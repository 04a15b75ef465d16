// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/openmetrics_writer.h"

#include "core/exposition/text_writer.h"
#include "core/model/label.h"

#include <cmath>
#include <numeric>

namespace cairn {

using namespace detail;

namespace {

constexpr std::string_view kTotal = "_total";
constexpr std::string_view kInfo = "_info";

bool endsIn(std::string_view name, std::string_view suffix) noexcept
{
    return name.size() > suffix.size() && name.ends_with(suffix);
}

std::string_view without(std::string_view name, std::string_view suffix) noexcept
{
    return name.substr(0, name.size() - suffix.size());
}

std::string_view typeName(MetricType type) noexcept
{
    return type == MetricType::Untyped ? "unknown" : toString(type);
}

/// Section "Unit": a suffix of the name, and none of what has no number to measure.
bool fits(std::string_view unit, const OpenMetricsFamily& family) noexcept
{
    return !unit.empty() && endsIn(family.name, unit) && without(family.name, unit).ends_with('_')
        && family.type != MetricType::Info && family.type != MetricType::StateSet;
}

void appendComment(
    std::string& out, std::string_view keyword, std::string_view name, bool isClassic, std::string_view text)
{
    out += keyword;
    appendFamilyName(out, name, isClassic);
    out += ' ';
    appendEscaped(out, text, "\\\"\n");
    out += '\n';
}

void appendType(std::string& out, std::string_view name, bool isClassic, MetricType type)
{
    out += "# TYPE ";
    appendFamilyName(out, name, isClassic);
    out.append(1, ' ').append(typeName(type)).append(1, '\n');
}

} // namespace

OpenMetricsFamily openMetricsFamily(std::string_view name, MetricType type) noexcept
{
    if (type == MetricType::Counter)
        return endsIn(name, kTotal) ? OpenMetricsFamily{without(name, kTotal), type}
                                    : OpenMetricsFamily{name, MetricType::Untyped};
    if (type == MetricType::Info)
        return endsIn(name, kInfo) ? OpenMetricsFamily{without(name, kInfo), type}
                                   : OpenMetricsFamily{name, MetricType::Gauge};
    return {name, type};
}

// Section "Canonical Numbers": what Go prints, made to look like a float.
std::vector<std::string> canonicalTexts(std::span<const double> bounds)
{
    std::vector<std::string> texts = boundTexts(bounds);
    for (std::string& text : texts) {
        if (text.find_first_not_of("-0123456789") == std::string::npos)
            text += ".0";
    }
    return texts;
}

void OpenMetricsWriter::beginFamily(
    std::string_view name, MetricType type, std::string_view help, std::string_view unit)
{
    const OpenMetricsFamily family = openMetricsFamily(name, type);
    const bool isClassic = isMetricName(name); // then the family's is, too
    m_type = family.type;
    appendType(*m_out, family.name, isClassic, m_type);
    if (fits(unit, family))
        appendComment(*m_out, "# UNIT ", family.name, isClassic, unit);
    if (!help.empty())
        appendComment(*m_out, "# HELP ", family.name, isClassic, help);
    if (!hasBuckets(m_type))
        m_plain.set(name, {}, isClassic);
    if (isCompound(m_type) || m_type == MetricType::Counter)
        setNames(family.name, isClassic);
}

void OpenMetricsWriter::setNames(std::string_view name, bool isClassic)
{
    const bool isGauge = m_type == MetricType::GaugeHistogram;
    m_created.set(name, "_created", isClassic);
    if (m_type == MetricType::Counter)
        return;
    m_bucket.set(name, "_bucket", isClassic);
    m_sum.set(name, isGauge ? "_gsum" : "_sum", isClassic);
    m_count.set(name, isGauge ? "_gcount" : "_count", isClassic);
}

void OpenMetricsWriter::line(const SampleName& name, std::string_view labels, double value)
{
    Tail tail(*m_out, name.room(labels));
    name.putLine(tail, labels, value);
}

void OpenMetricsWriter::sample(std::string_view labels, double value, const OpenMetricsExtras& extras)
{
    line(m_plain, labels, value);
    if (m_type != MetricType::Counter)
        return;
    if (!extras.exemplars.empty() && extras.exemplars[0] != nullptr)
        appendExemplar(*extras.exemplars[0]);
    created(labels, extras.created);
}

void OpenMetricsWriter::histogram(std::string_view labels, std::span<const std::string> bounds,
    std::span<const double> counts, const double* sum, const OpenMetricsExtras& extras)
{
    buckets(labels, bounds, counts, extras.exemplars);
    if (sum != nullptr && maySum(bounds, *sum)) {
        double total = 0;
        for (const double count : counts)
            total += count;
        Tail tail(*m_out, linesRoom(m_count, labels, {}, 2));
        m_count.putLine(tail, labels, total);
        m_sum.putLine(tail, labels, *sum);
    }
    if (m_type == MetricType::Histogram)
        created(labels, extras.created);
}

void OpenMetricsWriter::buckets(std::string_view labels, std::span<const std::string> bounds,
    std::span<const double> counts, std::span<const Exemplar* const> exemplars)
{
    double total = 0;
    const auto put = [&](Tail& tail, std::size_t i) {
        total += counts[i];
        m_bucket.putLine(tail, labels, {kLe, i < bounds.size() ? std::string_view(bounds[i]) : kInf}, total);
    };
    if (exemplars.empty()) {
        Tail tail(*m_out, linesRoom(m_bucket, labels, bounds, 1));
        for (std::size_t i = 0; i < counts.size(); ++i)
            put(tail, i);
        return;
    }
    for (std::size_t i = 0; i < counts.size(); ++i) {
        {
            Tail tail(*m_out, linesRoom(m_bucket, labels, bounds.subspan(i, i < bounds.size() ? 1 : 0), 1));
            put(tail, i);
        }
        if (exemplars[i] != nullptr)
            appendExemplar(*exemplars[i]);
    }
}

// Sections "Histogram" and "GaugeHistogram": a sum is a counter, which negative observations would let fall; a gauge
// histogram's may be negative where its buckets are.
bool OpenMetricsWriter::maySum(std::span<const std::string> bounds, double sum) const noexcept
{
    const bool hasNegative = !bounds.empty() && bounds[0].starts_with('-') && bounds[0] != "-0.0";
    if (m_type == MetricType::GaugeHistogram)
        return hasNegative || !(sum < 0);
    return !hasNegative && !(sum < 0);
}

void OpenMetricsWriter::summary(std::string_view labels, std::span<const std::string> quantiles,
    std::span<const double> values, const double* sum, const double* count, const OpenMetricsExtras& extras)
{
    {
        Tail tail(*m_out, linesRoom(m_bucket, labels, quantiles, 2));
        for (std::size_t i = 0; i < quantiles.size(); ++i) {
            if (!(values[i] < 0))
                m_plain.putLine(tail, labels, {kQuantile, quantiles[i]}, values[i]);
        }
        if (count != nullptr)
            m_count.putLine(tail, labels, *count);
        if (sum != nullptr && !(*sum < 0))
            m_sum.putLine(tail, labels, *sum);
    }
    created(labels, extras.created);
}

void OpenMetricsWriter::beginPart(OpenMetricsPart part, std::string_view name, MetricType type, std::string_view help)
{
    const bool isClassic = isMetricName(name);
    m_part = part;
    m_type = type;
    setNames(name, isClassic);
    m_plain.set(name, {}, isClassic);
    const bool isGauge = type == MetricType::GaugeHistogram;
    std::string whole(name);
    if (part == OpenMetricsPart::Values)
        whole += hasBuckets(type) ? "_bucket" : "";
    else if (part == OpenMetricsPart::Count)
        whole += isGauge ? "_gcount" : "_count";
    else
        whole += isGauge ? "_gsum" : "_sum";
    appendType(*m_out, whole, isClassic, MetricType::Untyped);
    if (!help.empty())
        appendComment(*m_out, "# HELP ", whole, isClassic, help);
}

void OpenMetricsWriter::histogramPart(
    std::string_view labels, std::span<const std::string> bounds, std::span<const double> counts, const double* sum)
{
    if (m_part == OpenMetricsPart::Values)
        buckets(labels, bounds, counts, {});
    else if (m_part == OpenMetricsPart::Count)
        line(m_count, labels, std::accumulate(counts.begin(), counts.end(), 0.0));
    else if (sum != nullptr)
        line(m_sum, labels, *sum);
}

void OpenMetricsWriter::summaryPart(std::string_view labels, std::span<const std::string> quantiles,
    std::span<const double> values, const double* sum, const double* count)
{
    if (m_part == OpenMetricsPart::Values) {
        Tail tail(*m_out, linesRoom(m_plain, labels, quantiles, 0));
        for (std::size_t i = 0; i < quantiles.size(); ++i)
            m_plain.putLine(tail, labels, {kQuantile, quantiles[i]}, values[i]);
    } else if (const double* number = m_part == OpenMetricsPart::Count ? count : sum; number != nullptr) {
        line(m_part == OpenMetricsPart::Count ? m_count : m_sum, labels, *number);
    }
}

void OpenMetricsWriter::created(std::string_view labels, const double* created)
{
    if (created != nullptr && std::isfinite(*created))
        line(m_created, labels, *created);
}

/// Behind a line that is written already.
void OpenMetricsWriter::appendExemplar(const Exemplar& exemplar)
{
    m_out->pop_back();
    m_out->append(" # {");
    const char* separator = "";
    for (const Label& label : exemplar.labels) {
        m_out->append(separator);
        appendFamilyName(*m_out, label.name, isLabelName(label.name));
        m_out->append("=\"");
        appendEscapedLabelValue(*m_out, label.value);
        *m_out += '"';
        separator = ",";
    }
    m_out->append("} ");
    appendNumber(*m_out, exemplar.value);
    if (exemplar.timestamp) {
        *m_out += ' ';
        appendNumber(*m_out, *exemplar.timestamp);
    }
    *m_out += '\n';
}

} // namespace cairn
