// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/family_series.h"

#include "ui/models/push_value.h"

#include <QJsonArray>

namespace cairn::ui {

namespace {

QMap<QString, QString> readLabels(const QJsonValue& value)
{
    QMap<QString, QString> labels;
    const QJsonObject object = value.toObject();
    for (auto label = object.begin(); label != object.end(); ++label)
        labels.insert(label.key(), label.value().toString());
    return labels;
}

void readCompound(FamilySeries& series, const QJsonObject& compound)
{
    series.count = doubleOf(compound.value(u"count"));
    series.sum = doubleOf(compound.value(u"sum"));
    const QJsonArray buckets = compound.value(u"buckets").toArray();
    for (const QJsonValue& one : buckets) {
        const QJsonObject bucket = one.toObject();
        series.buckets.append({doubleOf(bucket.value(u"lower")).value_or(0),
            doubleOf(bucket.value(u"upper")).value_or(0), doubleOf(bucket.value(u"count")).value_or(0)});
    }
    const QJsonArray quantiles = compound.value(u"quantiles").toArray();
    for (const QJsonValue& one : quantiles) {
        if (const auto value = doubleOf(one.toObject().value(u"value")))
            series.quantiles.append({one.toObject().value(u"quantile").toDouble(), *value});
    }
}

} // namespace

FamilySeries readSeries(const QJsonObject& object)
{
    FamilySeries series;
    series.labels = readLabels(object.value(u"labels"));
    series.labelsText = object.value(u"labels_text").toString();
    series.mode = readModeReason(object);
    series.group = object.value(u"group").toObject().value(u"path").toString();
    series.lastPush = object.value(u"last_push").toDouble();
    series.ageSeconds = object.value(u"age_seconds").toDouble();
    series.ttlSeconds = doubleOf(object.value(u"ttl_seconds"));
    series.value = doubleOf(object.value(u"value"));
    if (object.contains(u"histogram"))
        readCompound(series, object.value(u"histogram").toObject());
    else if (object.contains(u"summary"))
        readCompound(series, object.value(u"summary").toObject());
    return series;
}

FamilyLabels readFamilyLabels(const QJsonObject& object)
{
    FamilyLabels labels;
    labels.constant = readLabels(object.value(u"constant"));
    const QJsonArray varying = object.value(u"varying").toArray();
    for (const QJsonValue& label : varying)
        labels.varying.append(label.toObject().value(u"name").toString());
    return labels;
}

} // namespace cairn::ui
