// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/stage.h"

#include "core/aggregation/label_text.h"

#include <algorithm>
#include <cmath>

namespace cairn {

namespace {

using Kind = ClearMode::Kind;

} // namespace

PushGroup PushGroup::of(LabelSet labels)
{
    std::string text = labelText(labels);
    return {std::move(labels), std::move(text)};
}

void StagedPush::clear()
{
    constexpr std::size_t kKept = 1 << 16; // what a usual push needs; a giant one gives its memory back
    const auto clearVector = [](auto& vector) {
        vector.clear();
        if (vector.capacity() > kKept)
            vector.shrink_to_fit();
    };
    clearVector(plain);
    clearVector(side);
    clearVector(compounds);
    clearVector(numbers);
    clearVector(pending);
    clearVector(extras);
    clearVector(mentions);
    clearVector(links);
    text.clear();
    if (text.capacity() > 100 * kKept)
        text.shrink_to_fit();
    firstKnown = 0;
    samples = 0;
    dropped = 0;
    replacesFamily = false;
    recognised = false;
}

void Stage::begin(const Context& context)
{
    m_context = context;
    m_known = context.known;
    m_group = m_known ? m_known->findGroup(context.group->text) : KnownLines::kNoGroup;
    if (m_group == KnownLines::kNoGroup)
        m_known = nullptr; // nothing of this group is known: no line can be recognised
    m_push.clear();
    ++m_serial;
    m_markedFamily = ~0u;
    m_atStart = true;
    m_previous = m_current = KnownLines::kNone;
    m_run = {};
    m_lastMention = m_lastCompound = ~0u;
    m_mentionByName.clear();
    m_pendingByIdentity.clear();
    m_message.clear();
    m_refusedLine = 0;
}

bool Stage::finish()
{
    if (m_run.line && !breakRun())
        return false;
    for (FamilyMention& mention : m_push.mentions)
        mention.samplesSeen |= mention.known != ~0u && markOf(mention.known).samplesSeen;
    for (PendingSeries& pending : m_push.pending) {
        if (pending.hasExtra() && isCompound(m_push.mentions[pending.family].type()) && !finishCompound(pending))
            return false;
    }
    return true;
}

bool Stage::refuse(Refusal reason, std::string message, int line)
{
    m_reason = reason;
    m_message = std::move(message);
    m_refusedLine = line;
    return false;
}

Stage::Mark& Stage::markOf(std::uint32_t knownFamily)
{
    if (knownFamily >= m_marks.size())
        m_marks.resize(knownFamily + 1);
    Mark& mark = m_marks[knownFamily];
    if (mark.push != m_serial) {
        mark = {};
        mark.push = m_serial;
    }
    return mark;
}

std::size_t Stage::recogniseComment(const char* at, const char* end)
{
    if (!m_known || m_run.line)
        return 0;
    const std::uint32_t guess = guessNext();
    if (guess == KnownLines::kNone)
        return 0;
    const std::uint32_t index = m_known->line(guess).family;
    KnownLines::Family& family = m_known->family(index);
    const std::string_view rest(at, static_cast<std::size_t>(end - at));
    Mark& mark = markOf(index);
    if (const std::string* type = family.typeLine.load(std::memory_order_acquire); type && rest.starts_with(*type)) {
        if (mark.typeSeen || mark.samplesSeen || mark.mention != ~0u)
            return 0; // to be read, and refused in words
        mark.typeSeen = true;
        m_push.recognised = true;
        return type->size();
    }
    if (const std::string* help = family.helpLine.load(std::memory_order_acquire); help && rest.starts_with(*help)) {
        if (mark.helpSeen || mark.mention != ~0u)
            return 0;
        mark.helpSeen = true;
        m_push.recognised = true;
        return help->size();
    }
    return 0;
}

std::size_t Stage::lookUp(const char* at, const char* end)
{
    m_current = m_known->find(m_group, at, end);
    return m_current == KnownLines::kNone ? 0 : m_known->match(m_known->line(m_current), 0, at, end);
}

/// Notes that the known line `id` stands here, for the next push to guess it.
void Stage::follow(std::uint32_t id)
{
    if (m_previous != KnownLines::kNone) {
        std::atomic<std::uint32_t>& next = m_known->line(m_previous).next;
        if (next.load(std::memory_order_relaxed) != id)
            next.store(id, std::memory_order_release);
    } else if (m_atStart) {
        m_push.firstKnown = id;
        std::atomic<std::uint32_t>& first = m_known->firstLine(m_group);
        if (first.load(std::memory_order_relaxed) != id)
            first.store(id, std::memory_order_release);
    } else if (!m_push.pending.empty()) {
        m_push.links.push_back({static_cast<std::uint32_t>(m_push.pending.size() - 1), id});
    }
    m_previous = id;
    m_atStart = false;
    m_push.recognised = true;
}

bool Stage::check(ValueCheck check, double value)
{
    if (check == ValueCheck::Any || (std::isfinite(value) && (check == ValueCheck::Finite || value >= 0))) [[likely]]
        return true;
    if (!std::isfinite(value))
        return refuse(Refusal::Value, "expected a finite value, for it is summed, found one that is not");
    return refuse(Refusal::Value, "expected a value of zero or more, found a negative one");
}

bool Stage::knownValue(double value, int line)
{
    const KnownLine& known = m_known->line(m_current);
    if (known.shape != 0) {
        m_run = {&known, m_current, 0, line, m_at, m_push.numbers.size()};
        follow(m_current);
        m_current = KnownLines::kNone;
        m_push.numbers.resize(m_push.numbers.size() + m_known->shape(known.shape).lines.size());
        return runValue(value);
    }
    if (!check(known.check, value)) [[unlikely]]
        return false;
    if (known.family != m_markedFamily) {
        markOf(known.family).samplesSeen = true;
        m_markedFamily = known.family;
    }
    ++m_push.samples;
    if (known.mode <= static_cast<std::uint16_t>(Kind::Max)) [[likely]] {
        m_push.plain.push_back(PlainOp::of(known.series, line, known.mode, value));
        m_push.replacesFamily |= known.mode == static_cast<std::uint16_t>(Kind::Family);
    } else if (known.mode == static_cast<std::uint16_t>(Kind::Drop)) {
        ++m_push.dropped;
    } else {
        m_push.side.push_back({known.series, line, known.mode, value});
    }
    follow(m_current);
    return true;
}

bool Stage::runValue(double value)
{
    m_push.numbers[m_run.firstSlot + m_run.index] = value;
    if (++m_run.index < m_known->shape(m_run.line->shape).lines.size())
        return true;
    if (m_run.line->family != m_markedFamily) {
        markOf(m_run.line->family).samplesSeen = true;
        m_markedFamily = m_run.line->family;
    }
    return finishRun();
}

} // namespace cairn
