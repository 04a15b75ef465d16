// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/family.h"

#include "ui/models/push_value.h"

#include <QJsonArray>

#include <algorithm>
#include <limits>

namespace cairn::ui {

namespace {

bool isSum(const QString& mode)
{
    static const QStringList kSums{
        QStringLiteral("aggregate"), QStringLiteral("increase"), QStringLiteral("sum"), QStringLiteral("count")};
    return std::any_of(kSums.begin(), kSums.end(), [&mode](const QString& sum) { return mode.startsWith(sum); });
}

bool canBeSummed(Unit unit)
{
    return unit != Unit::Timestamp && unit != Unit::Ratio;
}

} // namespace

bool Family::addsUp() const
{
    if (!value || series <= 1)
        return true;
    return canBeSummed(unitOfName(name)) && (type == u"counter" || isSum(mode.mode));
}

Unit unitOf(const Family& family)
{
    if (!family.value)
        return Unit::None;
    const Unit unit = unitOfName(family.name);
    return canBeSummed(unit) || family.series == 1 ? unit : Unit::None;
}

ModeReason readModeReason(const QJsonObject& object)
{
    return {object.value(u"mode").toString(), object.value(u"reason").toString(), object.value(u"rule").toString(),
        object.value(u"rule_number").toInt(), object.value(u"series").toInt()};
}

Family readFamily(const QJsonObject& object)
{
    Family family;
    family.name = object.value(u"name").toString();
    family.type = object.value(u"type").toString();
    family.help = object.value(u"help").toString();
    family.mode = readModeReason(object);
    const QJsonArray modes = object.value(u"modes").toArray();
    for (const QJsonValue& mode : modes)
        family.modes.append(readModeReason(mode.toObject()));
    family.series = object.value(u"series").toInteger();
    family.groups = object.value(u"groups").toInteger();
    family.value = doubleOf(object.value(u"value"));
    family.count = doubleOf(object.value(u"count"));
    family.rate = doubleOf(object.value(u"rate"));
    family.lastPush = object.value(u"last_push").toDouble();
    family.ageSeconds = object.value(u"age_seconds").toDouble();
    const QJsonArray hints = object.value(u"hints").toArray();
    family.hints = static_cast<int>(hints.size());
    family.hint = hints.isEmpty() ? QString() : hints.first().toObject().value(u"text").toString();
    const QJsonArray history = object.value(u"history").toArray();
    for (const QJsonValue& point : history)
        family.history.append(doubleOf(point).value_or(std::numeric_limits<double>::quiet_NaN()));
    return family;
}

} // namespace cairn::ui
