// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/stage.h"

#include "core/model/quote.h"

namespace cairn {

using Kind = ClearMode::Kind;

namespace {

bool addsUp(Kind kind)
{
    return kind == Kind::Aggregate || kind == Kind::Increase || kind == Kind::WindowSum;
}

} // namespace

bool Stage::decideMode(PendingSeries& pending)
{
    FamilyMention& family = m_push.mentions[m_openMention];
    const MetricType type = family.type();
    const Rule* rule = m_context.rules->find(family.name, type, m_labels);
    ClearMode mode = defaultMode(m_context.options->profile, family.saidType(), family.name);
    pending.reason = ModeReason::Profile;
    if (!m_openMode.empty()) {
        auto parsed = parseClearMode(m_openMode);
        if (!parsed)
            return refuse(Refusal::Mode, std::move(parsed.error()));
        mode = *parsed;
        pending.reason = ModeReason::Label;
        if (!fits(mode, type))
            return refuse(Refusal::Mode,
                "expected a mode that a " + std::string(toString(type)) + " knows, found " + quote(m_openMode));
    } else {
        const bool isRuled = rule && rule->mode;
        if (isRuled) {
            mode = *rule->mode;
            pending.reason = ModeReason::Rule;
        }
        if (mayBeBirth(pending, mode.kind) && isCreatedOf(family)) {
            mode = {Kind::Min};
            pending.reason = ModeReason::Created;
        }
    }
    if (!noteFate(family, mode.kind))
        return false;
    const std::optional<std::uint16_t> id = m_context.modes->idOf(mode);
    if (!id)
        return refuse(
            Refusal::SideMemoryLimit, "there are too many different windows, found one more: " + quote(m_openMode));
    pending.mode = *id;
    if (rule)
        pending.rule = static_cast<std::uint16_t>(rule - m_context.rules->rules().data() + 1);
    pending.folds = rule && (!rule->dropLabels.empty() || !rule->per.empty());
    if (mode.kind == Kind::Increase && !pending.hasExtra()) {
        pending.extra = static_cast<std::uint32_t>(m_push.extras.size());
        m_push.extras.emplace_back();
    }
    return foldLabels(pending, rule, mode);
}

/// A sample that is discarded may be of any type.
bool Stage::noteFate(FamilyMention& family, Kind kind)
{
    (kind == Kind::Drop ? family.discards : family.keeps) = true;
    return kind == Kind::Drop || family.conflict.empty() || refuseConflict(family);
}

/// Whether the earliest wins where a gauge is a birth: births are never added up, and replaced only where somebody says
/// so, as Pushgateway's profile does.
bool Stage::mayBeBirth(const PendingSeries& pending, Kind kind) const
{
    if (pending.reason == ModeReason::Label)
        return false;
    const bool isSaid = pending.reason == ModeReason::Rule || m_context.options->profile == Profile::Pushgateway;
    return !isSaid || addsUp(kind);
}

/// Gauges that turned out to be births only when the family they belong to came behind them.
bool Stage::settleBirths()
{
    for (PendingSeries& pending : m_push.pending) {
        FamilyMention& family = m_push.mentions[pending.family];
        if (pending.isBirth() || pending.reason == ModeReason::Created || family.createdOf.value_or(true))
            continue;
        if (!family.createdSettled) {
            family.createdSettled = true;
            family.createdOf.reset();
        }
        if (!isCreatedOf(family) || !mayBeBirth(pending, m_context.modes->modeOf(pending.mode).kind))
            continue;
        pending.mode = static_cast<std::uint16_t>(Kind::Min);
        pending.reason = ModeReason::Created;
        if (!std::isfinite(pending.value))
            return refuse(Refusal::Value, "expected a finite time of creation, found one that is not",
                static_cast<int>(pending.line));
    }
    return true;
}

/// A `…_created` gauge that stands beside the counter, histogram or summary it tells the birth of.
bool Stage::isCreatedOf(FamilyMention& mention)
{
    constexpr std::string_view kSuffix = "_created";
    if (!mention.createdOf) {
        mention.createdOf = false;
        if (mention.type() == MetricType::Gauge && mention.name.ends_with(kSuffix)) {
            const std::string base(mention.name.substr(0, mention.name.size() - kSuffix.size()));
            for (const std::string& name : {base, base + "_total"}) {
                std::optional<MetricType> type = storedType(name);
                if (const auto it = m_mentionByName.find(name); it != m_mentionByName.end())
                    type = m_push.mentions[it->second].type();
                if (type && (*type == MetricType::Counter || isCompound(*type)))
                    mention.createdOf = true;
            }
        }
    }
    return *mention.createdOf;
}

ValueCheck valueCheck(MetricType type, Kind kind) noexcept
{
    if (kind == Kind::Drop)
        return ValueCheck::Any;
    if (type == MetricType::Counter)
        return ValueCheck::NonNegative;
    const bool keepsValue
        = kind == Kind::Replace || kind == Kind::Family || kind == Kind::Count || kind == Kind::WindowCount;
    return keepsValue ? ValueCheck::Any : ValueCheck::Finite;
}

} // namespace cairn
