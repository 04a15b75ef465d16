// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/stage.h"
#include "core/model/quote.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace cairn {

namespace {

using Kind = ClearMode::Kind;

constexpr double kInf = std::numeric_limits<double>::infinity();

/// All that is said of a family, as one text.
void writeMetadata(std::string& text, const FamilyText& family)
{
    if (!family.encoded.empty()) {
        text = family.encoded;
        return;
    }
    text.assign(1, '\0').append(1, static_cast<char>('0' + static_cast<int>(family.type)));
    text.append(family.unit).append(1, '\n').append(family.help);
}

/// Whether writeMetadata() of the family would give that text. What is encoded never begins with a zero: that is no
/// tag.
bool isMetadata(std::string_view text, const FamilyText& family)
{
    if (!family.encoded.empty())
        return text == family.encoded;
    const std::size_t unit = family.unit.size();
    return text.size() == family.help.size() + unit + 3 && text[0] == '\0'
        && text[1] == '0' + static_cast<int>(family.type) && text.substr(2, unit) == family.unit
        && text[unit + 2] == '\n' && text.substr(unit + 3) == family.help;
}

std::optional<MetricType> declaredBy(const FamilyText& family)
{
    return family.type == MetricType::Untyped ? std::nullopt : std::optional(family.type);
}

bool isReserved(const LabelView& label)
{
    return label.name.starts_with("__");
}

/// Mostly all bits are the same; -0 is 0 nevertheless.
bool areEqual(std::span<const double> a, std::span<const double> b)
{
    return a.size() == b.size()
        && (a.empty() || std::memcmp(a.data(), b.data(), a.size_bytes()) == 0 || std::ranges::equal(a, b));
}

/// The bounds without the last, where that is +Inf.
std::span<const double> finite(std::span<const double> bounds)
{
    return !bounds.empty() && bounds.back() == kInf ? bounds.first(bounds.size() - 1) : bounds;
}

} // namespace

bool Stage::recogniseFamily(const FamilyText& family)
{
    if (!m_known)
        return false;
    const auto headOf = [&](std::uint32_t index) -> const KnownLines::Comment* {
        const KnownLines::Comment* head
            = index == ~0u ? nullptr : commentsOf(index).head.load(std::memory_order_acquire);
        return head && isMetadata(head->text, family) ? head : nullptr;
    };
    const std::uint32_t guess = guessNext();
    std::uint32_t index = guess == KnownLines::kNone ? ~0u : m_known->line(guess).family;
    const KnownLines::Comment* head = headOf(index);
    if (!head || (family.encoded.empty() && m_known->family(index).name != family.name)) {
        index = m_known->findFamily(family.name);
        head = headOf(index);
    }
    if (!head)
        return false;
    Mark& mark = markOf(index);
    if (mark.mention != ~0u)
        return false;
    m_family = family;
    m_familyMention = ~0u;
    mark.typeSeen = mark.helpSeen = true;
    mark.declared = head->declared;
    m_knownFamily = index;
    m_push.recognised = true;
    return true;
}

bool Stage::family(const FamilyText& family)
{
    m_family = family;
    m_familyMention = m_knownFamily = ~0u;
    if (!checkName(family.name))
        return false;
    m_familyMention = mention(family.name);
    FamilyMention* mention = &m_push.mentions[m_familyMention];
    m_knownFamily = mention->known;
    if (mention->typeSeen) { // a family may come in parts
        if (mention->declared == declaredBy(family) || mention->declared == mention->stored)
            return true;
        return refuse(Refusal::TypeConflict,
            "found family " + quote(family.name) + " a second time, as a " + std::string(toString(family.type)));
    }
    if (contradicts(*mention, !declaredBy(family) && mention->stored && isCompound(*mention->stored))
        && !noteConflict(*mention,
            "expected type " + std::string(toString(*mention->stored)) + ", which family " + quote(family.name)
                + " has, found untyped",
            nullptr))
        return false;
    if (!type(family.name, family.type, {}) || (!family.help.empty() && !help(family.name, family.help, {})))
        return false;
    mention = &m_push.mentions[m_familyMention];
    mention->unit = family.unit;
    writeMetadata(mention->metadata, family);
    return true;
}

bool Stage::recogniseLabels(std::string_view encoded)
{
    m_current = KnownLines::kNone;
    if (!m_known || m_knownFamily == ~0u || encoded.data() == nullptr)
        return false;
    const std::uint32_t guess = guessNext();
    if (guess != KnownLines::kNone && KnownLines::isEncoded(m_known->line(guess), m_group, m_knownFamily, encoded))
        [[likely]]
        m_current = guess;
    else
        m_current = m_known->findEncoded(m_group, m_knownFamily, encoded);
    return m_current != KnownLines::kNone;
}

bool Stage::labels(std::string_view encoded, std::span<const LabelView> labels)
{
    m_current = KnownLines::kNone;
    if (const auto reserved = std::ranges::find_if(labels, isReserved); reserved != labels.end())
        return refuse(
            Refusal::Label, "label " + quote(reserved->name) + " is reserved, as all that begin with '__' are");
    if (m_familyMention == ~0u)
        m_familyMention = mention(m_family.name);
    m_openMention = m_familyMention;
    m_openPart = isCompound(m_push.mentions[m_openMention].type()) ? Part::Count : Part::Value;
    m_openRaw = encoded;
    m_openName = 0;
    static_cast<void>(markSamples(m_openMention)); // in any order
    const SeriesText series{m_family.name, labels, encoded};
    return resolveLabels(series) && openSeries(series);
}

