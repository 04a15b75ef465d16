// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/stage.h"

#include "core/aggregation/label_text.h"

namespace cairn {

void PushGroup::assign(const LabelSet& path, ExpositionFormat format)
{
    labels = path;
    text.clear();
    appendLabelText(text, labels);
    key.assign(1, static_cast<char>('0' + static_cast<int>(format)));
    key += text;
}

void StagedPush::clear()
{
    // What warm pushes use again and again is kept; what a giant or a new one took is given back.
    const auto clearVector = [](auto& vector, std::size_t keptBytes) {
        vector.clear();
        if (vector.capacity() * sizeof(vector[0]) > keptBytes)
            vector.shrink_to_fit();
    };
    constexpr std::size_t kWarm = 4 << 20;
    constexpr std::size_t kNew = 64 << 10;
    clearVector(plain, kWarm);
    clearVector(compounds, kWarm);
    clearVector(numbers, kWarm);
    clearVector(side, kNew);
    clearVector(pending, kNew);
    clearVector(extras, kNew);
    clearVector(extrasOps, kNew);
    clearVector(births, kWarm);
    clearVector(exemplars, kWarm);
    clearVector(exemplarTexts, kWarm);
    clearVector(mentions, kNew);
    clearVector(links, kNew);
    clearVector(text, kNew);
    samples = 0;
    dropped = 0;
    droppedExemplars = 0;
    replacesFamily = false;
    recognised = false;
}

void Stage::begin(const Context& context)
{
    m_context = context;
    m_known = context.known;
    m_group = m_known ? m_known->findGroup(context.group->key) : KnownLines::kNoGroup;
    if (m_group == KnownLines::kNoGroup)
        m_known = nullptr; // nothing of this group is known: no line can be recognised
    end();
    m_push.format = context.format;
    m_push.replaces = context.replaces;
    m_family = {};
    m_knownFamily = m_familyMention = ~0u;
    m_openExemplar.reset();
    m_openCreated.reset();
    m_readBirth = {};
    m_astrayBirth = nullptr;
    m_currentFamily = ~0u;
    ++m_serial;
    m_markedFamily = ~0u;
    m_atStart = true;
    m_previous = m_current = KnownLines::kNone;
    m_run = {};
    m_lastMention = m_lastCompound = ~0u;
    m_message.clear();
    m_refusedLine = 0;
}

void Stage::end()
{
    m_push.clear();
    m_mentionByName.clear();
    m_pendingByIdentity.clear();
}

bool Stage::finish()
{
    if (m_run.line && !breakRun())
        return false;
    if (m_context.pushTime && !stageGroupTimes())
        return false;
    if (!settleBirths())
        return false;
    if (!settleConflicts())
        return false;
    for (PendingSeries& pending : m_push.pending) {
        const bool isOpen = pending.hasExtra() && isCompound(m_push.mentions[pending.family].type())
            && pending.mode != static_cast<std::uint16_t>(ClearMode::Kind::Drop);
        if (isOpen && !finishCompound(pending))
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

} // namespace cairn
