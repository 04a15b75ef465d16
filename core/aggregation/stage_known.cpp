// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/stage.h"

#include "core/exposition/short_value.h"

#include <utility>

namespace cairn {

using Kind = ClearMode::Kind;

std::uint32_t Stage::guessNext() const
{
    if (m_previous != KnownLines::kNone)
        return m_known->line(m_previous).next.load(std::memory_order_acquire);
    return m_atStart ? m_known->firstLine(m_group).load(std::memory_order_acquire) : KnownLines::kNone;
}

/// A birth that is not right behind the sample of its series may stand amid another's, or be its second. Only the
/// reader knows.
inline bool Stage::isBirthAstray(const KnownLine& known)
{
    if (known.mode != ModeIds::kBirth) [[likely]]
        return false;
    if (m_previous == KnownLines::kNone)
        return true;
    const KnownLine& before = m_known->line(m_previous);
    return before.series != known.series || before.mode == ModeIds::kBirth || before.family != m_markedFamily
        || !isTyped(before.family) || m_known->family(known.family).name == m_readBirth;
}

bool Stage::isTyped(std::uint32_t knownFamily)
{
    const Mark& mark = markOf(knownFamily);
    return mark.typeSeen || (mark.mention != ~0u && m_push.mentions[mark.mention].typeSeen);
}

/// Whether a comment of a family may stand here; samples behind it begin anew.
inline bool Stage::noteComment(std::uint32_t knownFamily, Mark& mark)
{
    if (!isOpenMetrics())
        return true;
    m_markedFamily = ~0u;
    return enter(knownFamily, mark);
}

bool Stage::readKnown(const char*& at, const char* end, int& line)
{
    if (!m_known)
        return true;
    if (m_run.line && (!readRun(at, end, line) || m_run.line))
        return m_run.line != nullptr; // the rest is the reader's, or refused
    std::uint32_t id = guessNext();
    while (id != KnownLines::kNone && at != end) {
        const KnownLine& known = m_known->line(id);
        if (*at == '#') {
            if (!readKnownComments(at, end, known.family, line))
                return true;
            continue;
        }
        const std::size_t size = m_known->match(known, 0, at, end);
        double value = 0;
        const char* next = size > 0 ? readKnownValue(at + size, end, value) : nullptr;
        if (next == nullptr || known.group.load(std::memory_order_relaxed) != m_group || isBirthAstray(known))
            return true;
        m_at = at;
        if (known.shape == 0 ? !plainValue(known, value, line) : !beginRun(known, id, value, line))
            return false;
        m_previous = id;
        m_atStart = false;
        m_push.recognised = true;
        at = next;
        ++line;
        if (m_run.line && (!readRun(at, end, line) || m_run.line))
            return m_run.line != nullptr;
        id = known.next.load(std::memory_order_acquire);
        __builtin_prefetch(m_known->line(id).block);
    }
    return true;
}

/// HELP and TYPE lines of the family that comes next; false where another comment stands here.
inline bool Stage::readKnownComments(const char*& at, const char* end, std::uint32_t family, int& line)
{
    if (readKnownHead(at, end, family, line))
        return true;
    const char* const next = readKnownComment(at, end, family);
    line += next == at ? 0 : 1;
    return std::exchange(at, next) != next;
}

/// The lines of a compound behind its first. Buckets mostly differ in their bound alone: what stands before it is
/// compared with the first bucket's line in one go.
bool Stage::readRun(const char*& at, const char* end, int& line)
{
    const KnownLine& known = *m_run.line;
    const LineShape::Line* forms = m_known->shape(known.shape).lines.data();
    double* values = m_push.numbers.data() + m_run.firstSlot;
    const std::size_t prefix = m_run.prefix;
    const char* here = at;
    std::size_t index = m_run.index;
    for (; index < m_run.lines; ++index) {
        const ShortText& tail = forms[index].tail;
        std::size_t size = prefix + tail.size;
        const bool isBucket = tail.size > 0 && static_cast<std::size_t>(end - here) > prefix + ShortText::kMax
            && tail.standsAt(here + prefix) && std::memcmp(here, m_run.bucket, prefix) == 0;
        if (!isBucket)
            size = m_known->match(known, index, here, end);
        const char* next = isBucket || size > 0 ? readKnownValue(here + size, end, values[index]) : nullptr;
        if (next == nullptr)
            break;
        here = next;
    }
    line += static_cast<int>(index - m_run.index);
    at = here;
    m_run.index = index;
    if (index < m_run.lines)
        return true;
    if (finishRun())
        return true;
    --line; // the run's last line is to blame
    return false;
}

/// Takes a family's HELP, TYPE and UNIT lines at once, where they stand here as they did last.
inline bool Stage::readKnownHead(const char*& at, const char* end, std::uint32_t index, int& line)
{
    const KnownLines::Comment* head = commentsOf(index).head.load(std::memory_order_acquire);
    if (!head || static_cast<std::size_t>(end - at) < head->text.size()
        || std::memcmp(at, head->text.data(), head->text.size()) != 0)
        return false;
    constexpr int kWithUnit = 3;
    const bool hasUnit = head->lines == kWithUnit;
    Mark& mark = markOf(index);
    if (mark.typeSeen || mark.helpSeen || (hasUnit && mark.unitSeen) || mark.samplesSeen || mark.mention != ~0u
        || !noteComment(index, mark))
        return false;
    mark.typeSeen = mark.helpSeen = true;
    mark.unitSeen |= hasUnit;
    mark.declared = head->declared;
    m_push.recognised = true;
    at += head->text.size();
    line += head->lines;
    return true;
}

/// Whether a family's HELP or TYPE line stands here as it was sent last: returns the place behind it, else `at`.
const char* Stage::readKnownComment(const char* at, const char* end, std::uint32_t index)
{
    const KnownLines::Comments& comments = commentsOf(index);
    const auto left = static_cast<std::size_t>(end - at);
    const auto standsHere = [&](const KnownLines::Comment* comment) {
        return comment && comment->text.size() <= left
            && std::memcmp(at, comment->text.data(), comment->text.size()) == 0;
    };
    Mark& mark = markOf(index);
    if (mark.mention != ~0u || (mark.samplesSeen && isOpenMetrics()))
        return at; // its family has to be read, and so has all that is said of it
    const KnownLines::Comment* help = comments.help.load(std::memory_order_acquire);
    if (standsHere(help) && !mark.helpSeen && noteComment(index, mark)) {
        mark.helpSeen = true;
        m_push.recognised = true;
        return at + help->text.size();
    }
    const KnownLines::Comment* unit = comments.unit.load(std::memory_order_acquire);
    if (standsHere(unit) && !mark.unitSeen && noteComment(index, mark)) {
        mark.unitSeen = true;
        m_push.recognised = true;
        return at + unit->text.size();
    }
    const KnownLines::Comment* type = comments.type.load(std::memory_order_acquire);
    if (!standsHere(type) || mark.typeSeen || mark.samplesSeen || !noteComment(index, mark))
        return at; // to be read, and perhaps refused in words
    mark.typeSeen = true;
    mark.declared = type->declared;
    m_push.recognised = true;
    return at + type->text.size();
}

std::size_t Stage::recogniseComment(const char* at, const char* end)
{
    if (!m_known || m_run.line)
        return 0;
    const std::uint32_t guess = guessNext();
    return guess == KnownLines::kNone
        ? 0
        : static_cast<std::size_t>(readKnownComment(at, end, m_known->line(guess).family) - at);
}

std::size_t Stage::recogniseSeries(const char* at, const char* end)
{
    m_at = at;
    if (!m_known)
        return 0;
    if (m_run.line)
        return m_known->match(*m_run.line, m_run.index, at, end);
    const std::uint32_t guess = guessNext();
    if (guess != KnownLines::kNone) {
        const KnownLine& line = m_known->line(guess);
        const std::size_t size = m_known->match(line, 0, at, end);
        if (size > 0 && line.group.load(std::memory_order_relaxed) == m_group) {
            if (!isBirthAstray(line)) [[likely]] {
                m_current = guess;
                return size;
            }
            m_astrayBirth = at;
            return 0;
        }
    }
    return lookUp(at, end);
}

std::size_t Stage::lookUp(const char* at, const char* end)
{
    m_current = m_known->find(m_group, at, end);
    if (m_current == KnownLines::kNone)
        return 0;
    if (isBirthAstray(m_known->line(m_current))) {
        m_astrayBirth = at;
        return 0;
    }
    return m_known->match(m_known->line(m_current), 0, at, end);
}

bool Stage::value(double value, int line)
{
    if (m_run.line) {
        m_push.numbers[m_run.firstSlot + m_run.index] = value;
        return keepRunExtras() && (++m_run.index < m_run.lines || finishRun());
    }
    if (m_current == KnownLines::kNone)
        return readValue(value, line);
    return knownValue(m_known->line(m_current), value, line);
}

bool Stage::knownValue(const KnownLine& known, double value, int line)
{
    if (known.shape != 0 ? !beginRun(known, m_current, value, line) : !plainValue(known, value, line))
        return false;
    follow(m_current);
    m_current = KnownLines::kNone;
    return true;
}

inline bool Stage::plainValue(const KnownLine& known, double value, int line)
{
    if (known.mode > static_cast<std::uint16_t>(Kind::Max)) [[unlikely]]
        return sideValue(known, value, line);
    if (!check(known.check, value) || !markSamplesOf(known.family)) [[unlikely]]
        return false;
    ++m_push.samples;
    m_push.plain.push_back(PlainOp::of(known.series, line, known.mode, value));
    m_push.replacesFamily |= known.mode == static_cast<std::uint16_t>(Kind::Family);
    if (m_openExemplar || m_openCreated) [[unlikely]]
        keepExtras(known.series);
    return true;
}

bool Stage::sideValue(const KnownLine& known, double value, int line)
{
    if (known.mode == ModeIds::kBirth)
        return knownBirth(known, value);
    if (!check(known.check, value) || !markSamplesOf(known.family))
        return false;
    ++m_push.samples;
    if (known.mode == static_cast<std::uint16_t>(Kind::Drop)) {
        ++m_push.dropped;
        return true;
    }
    m_push.side.push_back({known.series, line, known.mode, value});
    keepExtras(known.series);
    return true;
}

bool Stage::beginRun(const KnownLine& known, std::uint32_t id, double value, int line)
{
    if (!isTyped(known.family)) {
        m_push.recognised = true; // without its TYPE line `x_count` is no histogram's: to be read as a whole
        return refuse(Refusal::TypeConflict, "expected a TYPE line before samples of a histogram or summary");
    }
    const LineShape& shape = m_known->shape(known.shape);
    m_run = {&known, id, 0, line, m_at, m_push.numbers.size(), shape.lines.size(), m_push.exemplars.size(), m_at,
        m_known->prefixOf(known, 0)};
    if (!markSamplesOf(known.family))
        return false;
    m_push.numbers.resize(m_run.firstSlot + m_run.lines);
    m_push.numbers[m_run.firstSlot] = value;
    return keepRunExtras() && (++m_run.index < m_run.lines || finishRun());
}

bool Stage::refuseInterleaved()
{
    m_push.recognised = true; // only the reader knows how to say it
    return refuse(Refusal::Syntax, "expected all samples of a family in one place");
}

bool Stage::refuseValue(double value)
{
    m_push.recognised = true; // what was known of the line may hold no more: to be read as a whole
    if (!std::isfinite(value))
        return refuse(Refusal::Value, "expected a finite value, for it is summed, found one that is not");
    return refuse(Refusal::Value, "expected a value of zero or more, found a negative one");
}

} // namespace cairn
