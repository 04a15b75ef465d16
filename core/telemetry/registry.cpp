// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/telemetry/registry.h"

#include "core/exposition/openmetrics_writer.h"
#include "core/exposition/protobuf_writer.h"
#include "core/exposition/text_writer.h"

#include <algorithm>
#include <cassert>

namespace cairn {

namespace {

std::string labelBlock(Registry::Labels labels)
{
    std::vector<LabelView> sorted(labels);
    std::sort(sorted.begin(), sorted.end());
    std::string block;
    for (const LabelView& label : sorted) {
        block.append(block.empty() ? "" : ",").append(label.name).append("=\"");
        appendEscapedLabelValue(block, label.value);
        block += '"';
    }
    return block;
}

} // namespace

template <typename M, typename... Arguments>
M& Registry::ask(
    std::string_view name, std::string_view help, MetricType type, Labels labels, const Arguments&... arguments)
{
    const std::lock_guard lock(m_mutex);
    Family& family = m_families.try_emplace(std::string(name), Family{type, std::string(help), {}, {}}).first->second;
    assert(family.type == type);
    const auto [it, fresh] = family.series.try_emplace(labelBlock(labels), std::unique_ptr<M>());
    assert(std::holds_alternative<std::unique_ptr<M>>(it->second));
    if (fresh)
        it->second = std::make_unique<M>(arguments...);
    if constexpr (std::is_same_v<M, Histogram>)
        family.boundTexts = boundTexts(std::get<std::unique_ptr<Histogram>>(it->second)->bounds());
    return *std::get<std::unique_ptr<M>>(it->second);
}

Counter& Registry::counter(std::string_view name, std::string_view help, Labels labels)
{
    return ask<Counter>(name, help, MetricType::Counter, labels);
}

Gauge& Registry::gauge(std::string_view name, std::string_view help, Labels labels)
{
    return ask<Gauge>(name, help, MetricType::Gauge, labels);
}

Gauge& Registry::total(std::string_view name, std::string_view help, Labels labels)
{
    return ask<Gauge>(name, help, MetricType::Counter, labels);
}

Histogram& Registry::histogram(
    std::string_view name, std::string_view help, std::span<const double> bounds, Labels labels)
{
    return ask<Histogram>(name, help, MetricType::Histogram, labels, bounds);
}

std::vector<Counter*> Registry::counters(
    std::string_view name, std::string_view help, std::string_view label, std::span<const std::string_view> values)
{
    std::vector<Counter*> all;
    all.reserve(values.size());
    for (const std::string_view value : values)
        all.push_back(&counter(name, help, {{label, value}}));
    return all;
}

void Registry::beforeRender(std::function<void()> refresh)
{
    const std::lock_guard lock(m_mutex);
    m_refreshes.push_back(std::move(refresh));
}

template <typename Writer>
void Registry::renderTo(Writer& writer, const Wanted& wanted) const
{
    const std::lock_guard lock(m_mutex);
    for (const auto& refresh : m_refreshes)
        refresh();
    for (const auto& [name, family] : m_families) {
        if (wanted && !wanted(name))
            continue;
        writer.beginFamily(name, family.type, family.help);
        for (const auto& [block, metric] : family.series) {
            const std::string_view labels = block;
            if (const auto* counter = std::get_if<std::unique_ptr<Counter>>(&metric)) {
                writer.sample(labels, static_cast<double>((*counter)->value()));
            } else if (const auto* gauge = std::get_if<std::unique_ptr<Gauge>>(&metric)) {
                writer.sample(labels, (*gauge)->value());
            } else {
                const auto& histogram = *std::get<std::unique_ptr<Histogram>>(metric);
                const auto snapshot = histogram.snapshot();
                if constexpr (std::is_same_v<Writer, ProtobufWriter>)
                    writer.histogram(labels, histogram.bounds(), snapshot.counts, &snapshot.sum);
                else if constexpr (std::is_same_v<Writer, TextWriter>)
                    writer.histogram(labels, family.boundTexts, snapshot.counts, &snapshot.sum);
                else
                    writer.histogram(labels, canonicalTexts(histogram.bounds()), snapshot.counts, &snapshot.sum);
            }
        }
    }
}

std::string Registry::render(const Wanted& wanted) const
{
    std::string out;
    TextWriter writer(out);
    renderTo(writer, wanted);
    return out;
}

std::string Registry::renderOpenMetrics(const Wanted& wanted) const
{
    std::string out;
    OpenMetricsWriter writer(out);
    renderTo(writer, wanted);
    writer.finish();
    return out;
}

std::string Registry::renderProtobuf(const Wanted& wanted) const
{
    std::string out;
    ProtobufWriter writer(out);
    renderTo(writer, wanted);
    writer.close();
    return out;
}

} // namespace cairn
