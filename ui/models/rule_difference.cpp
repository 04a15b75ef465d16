// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rule_difference.h"

#include <algorithm>

namespace cairn::ui {

namespace {

// What a rule says, without its place and what it finds to decide for.
QString writingOf(const Rule& rule, bool withName)
{
    Rule bare = rule;
    if (!withName)
        bare.name.clear();
    return ruleYaml(bare);
}

QStringList writingsOf(const QList<Rule>& rules, bool withNames)
{
    QStringList writings;
    for (const Rule& rule : rules)
        writings << writingOf(rule, withNames);
    return writings;
}

QStringList sorted(QStringList list)
{
    std::sort(list.begin(), list.end());
    return list;
}

} // namespace

RuleDifference differenceOf(const QList<Rule>& before, const QList<Rule>& after)
{
    if (writingsOf(before, true) == writingsOf(after, true))
        return RuleDifference::None;
    const QStringList decidesBefore = writingsOf(before, false);
    const QStringList decidesAfter = writingsOf(after, false);
    if (decidesBefore == decidesAfter)
        return RuleDifference::Names;
    return sorted(decidesBefore) == sorted(decidesAfter) ? RuleDifference::Order : RuleDifference::Decisions;
}

} // namespace cairn::ui
