// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/mode_answer.h"

namespace cairn {

namespace {

bool addsUp(ClearMode::Kind kind) noexcept
{
    return kind == ClearMode::Kind::Aggregate || kind == ClearMode::Kind::Increase
        || kind == ClearMode::Kind::WindowSum;
}

} // namespace

ModeAnswer expectedMode(const ModeDefault& otherwise, const RuleSet& rules, std::uint16_t place)
{
    const Rule* rule = place == 0 || place > rules.rules().size() ? nullptr : &rules.rules()[place - 1];
    const bool isRuled = rule != nullptr && rule->mode;
    ModeAnswer answer;
    answer.mode = isRuled ? *rule->mode : defaultMode(otherwise.profile, otherwise.type, otherwise.family);
    if (isRuled) {
        answer.reason = ModeReason::Rule;
        answer.rule = place;
    }
    if (otherwise.isCreated && (!isRuled || addsUp(answer.mode.kind)))
        return {{ClearMode::Kind::Min}, ModeReason::Created, 0};
    return answer;
}

ModeAnswer presentMode(const ClearMode& mode, const ModeAnswer& expected, bool mayBeOutdated)
{
    if (mode == expected.mode)
        return expected;
    return {mode, mayBeOutdated ? ModeReason::LastPush : ModeReason::Label, 0};
}

void writeMode(JsonWriter& json, const ModeAnswer& answer, const RuleSet& rules)
{
    json.member("mode", toString(answer.mode));
    json.member("reason", toString(answer.reason));
    if (answer.reason != ModeReason::Rule)
        return;
    json.member("rule", rules.rules()[answer.rule - 1u].name);
    json.member("rule_number", answer.rule);
}

} // namespace cairn
