// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/stage.h"
#include "core/model/quote.h"

namespace cairn {

namespace {

// As Pushgateway words them.
const FamilyText kPushTime{"push_time_seconds", MetricType::Gauge,
    "Last Unix time when changing this group in the Pushgateway succeeded.", {}};
const FamilyText kPushFailureTime{"push_failure_time_seconds", MetricType::Gauge,
    "Last Unix time when changing this group in the Pushgateway failed.", {}};

// Whatever rules say of gauges. A group whose pushes never failed shows 0; a time that is there stays.
constexpr LabelView kReplacesOlder[]{{"clearmode", "replace"}};
constexpr LabelView kKeepsOlder[]{{"clearmode", "max"}};

} // namespace

bool Stage::stageGroupTimes()
{
    for (const FamilyText* own : {&kPushTime, &kPushFailureTime}) {
        if (m_mentionByName.contains(own->name))
            return refuse(Refusal::Label,
                "expected no family " + quote(own->name) + ", which the gateway itself writes for each group");
    }
    return stageTime(kPushTime, kReplacesOlder, *m_context.pushTime) && stageTime(kPushFailureTime, kKeepsOlder, 0);
}

bool Stage::stageTime(const FamilyText& family, std::span<const LabelView> labels, double seconds)
{
    return this->family(family) && this->labels({}, labels) && number(seconds, 0);
}

} // namespace cairn
