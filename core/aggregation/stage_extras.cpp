// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/stage.h"
#include "core/model/quote.h"

#include <algorithm>
#include <limits>

namespace cairn {

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

Exemplar copyOf(const ExemplarView& view)
{
    Exemplar exemplar;
    for (const LabelView& label : view.labels)
        exemplar.labels.push_back({std::string(label.name), std::string(label.value)});
    exemplar.value = view.value;
    exemplar.timestamp = view.timestamp;
    return exemplar;
}

/// Whether every format can show it: its labels have a name each, and it lies within its bucket.
bool isSound(const Exemplar& exemplar, double bound)
{
    std::vector<std::string_view> names;
    for (const Label& label : exemplar.labels)
        names.push_back(label.name);
    std::ranges::sort(names);
    return std::ranges::adjacent_find(names) == names.end() && exemplar.value <= bound;
}

bool isBirth(double seconds)
{
    return std::isfinite(seconds) && seconds >= 0;
}

} // namespace

bool Stage::unit(std::string_view family, std::string_view unit, std::string_view line)
{
    if (m_run.line && !breakRun())
        return false;
    FamilyMention& mention = m_push.mentions[this->mention(family)];
    if (mention.unitSeen)
        return refuse(Refusal::TypeConflict, "found a second UNIT line of family " + quote(family));
    mention.unitSeen = true;
    mention.unit = unit;
    mention.unitLine = line;
    return true;
}

void Stage::exemplar(const ExemplarView& exemplar)
{
    m_openExemplar = copyOf(exemplar);
}

/// The extras that this push brings for a series; its samples follow one another.
SeriesExtras& Stage::extrasOf(std::uint32_t target, bool ofCompound)
{
    std::vector<ExtrasOp>& ops = m_push.extrasOps;
    if (ops.empty() || ops.back().target != target || ops.back().ofCompound != ofCompound)
        ops.push_back({target, ofCompound, {}});
    return ops.back().extras;
}

/// Gives what stood beside a number to its series.
void Stage::keepExtras(std::uint32_t target)
{
    if (m_openExemplar && !isSound(*m_openExemplar, kInf))
        dropExemplar();
    if (m_openExemplar)
        extrasOf(target, false).exemplars.assign(1, {kInf, std::move(*m_openExemplar)});
    if (m_openCreated && isBirth(*m_openCreated))
        extrasOf(target, false).created = m_openCreated;
    m_openExemplar.reset();
    m_openCreated.reset();
}

void Stage::dropExemplar()
{
    ++m_push.droppedExemplars;
    m_openExemplar.reset();
}

void Stage::keepBucketExemplar(std::uint32_t target, double bound)
{
    if (!isSound(*m_openExemplar, bound))
        return dropExemplar();
    std::vector<StoredExemplar>& exemplars = extrasOf(target, true).exemplars;
    const auto at = std::ranges::lower_bound(exemplars, bound, {}, &StoredExemplar::bound);
    exemplars.insert(at, {bound, std::move(*m_openExemplar)});
    m_openExemplar.reset();
    if (target >= ExtrasOp::kPending)
        m_push.extras[m_push.pending[target - ExtrasOp::kPending].extra].extras
            = static_cast<std::uint32_t>(m_push.extrasOps.size() - 1);
}

void Stage::keepRunExtras()
{
    if (!m_openExemplar) [[likely]]
        return;
    const LineShape& shape = m_known->shape(m_run.line->shape);
    const std::vector<double>& bounds = shape.layout->bounds;
    const std::size_t slot = shape.lines[m_run.index].slot;
    keepBucketExemplar(m_run.line->series, slot < bounds.size() ? bounds[slot] : kInf);
}

bool Stage::created(std::string_view family, const SeriesText& series, double seconds, int line)
{
    if (m_run.line && !breakRun())
        return false;
    if (!isBirth(seconds))
        return refuseBirth();
    m_current = KnownLines::kNone;
    m_openRaw = series.raw;
    m_openName = m_openRaw.starts_with('{') ? 0 : series.name.size();
    m_openMention = mention(family);
    const FamilyMention& opened = m_push.mentions[m_openMention];
    m_openPart = isCompound(opened.type()) ? Part::Count : Part::Value;
    if (!resolveLabels(series))
        return false;
    ++m_push.samples;
    PendingSeries& pending = newPending(series);
    pending.mode = ModeIds::kBirth;
    pending.value = seconds;
    pending.line = static_cast<std::uint32_t>(line);
    if (const Rule* rule = m_context.rules->find(opened.name, opened.type(), m_labels))
        dropLabels(*rule);
    writeLabels(pending);
    return true;
}

bool Stage::knownBirth(const KnownLine& known, double seconds)
{
    if (!isBirth(seconds)) {
        m_push.recognised = true;
        return refuseBirth();
    }
    ++m_push.samples;
    extrasOf(known.series, false).created = seconds;
    return true;
}

bool Stage::refuseBirth()
{
    return refuse(Refusal::Value, "expected a time of creation in Unix seconds, found a negative one or none");
}

} // namespace cairn
