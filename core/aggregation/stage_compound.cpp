// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/stage.h"

#include "core/exposition/number.h"
#include "core/exposition/text_syntax.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace cairn {

namespace {

using Kind = ClearMode::Kind;

bool isReplacing(Kind kind)
{
    return kind == Kind::Replace || kind == Kind::Family;
}

std::string text(double value)
{
    std::string out;
    appendNumber(out, value);
    return out;
}

/// What is wrong with a compound, and which of its samples is to blame; or no message.
struct Fault {
    std::string message{};
    Part part = Part::Count;
    double bound = 0; ///< of a bucket
};

/// Turns cumulative bucket counts into each bucket's own. The last is +Inf's; where it was not sent it is the count.
Fault closeBuckets(std::span<double> counts, std::span<const double> bounds, bool hasInf, bool hasCount, double count)
{
    const std::size_t last = counts.size() - 1;
    if (!hasInf && !hasCount)
        return {"expected a '+Inf' bucket or a '_count', found neither"};
    if (!hasInf)
        counts[last] = count;
    else if (hasCount && counts[last] != count)
        return {
            "expected '_count' to equal the '+Inf' bucket, which is " + text(counts[last]) + ", found " + text(count)};
    double before = 0;
    for (std::size_t i = 0; i <= last; ++i) {
        const double here = counts[i];
        if (!(here >= before) || std::isinf(here)) [[unlikely]] {
            const double bound = i < last ? bounds[i] : std::numeric_limits<double>::infinity();
            if (!std::isfinite(here) || here < 0)
                return {
                    "expected a finite count of zero or more in bucket le=\"" + text(bound) + "\", found " + text(here),
                    Part::Bucket, bound};
            return {"expected bucket le=\"" + text(bound) + "\" to be at least " + text(before)
                    + " as the one before it, found " + text(here),
                Part::Bucket, bound};
        }
        counts[i] = here - before;
        before = here;
    }
    return {};
}

Fault checkScalars(bool hasSum, double sum, bool hasCount, double count)
{
    if (hasSum && !std::isfinite(sum))
        return {"expected a finite '_sum', for it is summed, found " + text(sum), Part::Sum};
    if (hasCount && (!std::isfinite(count) || count < 0))
        return {"expected a finite '_count' of zero or more, found " + text(count)};
    return {};
}

Part classicPart(Part part)
{
    if (part == Part::GaugeSum)
        return Part::Sum;
    return part == Part::GaugeCount ? Part::Count : part;
}

/// The line of the sample to blame, or the compound's first.
int lineOf(const PendingSeries& pending, const PendingExtra& extra, const Fault& fault)
{
    const auto line = std::ranges::find_if(extra.lines, [&fault](const ReadLine& read) {
        return classicPart(read.part) == fault.part && (fault.part != Part::Bucket || read.bound == fault.bound);
    });
    return line == extra.lines.end() ? static_cast<int>(pending.line) : line->line;
}

} // namespace

/// Closes a compound's buckets, where it has slots for them. Answers what is wrong with it, or an empty text.
std::string Stage::checkCompound(bool hasSum, double sum, bool hasCount, double count, std::span<double> slots,
    std::span<const double> bounds, bool hasInf)
{
    std::string wrong = checkScalars(hasSum, sum, hasCount, count).message;
    return !wrong.empty() || slots.empty() ? wrong : closeBuckets(slots, bounds, hasInf, hasCount, count).message;
}

/// Puts a run's values in the order of its bounds, behind them. Says whether there was a `+Inf` bucket.
bool Stage::sortRun(CompoundOp& op, const LineShape& shape)
{
    const std::size_t lines = shape.lines.size();
    const std::size_t bounds = shape.layout->bounds.size();
    m_push.numbers.resize(m_run.firstSlot + lines + bounds + 1);
    op.firstSlot = m_run.firstSlot + lines;
    const double* values = m_push.numbers.data() + m_run.firstSlot;
    double* slots = m_push.numbers.data() + op.firstSlot;
    bool hasInf = false;
    for (std::size_t i = 0; i < lines; ++i) {
        const LineShape::Line& line = shape.lines[i];
        switch (line.part) {
        case Part::Sum:
        case Part::GaugeSum: op.sum = values[i], op.hasSum = true; break;
        case Part::Count:
        case Part::GaugeCount: op.count = values[i], op.hasCount = true; break;
        default: slots[line.slot] = values[i], hasInf |= line.slot == bounds; break;
        }
    }
    return hasInf;
}