bool Stage::number(double value, int ordinal)
{
    return m_current == KnownLines::kNone ? readValue(value, ordinal)
                                          : knownValue(m_known->line(m_current), value, ordinal);
}

bool Stage::compound(const CompoundText& compound, int ordinal)
{
    if (compound.native) {
        if (std::string wrong = checkNative(*compound.native, compound.count); !wrong.empty()) {
            m_push.recognised = true;
            return refuse(Refusal::Value, std::move(wrong));
        }
    }
    if (m_current == KnownLines::kNone)
        return readCompound(compound, ordinal);
    if (!knownCompound(m_known->line(m_current), compound, ordinal))
        return false;
    follow(m_current);
    m_current = KnownLines::kNone;
    return true;
}

/// Where a compound of known bounds puts its numbers.
std::span<double> Stage::takeSlots(CompoundOp& op, const CompoundText& compound)
{
    const std::size_t bounds = op.shape->layout->bounds.size();
    op.firstSlot = m_push.numbers.size();
    m_push.numbers.resize(op.firstSlot + bounds + 1);
    std::copy(compound.values.begin(), compound.values.end(),
        m_push.numbers.begin() + static_cast<std::ptrdiff_t>(op.firstSlot));
    return {m_push.numbers.data() + op.firstSlot, bounds + 1};
}

bool Stage::knownCompound(const KnownLine& known, const CompoundText& compound, int ordinal)
{
    const LineShape& shape = m_known->shape(known.shape);
    const std::span<const double> bounds = finite(compound.bounds);
    if (!areEqual(bounds, shape.layout->bounds)) {
        m_push.recognised = true; // other bounds than last time: to be read as a whole
        return refuse(Refusal::Value, "found other bounds than before");
    }
    const Kind kind = m_context.modes->modeOf(known.mode).kind;
    if (!markSamplesOf(known.family))
        return false;
    const std::size_t samples = compound.bounds.size() + (compound.hasSum ? 1 : 0) + (compound.hasCount ? 1 : 0);
    m_push.samples += samples;
    m_openCreated = kind == Kind::Drop ? std::nullopt : m_openCreated;
    if (kind == Kind::Drop) {
        m_push.dropped += samples;
        return true;
    }
    CompoundOp op{known.series, ordinal, known.mode, shape.summary, compound.hasSum, compound.hasCount, 0, 0,
        compound.sum, compound.count, &shape};
    const std::span<double> slots = takeSlots(op, compound);
    const bool hasInf = bounds.size() < compound.bounds.size();
    if (std::string wrong = checkCompound(compound.hasSum, op.sum, compound.hasCount, op.count,
            shape.summary ? std::span<double>() : slots, bounds, hasInf);
        !wrong.empty()) {
        m_push.recognised = true;
        return refuse(Refusal::Value, std::move(wrong));
    }
    const bool isReplacing = kind == Kind::Replace || kind == Kind::Family;
    op.slots = static_cast<std::uint32_t>(shape.summary ? (isReplacing ? bounds.size() : 0) : bounds.size() + 1);
    op.hasCount |= !shape.summary;
    m_push.replacesFamily |= kind == Kind::Family;
    if (compound.native) {
        op.extras = static_cast<std::uint32_t>(m_push.extrasOps.size());
        m_push.extrasOps.emplace_back(ExtrasOp{known.series, true, {}}).extras.native = *compound.native;
    }
    keepCompoundExtras(known.series, compound);
    m_push.compounds.push_back(op);
    return true;
}

bool Stage::readCompound(const CompoundText& compound, int ordinal)
{
    PendingSeries& pending = m_push.pending.back();
    PendingExtra& extra = m_push.extras[pending.extra];
    pending.line = static_cast<std::uint32_t>(ordinal);
    extra.samples = compound.bounds.size() + (compound.hasSum ? 1 : 0) + (compound.hasCount ? 1 : 0);
    m_push.samples += extra.samples;
    if (pending.mode == static_cast<std::uint16_t>(Kind::Drop)) {
        m_openCreated.reset();
        return true; // whatever it says
    }
    extra.compound.hasSum = compound.hasSum;
    extra.compound.hasCount = compound.hasCount;
    extra.compound.sum = compound.sum;
    extra.compound.count = compound.count;
    extra.lostNative = compound.lostNative;
    extra.sent.assign(compound.bounds.begin(), compound.bounds.end());
    for (std::size_t i = 0; i < compound.bounds.size(); ++i) {
        const double bound = compound.bounds[i] == 0 ? 0 : compound.bounds[i]; // -0 is 0
        if (std::isnan(bound) || (extra.compound.summary ? bound < 0 || bound > 1 : bound == -kInf))
            return refuse(Refusal::Label,
                extra.compound.summary ? "expected a quantile of 0 to 1, found another"
                                       : "expected a bound above -Inf, found another");
        if (!putBound(extra, bound, compound.values[i], ordinal))
            return false;
    }
    if (compound.native || !compound.exemplars.empty() || m_openCreated) {
        const auto target = ExtrasOp::kPending + static_cast<std::uint32_t>(m_push.pending.size() - 1);
        extra.extras = static_cast<std::uint32_t>(m_push.extrasOps.size());
        m_push.extrasOps.push_back({target, true, {}});
        if (compound.native)
            m_push.extrasOps.back().extras.native = *compound.native;
        keepCompoundExtras(target, compound);
    }
    return true;
}

void Stage::keepCompoundExtras(std::uint32_t target, const CompoundText& compound)
{
    keepBirth(target, true);
    for (const BucketExemplar& bucket : compound.exemplars) {
        exemplar(bucket.exemplar);
        if (m_openExemplar)
            keepExemplar(target, true, bucket.bound);
    }
}

} // namespace cairn
