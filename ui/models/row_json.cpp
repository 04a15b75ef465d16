// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/row_json.h"

#include "ui/models/series_text.h"

#include <QJsonArray>

#include <cmath>

namespace cairn::ui {

namespace {

QJsonValue number(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue(plainNumber(value));
}

QJsonValue number(const std::optional<double>& value)
{
    return value ? number(*value) : QJsonValue();
}

QJsonValue count(const std::optional<qint64>& value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonArray pairs(const QList<std::pair<double, double>>& list)
{
    QJsonArray array;
    for (const auto& [at, value] : list)
        array.append(QJsonArray{number(at), number(value)});
    return array;
}

QJsonValue valueJson(const PushValue& value)
{
    if (!value.isCompound())
        return number(value.number);
    QJsonObject object;
    if (value.sum)
        object.insert(u"sum", number(value.sum));
    if (value.count)
        object.insert(u"count", number(value.count));
    if (!value.buckets.isEmpty())
        object.insert(u"buckets", pairs(value.buckets));
    if (!value.quantiles.isEmpty())
        object.insert(u"quantiles", pairs(value.quantiles));
    return object;
}

QString outcomeName(MergeOutcome outcome)
{
    static const QStringList names{QStringLiteral("created"), QStringLiteral("added"), QStringLiteral("replaced"),
        QStringLiteral("kept"), QStringLiteral("family-replaced"), QStringLiteral("dropped"),
        QStringLiteral("refused")};
    return names.at(static_cast<int>(outcome));
}

void addMode(QJsonObject& object, const ModeReason& mode)
{
    object.insert(u"mode", mode.mode);
    object.insert(u"reason", mode.reason);
    if (!mode.rule.isEmpty())
        object.insert(u"rule", mode.rule);
}

} // namespace

QJsonObject toJson(const Family& family)
{
    QJsonObject object{{QLatin1String("name"), family.name}, {QLatin1String("type"), family.type},
        {QLatin1String("help"), family.help}, {QLatin1String("series"), family.series},
        {QLatin1String("groups"), family.groups}, {QLatin1String("value"), number(family.value)},
        {QLatin1String("count"), number(family.count)}, {QLatin1String("rate"), number(family.rate)},
        {QLatin1String("last_push"), family.lastPush}, {QLatin1String("age_seconds"), family.ageSeconds}};
    addMode(object, family.mode);
    return object;
}

QJsonObject toJson(const QString& family, const FamilySeries& series)
{
    QJsonObject labels;
    for (auto label = series.labels.begin(); label != series.labels.end(); ++label)
        labels.insert(label.key(), label.value());
    QJsonObject object{{QLatin1String("name"), family}, {QLatin1String("labels"), labels},
        {QLatin1String("group"), series.group}, {QLatin1String("last_push"), series.lastPush},
        {QLatin1String("age_seconds"), series.ageSeconds}};
    if (series.value)
        object.insert(u"value", number(series.value));
    if (series.sum)
        object.insert(u"sum", number(series.sum));
    if (series.count)
        object.insert(u"count", number(series.count));
    QJsonArray buckets;
    for (const SeriesBucket& bucket : series.buckets)
        buckets.append(QJsonArray{number(bucket.lower), number(bucket.upper), number(bucket.count)});
    if (!buckets.isEmpty())
        object.insert(u"buckets", buckets);
    if (!series.quantiles.isEmpty())
        object.insert(u"quantiles", pairs(series.quantiles));
    addMode(object, series.mode);
    return object;
}

QJsonObject toJson(const Push& push)
{
    static const QList<QString> results{QStringLiteral("merged"), QStringLiteral("refused"), QStringLiteral("dry_run")};
    QJsonObject object{{QLatin1String("id"), push.id}, {QLatin1String("time"), push.time},
        {QLatin1String("from"), push.from}, {QLatin1String("group"), push.groupPath},
        {QLatin1String("method"), push.method}, {QLatin1String("format"), push.format},
        {QLatin1String("bytes"), push.bytes}, {QLatin1String("samples"), count(push.samples)},
        {QLatin1String("status"), push.status}, {QLatin1String("result"), results.at(static_cast<int>(push.result))},
        {QLatin1String("duration_seconds"), push.duration}};
    if (!push.coding.isEmpty())
        object.insert(u"coding", push.coding);
    if (!push.error.isEmpty())
        object.insert(u"error", push.error);
    if (push.line > 0)
        object.insert(u"line", push.line);
    return object;
}

QJsonObject toJson(const MergedSeries& series)
{
    QJsonObject object{{QLatin1String("series"), series.key().remove(QChar(0x200b))},
        {QLatin1String("type"), series.type}, {QLatin1String("mode"), series.mode},
        {QLatin1String("reason"), series.reason}, {QLatin1String("outcome"), outcomeName(series.outcome)},
        {QLatin1String("before"), valueJson(series.before)}, {QLatin1String("pushed"), valueJson(series.pushed)},
        {QLatin1String("after"), valueJson(series.after)}};
    if (!series.rule.isEmpty())
        object.insert(u"rule", series.rule);
    return object;
}

QJsonObject toJson(const Reset& reset)
{
    return {{QLatin1String("id"), reset.id}, {QLatin1String("time"), reset.time}, {QLatin1String("from"), reset.from},
        {QLatin1String("what"), reset.what}, {QLatin1String("series"), reset.series},
        {QLatin1String("families"), reset.families}};
}

} // namespace cairn::ui
