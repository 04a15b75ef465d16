// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/push_value.h"

#include "ui/format/number_text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <limits>

namespace cairn::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("cairn::ui", text);
}

QList<std::pair<double, double>> pairsOf(const QJsonValue& json)
{
    QList<std::pair<double, double>> pairs;
    const QJsonArray array = json.toArray();
    for (const QJsonValue& one : array) {
        const QJsonArray pair = one.toArray();
        const double nan = std::numeric_limits<double>::quiet_NaN();
        pairs.append({doubleOf(pair.at(0)).value_or(nan), doubleOf(pair.at(1)).value_or(nan)});
    }
    return pairs;
}

} // namespace

std::optional<double> doubleOf(const QJsonValue& json)
{
    if (json.isDouble())
        return json.toDouble();
    if (!json.isString())
        return std::nullopt;
    const QString text = json.toString();
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (text == QLatin1String("+Inf"))
        return infinity;
    if (text == QLatin1String("-Inf"))
        return -infinity;
    if (text == QLatin1String("NaN"))
        return std::numeric_limits<double>::quiet_NaN();
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    return isNumber ? std::optional(value) : std::nullopt;
}

PushValue pushValueOf(const QJsonValue& json)
{
    PushValue value;
    if (!json.isObject()) {
        value.number = doubleOf(json);
        return value;
    }
    const QJsonObject object = json.toObject();
    value.sum = doubleOf(object[u"sum"]);
    value.count = doubleOf(object[u"count"]);
    value.buckets = pairsOf(object[u"buckets"]);
    value.quantiles = pairsOf(object[u"quantiles"]);
    return value;
}

QString shortText(const PushValue& value)
{
    if (value.number)
        return fullNumber(*value.number);
    if (value.isNothing())
        return QStringLiteral("–");
    if (value.count)
        return QStringLiteral("# ") + fullNumber(*value.count);
    return value.sum ? QStringLiteral("Σ ") + fullNumber(*value.sum) : tr("quantiles");
}

QString longText(const PushValue& value)
{
    if (value.number)
        return exactNumber(*value.number);
    if (value.isNothing())
        return tr("nothing");
    QStringList lines;
    if (value.count)
        lines << tr("count %1").arg(exactNumber(*value.count));
    if (value.sum)
        lines << tr("sum %1").arg(exactNumber(*value.sum));
    for (const auto& [bound, count] : value.buckets)
        lines << tr("≤ %1: %2").arg(exactNumber(bound), exactNumber(count));
    for (const auto& [quantile, at] : value.quantiles)
        lines << tr("quantile %1: %2").arg(exactNumber(quantile), exactNumber(at));
    return lines.join(u'\n');
}

} // namespace cairn::ui
