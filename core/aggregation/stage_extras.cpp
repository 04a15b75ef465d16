// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/stage.h"
#include "core/model/quote.h"

#include <algorithm>
#include <limits>

namespace cairn {

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

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
    if (!enterRead(mention))
        return false;
    if (mention.unitSeen)
        return refuse(Refusal::TypeConflict, "found a second UNIT line of family " + quote(family));
    mention.unitSeen = true;
    mention.unit = unit;
    mention.unitLine = line;
    return true;
}

void Stage::exemplar(const ExemplarView& exemplar)
{
    m_openExemplar.reset();
    if (isSound(exemplar))
        m_openExemplar = pack(exemplar, m_push.exemplarTexts);
    else
        ++m_push.droppedExemplars;
}

/// Whether every format can show its labels: each has a name of its own.
bool Stage::isSound(const ExemplarView& exemplar)
{
    m_exemplarNames.clear();
    for (const LabelView& label : exemplar.labels)
        m_exemplarNames.push_back(label.name);
    std::ranges::sort(m_exemplarNames);
    return std::ranges::adjacent_find(m_exemplarNames) == m_exemplarNames.end();
}

/// The extras that this push brings for a pending series; its samples follow one another.
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
    if (m_openExemplar)
        keepExemplar(target, false, kInf);
    keepBirth(target, false);
}

void Stage::keepBirth(std::uint32_t target, bool ofCompound)
{
    if (m_openCreated && isBirth(*m_openCreated)) {
        if (target < ExtrasOp::kPending)
            m_push.births.push_back({target, *m_openCreated});
        else
            extrasOf(target, ofCompound).created = m_openCreated;
    }
    m_openCreated.reset();
}

/// Gives the open exemplar to its bucket, if it lies within.
void Stage::keepExemplar(std::uint32_t target, bool ofCompound, double bound)
{
    if (!(m_openExemplar->value <= bound))
        return dropExemplar();
    if (target < ExtrasOp::kPending) {
        m_openExemplar->series = target;
        m_openExemplar->bound = bound;
        m_push.exemplars.push_back(*m_openExemplar);
    } else {
        unpack(*m_openExemplar, m_push.exemplarTexts, extrasOf(target, ofCompound).exemplarOf(bound));
        m_push.exemplarTexts.resize(m_openExemplar->firstByte);
    }
    m_openExemplar.reset();
}

void Stage::dropExemplar()
{
    ++m_push.droppedExemplars;
    m_push.exemplarTexts.resize(m_openExemplar->firstByte);
    m_openExemplar.reset();
}

void Stage::keepBucketExemplar(std::uint32_t target, double bound)
{
    keepExemplar(target, true, bound);
    if (target >= ExtrasOp::kPending && !m_push.extrasOps.empty() && m_push.extrasOps.back().target == target)
        m_push.extras[m_push.pending[target - ExtrasOp::kPending].extra].extras
            = static_cast<std::uint32_t>(m_push.extrasOps.size() - 1);
}

bool Stage::keepRunExtras()
{
    if (!m_openExemplar) [[likely]]
        return true;
    const LineShape& shape = m_known->shape(m_run.line->shape);
    const std::vector<double>& bounds = shape.layout->bounds;
    const std::size_t slot = shape.lines[m_run.index].slot;
    const double bound = slot < bounds.size() ? bounds[slot] : kInf;
    if (!(m_openExemplar->value <= bound)) {
        m_push.recognised = true; // the reader refuses it, and says how
        return refuse(Refusal::Value, "expected an exemplar of the bucket, found another");
    }
    keepExemplar(m_run.line->series, true, bound);
    return true;
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
    m_readBirth = series.name;
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
    m_push.births.push_back({known.series, seconds});
    return true;
}

bool Stage::refuseBirth()
{
    return refuse(Refusal::Value, "expected a time of creation in Unix seconds, found a negative one or none");
}

} // namespace cairn
