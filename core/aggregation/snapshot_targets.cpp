// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/snapshot_targets.h"

#include "core/model/label.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace cairn {

void OpenMetricsTarget::number(std::string_view labels, double value, const SeriesBeside& beside)
{
    if (beside.extras == nullptr && !beside.created)
        m_writer.sample(labels, value);
    else
        m_writer.sample(labels, value, extrasOf(beside, {}));
}

void OpenMetricsTarget::compound(std::string_view labels, const CompoundSlice& slice, const SeriesBeside& beside)
{
    const OpenMetricsExtras extras
        = extrasOf(beside, slice.record.summary ? std::span<const double>() : slice.layout.bounds);
    if (slice.record.summary)
        m_writer.summary(labels, slice.layout.texts, slice.slots, slice.sum, slice.count, extras);
    else
        m_writer.histogram(labels, slice.layout.texts, slice.slots, slice.sum, extras);
}

void OpenMetricsTarget::part(std::string_view labels, const CompoundSlice& slice)
{
    if (slice.record.summary)
        m_writer.summaryPart(labels, slice.layout.texts, slice.slots, slice.sum, slice.count);
    else
        m_writer.histogramPart(labels, slice.layout.texts, slice.slots, slice.sum);
}

/// A bucket's exemplar is the one with its bound; one whose bucket has gone is not shown.
OpenMetricsExtras OpenMetricsTarget::extrasOf(const SeriesBeside& beside, std::span<const double> bounds)
{
    OpenMetricsExtras extras;
    if (beside.created)
        extras.created = &*beside.created;
    if (beside.extras == nullptr || beside.extras->exemplars.empty())
        return extras;
    m_escaped.clear();
    m_exemplars.assign(bounds.size() + 1, nullptr);
    for (const StoredExemplar& stored : beside.extras->exemplars) {
        const auto at = std::ranges::lower_bound(bounds, stored.bound);
        const bool isKnown = at == bounds.end() ? std::isinf(stored.bound) : *at == stored.bound;
        if (isKnown)
            m_exemplars[static_cast<std::size_t>(at - bounds.begin())] = m_escaped.shown(stored.exemplar);
    }
    extras.exemplars = m_exemplars;
    return extras;
}

const Exemplar* EscapedExemplars::shown(const Exemplar& exemplar)
{
    const auto isClassic = [](const Label& label) { return isLabelName(label.name); };
    if (m_escaping == Escaping::AllowUtf8 || std::ranges::all_of(exemplar.labels, isClassic))
        return &exemplar;
    Exemplar& copy = m_copies.emplace_back(exemplar);
    std::set<std::string> names;
    for (Label& label : copy.labels) {
        label.name = escapeName(label.name, m_escaping, NameKind::Label);
        if (!names.insert(label.name).second)
            return nullptr;
    }
    return &copy;
}

void ProtobufTarget::writeTo(std::string& out)
{
    m_writer = std::make_unique<ProtobufWriter>(out);
    m_writer->beginFamily(m_head.name, m_head.type, m_head.help, m_head.unit);
}

void ProtobufTarget::beginFamily(const FamilyHead& head)
{
    m_head = head;
    m_writer->beginFamily(head.name, head.type, head.help, head.unit);
}

void ProtobufTarget::number(std::string_view labels, double value, const SeriesBeside& beside)
{
    if (beside.extras == nullptr)
        m_writer->sample(labels, value);
    else
        m_writer->sample(labels, value, extrasOf(beside));
}

void ProtobufTarget::compound(std::string_view labels, const CompoundSlice& slice, const SeriesBeside& beside)
{
    const ProtobufExtras extras = extrasOf(beside);
    if (slice.record.summary)
        m_writer->summary(labels, slice.layout.bounds, slice.slots, slice.sum, slice.count, extras);
    else
        m_writer->histogram(labels, slice.layout.bounds, slice.slots, slice.sum, extras);
}

ProtobufExtras ProtobufTarget::extrasOf(const SeriesBeside& beside)
{
    ProtobufExtras extras;
    extras.created = beside.created;
    if (beside.extras == nullptr)
        return extras;
    m_exemplars.clear();
    m_escaped.clear();
    for (const StoredExemplar& stored : beside.extras->exemplars) {
        if (const Exemplar* shown = m_escaped.shown(stored.exemplar))
            m_exemplars.push_back({stored.bound, shown});
    }
    extras.exemplars = m_exemplars;
    extras.native = beside.extras->native ? &*beside.extras->native : nullptr;
    return extras;
}

} // namespace cairn
