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
}

void Snapshot::reserve()
{
    // Pages that are touched here do not fault while pushes wait.
    m_values.resize(m_size);
    m_compounds.resize(m_compoundSize.records == 0 ? 0 : m_size);
    m_copy.records.resize(m_compoundSize.records);
    m_copy.sums.resize(m_compoundSize.records);
    m_copy.slots.resize(m_compoundSize.slots);
}

void Snapshot::copy(SeriesValues& values, Instant now, bool withExtras)
{
    values.evaluateWindows(now);
    values.copyTo(m_values, m_compounds, m_copy);
    m_layouts = values.compounds().layouts().all();
    if (withExtras)
        m_extras = values.extras();
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