bool Stage::finishRun()
{
    const KnownLine& known = *m_run.line;
    const LineShape& shape = m_known->shape(known.shape);
    const std::size_t lines = shape.lines.size();
    const std::span<const double> bounds = shape.layout->bounds;
    CompoundOp op{
        known.series, m_run.firstLine, known.mode, shape.summary, false, false, 0, m_run.firstSlot, 0, 0, &shape};
    bool hasInf = shape.isRegular;
    if (shape.isRegular) { // the values stand where the slots belong
        const bool isSumFirst = shape.lines[lines - 2].part == Part::Sum;
        op.sum = m_push.numbers[m_run.firstSlot + lines - (isSumFirst ? 2 : 1)];
        op.count = m_push.numbers[m_run.firstSlot + lines - (isSumFirst ? 1 : 2)];
        op.hasSum = op.hasCount = true;
    } else {
        hasInf = sortRun(op, shape);
    }
    double* slots = m_push.numbers.data() + op.firstSlot;
    m_push.samples += lines;
    m_run.line = nullptr;
    const Kind kind = m_context.modes->modeOf(known.mode).kind;
    if (kind == Kind::Drop) {
        m_push.dropped += lines;
        return true;
    }
    const std::span<double> buckets(slots, shape.summary ? 0 : bounds.size() + 1);
    std::string wrong = checkCompound(op.hasSum, op.sum, op.hasCount, op.count, buckets, bounds, hasInf);
    if (!wrong.empty()) {
        m_push.recognised = true; // to be read as a whole, and refused by its name
        return refuse(Refusal::Value, std::move(wrong));
    }
    op.slots = static_cast<std::uint32_t>(shape.summary ? (isReplacing(kind) ? bounds.size() : 0) : bounds.size() + 1);
    op.hasCount |= !shape.summary;
    m_push.replacesFamily |= kind == Kind::Family;
    m_push.compounds.push_back(op);
    return true;
}

/// The lines of a compound stopped being the known ones: those that were recognised are read after all.
bool Stage::breakRun()
{
    const Run run = m_run;
    if (m_push.exemplars.size() != run.firstExemplar) {
        m_push.recognised = true; // exemplars belong to its lines: to be read as a whole
        return refuse(Refusal::Value, "expected the lines of a histogram as before, found others");
    }
    const std::vector<double> values(m_push.numbers.begin() + static_cast<std::ptrdiff_t>(run.firstSlot),
        m_push.numbers.begin() + static_cast<std::ptrdiff_t>(run.firstSlot + run.index));
    m_push.numbers.resize(run.firstSlot);
    m_run = {};
    m_previous = KnownLines::kNone;
    const char* end = m_context.body.data() + m_context.body.size();
    detail::TextSyntax syntax(m_context.body, {});
    const char* at = run.start;
    int line = run.firstLine;
    for (std::size_t i = 0; i < values.size(); ++line) {
        const char* start = at;
        while (start != end && detail::isBlank(*start))
            ++start;
        if (start != end && *start != '#' && *start != '\n' && *start != '\r') {
            m_at = start;
            if (!syntax.readSeries(start) || !series(syntax.series()) || !readValue(values[i++], line))
                return false;
        }
        const auto* newline = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
        at = newline ? newline + 1 : end;
    }
    return true;
}

