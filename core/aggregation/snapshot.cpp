// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/snapshot.h"

#include "core/aggregation/label_text.h"

#include <algorithm>

namespace cairn {

void Snapshot::measure(const SeriesValues& values) noexcept
{
    m_size = values.size();
    m_compoundSize = values.compounds().size();
    m_sides = values.sides();
}

void Snapshot::reserve()
{
    // Pages that are touched here do not fault while pushes wait.
    m_values.resize(m_size);
    m_compounds.resize(m_compoundSize.records == 0 ? 0 : m_size);
    m_copy.records.resize(m_compoundSize.records);
    m_copy.sums.resize(m_compoundSize.records);
    m_copy.slots.resize(m_compoundSize.slots);
    m_windows.reserve(m_sides);
}

void Snapshot::copy(const SeriesValues& values, bool withExtras)
{
    values.copyTo(m_values, m_compounds, m_copy);
    m_layouts = values.compounds().layouts().all();
    values.copyWindows(m_windows);
    if (withExtras)
        m_extras = values.extras();
}

void Snapshot::evaluateWindows(Instant now)
{
    for (const auto& [id, state] : m_windows) {
        if (state->window)
            m_values[id] = state->window->evaluate(now);
        else
            show(id, state->compoundWindow->evaluate(now));
    }
    m_windows.clear();
}

/// Puts a compound behind all others that were copied.
void Snapshot::show(std::uint32_t id, const CompoundValue& value)
{
    CompoundRecord record;
    record.layout = layoutOf(m_compounds[id], value.bounds);
    record.slots = static_cast<std::uint32_t>(value.slots.size()) & 0x1fff'ffffu;
    record.summary = value.summary;
    record.hasSum = value.hasSum;
    record.hasCount = value.hasCount;
    record.offset = static_cast<std::uint32_t>(m_copy.slots.size());
    if (value.summary)
        m_copy.slots.push_back(value.count);
    m_copy.slots.insert(m_copy.slots.end(), value.slots.begin(), value.slots.end());
    m_copy.sums.push_back(value.sum);
    m_compounds[id] = static_cast<std::uint32_t>(m_copy.records.size());
    m_copy.records.push_back(record);
}

std::uint32_t Snapshot::layoutOf(std::uint32_t record, const std::vector<double>& bounds)
{
    const std::uint32_t now = m_copy.records[record].layout;
    if (m_layouts[now]->bounds == bounds)
        return now;
    m_layouts.push_back(std::make_shared<BucketLayout>(BucketLayout{bounds, boundTexts(bounds)}));
    return static_cast<std::uint32_t>(m_layouts.size() - 1);
}

void Snapshot::sort(std::size_t index)
{
    Family& family = m_families[index];
    if (family.order && family.fresh.empty())
        return;
    const auto byLabels
        = [this](std::uint32_t a, std::uint32_t b) { return m_index->labelsOf(a) < m_index->labelsOf(b); };
    std::ranges::sort(family.fresh, byLabels);
    auto order = std::make_shared<std::vector<std::uint32_t>>();
    if (family.order) {
        order->reserve(family.order->size() + family.fresh.size());
        std::ranges::merge(*family.order, family.fresh, std::back_inserter(*order), byLabels);
        family.fresh.clear();
    } else {
        *order = std::move(family.fresh);
    }
    family.order = std::move(order);
    m_giveBack(family);
}

SnapshotText::SnapshotText(Snapshot snapshot, SnapshotFilter filter)
    : m_snapshot(std::move(snapshot)), m_filter(std::move(filter))
{
}

bool SnapshotText::wants(const Snapshot::Family& family, std::string_view labels) const
{
    if (m_filter.selectors.empty())
        return true;
    const LabelSet set = parseLabelText(labels);
    const std::vector<LabelView> views(labelViews(set));
    return std::ranges::any_of(
        m_filter.selectors, [&](const Selector& selector) { return selector.matches(family.name, views); });
}

bool SnapshotText::next(std::string& out, std::size_t bytes)
{
    const std::size_t wanted = out.size() + bytes;
    constexpr int kMostSeen = 8192; // where a filter lets nothing through, there is work without output
    int seen = 0;
    const auto goesOn = [&] { return out.size() < wanted && ++seen < kMostSeen; };
    TextWriter writer(out);
    for (; m_family < m_snapshot.families(); ++m_family, m_position = 0, m_begun = m_headWritten = false) {
        const Snapshot::Family& family = m_snapshot.family(m_family);
        const bool named
            = m_filter.names.empty() || std::ranges::find(m_filter.names, family.name) != m_filter.names.end();
        if (!named)
            continue;
        if (!m_begun)
            m_snapshot.sort(m_family);
        m_begun = true;
        writer.resumeFamily(family.name);
        const auto head = [&](std::string_view labels) {
            if (!m_filter.selectors.empty() && !wants(family, labels))
                return false;
            if (!m_headWritten)
                writer.beginFamily(family.name, family.type, family.help);
            m_headWritten = true;
            return true;
        };
        m_position = m_snapshot.forEach(
            m_family, m_position,
            [&](std::string_view labels, double value, const SeriesExtras*) {
                if (head(labels))
                    writer.sample(labels, value);
                return goesOn();
            },
            [&](std::string_view labels, const CompoundRecord& record, const BucketLayout& layout, const double* all,
                double sumValue, const SeriesExtras*) {
                if (!head(labels))
                    return goesOn();
                const std::span<const double> slots(all + record.firstSlot(), record.slots);
                const double* sum = record.hasSum ? &sumValue : nullptr;
                if (record.summary)
                    writer.summary(labels, layout.texts, slots, sum, record.hasCount ? all + record.offset : nullptr);
                else
                    writer.histogram(labels, layout.texts, slots, sum);
                return goesOn();
            });
        if (out.size() >= wanted || seen >= kMostSeen)
            return true;
    }
    return false;
}

} // namespace cairn
