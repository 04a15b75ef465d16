// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/text_writer.h"

#include "core/exposition/scan.h"
#include "core/model/label.h"

namespace cairn {

using namespace detail;

void detail::appendEscaped(std::string& out, std::string_view text, std::string_view special)
{
    const char* from = text.data();
    const char* const end = from + text.size();
    bool isAscii = true;
    for (const char* at = from;;) {
        at = skipValue(at, end, isAscii); // to what may be special
        if (at != end && special.find(*at) == std::string_view::npos) {
            ++at;
            continue;
        }
        out.append(from, at);
        if (at == end)
            return;
        out += '\\';
        out += *at == '\n' ? 'n' : *at;
        from = ++at;
    }
}

void appendEscapedLabelValue(std::string& out, std::string_view value)
{
    appendEscaped(out, value, "\\\"\n");
}

void appendEscapedHelp(std::string& out, std::string_view help)
{
    appendEscaped(out, help, "\\\n");
}

std::vector<std::string> boundTexts(std::span<const double> bounds)
{
    std::vector<std::string> texts(bounds.size());
    for (std::size_t i = 0; i < bounds.size(); ++i)
        appendNumber(texts[i], bounds[i]);
    return texts;
}

namespace {

/// How Go spells a number that is canonical as OpenMetrics has it.
std::string_view plain(std::string_view canonical) noexcept
{
    return canonical.ends_with(".0") ? canonical.substr(0, canonical.size() - 2) : canonical;
}

} // namespace

void TextWriter::beginFamily(std::string_view name, MetricType type, std::string_view help)
{
    const bool isClassic = isMetricName(name);
    if (!help.empty()) {
        m_out->append("# HELP ");
        appendFamilyName(*m_out, name, isClassic);
        *m_out += ' ';
        appendEscapedHelp(*m_out, help);
        *m_out += '\n';
    }
    if (type != MetricType::Untyped && type != MetricType::GaugeHistogram) {
        m_out->append("# TYPE ");
        appendFamilyName(*m_out, name, isClassic);
        m_out->append(1, ' ').append(toString(classicType(type))).append(1, '\n');
    }
    if (!hasBuckets(type))
        m_plain.set(name, {}, isClassic);
    if (!isCompound(type))
        return;
    const bool isGauge = type == MetricType::GaugeHistogram;
    m_bucket.set(name, "_bucket", isClassic);
    m_sum.set(name, isGauge ? "_gsum" : "_sum", isClassic);
    m_count.set(name, isGauge ? "_gcount" : "_count", isClassic);
}

void TextWriter::sample(std::string_view labels, double value)
{
    Tail tail(*m_out, m_plain.room(labels));
    m_plain.putLine(tail, labels, value);
}

void TextWriter::histogram(
    std::string_view labels, std::span<const std::string> bounds, std::span<const double> counts, const double* sum)
{
    Tail tail(*m_out, linesRoom(m_bucket, labels, bounds, 3));
    double total = 0;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        total += counts[i];
        m_bucket.putLine(tail, labels, {kLe, plain(bounds[i])}, total);
    }
    total += counts[bounds.size()];
    m_bucket.putLine(tail, labels, {kLe, kInf}, total);
    if (sum != nullptr)
        m_sum.putLine(tail, labels, *sum);
    m_count.putLine(tail, labels, total);
}

void TextWriter::summary(std::string_view labels, std::span<const std::string> quantiles,
    std::span<const double> values, const double* sum, const double* count)
{
    Tail tail(*m_out, linesRoom(m_bucket, labels, quantiles, 2));
    for (std::size_t i = 0; i < quantiles.size(); ++i)
        m_plain.putLine(tail, labels, {kQuantile, plain(quantiles[i])}, values[i]);
    if (sum != nullptr)
        m_sum.putLine(tail, labels, *sum);
    if (count != nullptr)
        m_count.putLine(tail, labels, *count);
}

} // namespace cairn