bool Stage::compoundSample(PendingSeries& pending, double value, int line)
{
    PendingExtra& extra = m_push.extras[pending.extra];
    CompoundValue& compound = extra.compound;
    if (pending.mode == static_cast<std::uint16_t>(Kind::Drop)) {
        m_openExemplar.reset(); // it is of no other sample
        return true; // whatever it says
    }
    if (m_openExemplar)
        keepBucketExemplar(ExtrasOp::kPending + m_lastCompound, m_openBound);
    const auto once = [&](bool& has, double& number) {
        if (has)
            return refuse(Refusal::Duplicate, "found this sample of " + describe(pending) + " a second time");
        has = true;
        number = value;
        return true;
    };
    switch (m_openPart) {
    case Part::GaugeSum:
    case Part::Sum: return once(compound.hasSum, compound.sum);
    case Part::GaugeCount:
    case Part::Count: return once(compound.hasCount, compound.count);
    default: return putBound(extra, m_openBound, value, line);
    }
}

bool Stage::putBound(PendingExtra& extra, double bound, double value, int)
{
    std::vector<double>& bounds = extra.compound.bounds; // with +Inf, until finishHistogram()
    const auto at = std::lower_bound(bounds.begin(), bounds.end(), bound);
    if (at != bounds.end() && *at == bound)
        return refuse(Refusal::Duplicate, "found the same bound " + text(bound) + " a second time");
    const bool hasInf = !bounds.empty() && std::isinf(bounds.back());
    if (!std::isinf(bound) && bounds.size() - (hasInf ? 1 : 0) >= m_context.options->limits.bucketsPerHistogram)
        return refuse(Refusal::Length,
            "expected at most " + std::to_string(m_context.options->limits.bucketsPerHistogram)
                + " buckets or quantiles, found more");
    extra.cumulative.insert(extra.cumulative.begin() + (at - bounds.begin()), value);
    bounds.insert(at, bound);
    return true;
}

bool Stage::finishCompound(PendingSeries& pending)
{
    PendingExtra& extra = m_push.extras[pending.extra];
    const CompoundValue& compound = extra.compound;
    const Fault wrong = checkScalars(compound.hasSum, compound.sum, compound.hasCount, compound.count);
    if (!wrong.message.empty())
        return refuse(Refusal::Value, describe(pending) + ": " + wrong.message, lineOf(pending, extra, wrong));
    return compound.summary ? finishSummary(pending, extra) : finishHistogram(pending, extra);
}

bool Stage::finishHistogram(PendingSeries& pending, PendingExtra& extra)
{
    CompoundValue& compound = extra.compound;
    const bool hasInf = !compound.bounds.empty() && std::isinf(compound.bounds.back()) && compound.bounds.back() > 0;
    if (hasInf)
        compound.bounds.pop_back();
    else
        extra.cumulative.push_back(0);
    compound.slots = extra.cumulative;
    const Fault wrong = closeBuckets(compound.slots, compound.bounds, hasInf, compound.hasCount, compound.count);
    if (!wrong.message.empty())
        return refuse(Refusal::Value, describe(pending) + ": " + wrong.message, lineOf(pending, extra, wrong));
    compound.hasCount = true;
    compound.count = hasInf ? extra.cumulative.back() : compound.count;
    return true;
}

bool Stage::finishSummary(PendingSeries& pending, PendingExtra& extra)
{
    if (isReplacing(m_context.modes->modeOf(pending.mode).kind)) {
        extra.compound.slots = extra.cumulative;
    } else {
        extra.compound.bounds.clear();
        if (!extra.compound.hasSum && !extra.compound.hasCount)
            return refuse(Refusal::Value,
                describe(pending) + ": expected '_sum' or '_count', found quantiles alone, which cannot be merged",
                static_cast<int>(pending.line));
    }
    return true;
}

std::string Stage::describe(const PendingSeries& pending) const
{
    const FamilyMention& family = m_push.mentions[pending.family];
    const std::string_view labels = m_push.labelsOf(pending);
    return std::string(toString(family.type())) + ' ' + std::string(family.name)
        + (labels.empty() ? "" : '{' + printable(labels) + '}');
}

} // namespace cairn
