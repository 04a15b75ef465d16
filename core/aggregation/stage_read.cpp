// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/stage.h"

namespace cairn {

bool Stage::series(const SeriesText& series)
{
    if (m_run.line && !breakRun())
        return false;
    if (m_astrayBirth && m_astrayBirth == series.raw.data())
        return refuseInterleaved(); // not even a birth where it stands
    m_current = KnownLines::kNone;
    m_openRaw = series.raw;
    m_openName = m_openRaw.starts_with('{') ? 0 : series.name.size(); // a quoted name stands in the block
    return resolveName(series) && resolveLabels(series) && openSeries(series);
}

bool Stage::openSeries(const SeriesText& series)
{
    if (m_openPart != Part::Value)
        return openCompound(series);
    PendingSeries& pending = newPending(series);
    return decideMode(pending);
}

PendingSeries& Stage::newPending(const SeriesText& series)
{
    PendingSeries& pending = m_push.pending.emplace_back();
    pending.raw = series.raw.data();
    pending.rawSize = static_cast<std::uint32_t>(series.raw.size());
    pending.nameSize = static_cast<std::uint32_t>(m_openName);
    pending.family = m_openMention;
    const auto index = static_cast<std::uint32_t>(m_push.pending.size() - 1);
    if (m_previous != KnownLines::kNone)
        pending.behind = m_previous;
    else if (index > 0)
        pending.behind = StagedPush::kBehindPending + index - 1;
    m_previous = KnownLines::kNone;
    m_atStart = false;
    m_lastCompound = ~0u;
    return pending;
}

/// Finds the compound that a sample belongs to by its labels, or begins one.
bool Stage::openCompound(const SeriesText& series)
{
    m_identity.assign("compound ").append(std::to_string(m_openMention));
    for (const LabelView& label : m_labels)
        m_identity.append(1, '\xff').append(label.name).append(1, '\xff').append(label.value);
    const auto isSameMode = [this] {
        return m_push.extras[m_push.pending[m_lastCompound].extra].mode == m_openMode
            || refuse(Refusal::Mode, "expected one clearmode for all samples of a histogram or summary, found another");
    };
    if (m_push.format == ExpositionFormat::Protobuf) { // comes whole, not in samples
        if (m_pendingByIdentity.contains(m_identity))
            return refuse(Refusal::Duplicate, "found this series a second time");
    } else {
        if (m_lastCompound != ~0u && m_push.extras[m_push.pending[m_lastCompound].extra].identity == m_identity)
            return isSameMode();
        if (const auto it = m_pendingByIdentity.find(m_identity); it != m_pendingByIdentity.end()) {
            m_lastCompound = it->second;
            m_push.extras[m_push.pending[it->second].extra].scattered = true;
            return isSameMode();
        }
    }
    PendingSeries& pending = newPending(series);
    pending.extra = static_cast<std::uint32_t>(m_push.extras.size());
    PendingExtra& extra = m_push.extras.emplace_back();
    extra.identity = m_identity;
    extra.mode = m_openMode;
    extra.compound.summary = m_push.mentions[m_openMention].type() == MetricType::Summary;
    m_lastCompound = static_cast<std::uint32_t>(m_push.pending.size() - 1);
    m_pendingByIdentity.emplace(m_identity, m_lastCompound);
    return decideMode(pending);
}

bool Stage::readValue(double value, int line)
{
    ++m_push.samples;
    if (m_openPart != Part::Value) {
        PendingSeries& pending = m_push.pending[m_lastCompound];
        PendingExtra& extra = m_push.extras[pending.extra];
        if (pending.line == 0)
            pending.line = static_cast<std::uint32_t>(line);
        extra.lines.push_back(
            {m_openRaw, m_openRaw.substr(m_openName), m_openPart, m_openBound, m_openBoundAt, m_openBoundSize, line});
        return compoundSample(pending, value, line);
    }
    PendingSeries& pending = m_push.pending.back();
    pending.line = static_cast<std::uint32_t>(line);
    pending.value = value;
    if (m_openExemplar || m_openCreated)
        keepExtras(ExtrasOp::kPending + static_cast<std::uint32_t>(m_push.pending.size() - 1));
    return check(valueCheck(m_push.mentions[pending.family].type(), m_context.modes->modeOf(pending.mode).kind), value);
}

} // namespace cairn
