// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/push.h"

#include <QCoreApplication>
#include <QStringList>
#include <QUrl>

namespace cairn::ui {

namespace {

std::optional<qint64> countOf(const QJsonValue& value)
{
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

PushResult resultOf(const QString& text)
{
    if (text == QLatin1String("refused"))
        return PushResult::Refused;
    return text == QLatin1String("dry_run") ? PushResult::DryRun : PushResult::Merged;
}

QString labelText(const QString& name, const QString& value)
{
    return name + QStringLiteral("=\"") + value + u'"';
}

void readGroup(Push& push, const QJsonObject& object)
{
    push.hasGroup = object[u"group"].isObject();
    const QJsonObject group = object[u"group"].toObject();
    push.groupPath = push.hasGroup ? group[u"path"].toString() : object[u"path"].toString();
    push.group = push.hasGroup ? groupText(group) : push.groupPath;
}

void readRefusal(Push& push, const QJsonObject& object)
{
    push.errorType = object[u"error_type"].toString();
    push.error = withoutLine(object[u"error"].toString(), object[u"line"].toInt());
    push.line = object[u"line"].toInt();
    push.text = object[u"text"].toString();
}

} // namespace

QString groupText(const QJsonObject& group)
{
    QJsonObject left = group[u"labels"].toObject();
    QStringList parts;
    const QStringList segments = group[u"path"].toString().split(u'/');
    for (qsizetype i = 1; i < segments.size(); i += 2) {
        const QString name = QUrl::fromPercentEncoding(segments.at(i).toUtf8()).section(u'@', 0, 0);
        if (const auto found = left.find(name); found != left.end()) {
            parts << labelText(name, found->toString());
            left.erase(found);
        }
    }
    for (auto it = left.begin(); it != left.end(); ++it)
        parts << labelText(it.key(), it->toString());
    return parts.join(QStringLiteral(", "));
}

QString formatName(const QString& format)
{
    if (format == u"openmetrics")
        return QStringLiteral("OpenMetrics");
    if (format == u"json")
        return QStringLiteral("JSON");
    return format == u"increment" ? QCoreApplication::translate("cairn::ui", "increment")
        : format == u"text"       ? QCoreApplication::translate("cairn::ui", "text")
                                  : format;
}

QString withoutLine(const QString& error, int line)
{
    const QString prefix = QStringLiteral("line %1: ").arg(line);
    return line > 0 && error.startsWith(prefix) ? error.mid(prefix.size()) : error;
}

QString Push::placedError() const
{
    return line > 0 ? QCoreApplication::translate("cairn::ui", "line %1: %2").arg(line).arg(error) : error;
}

Push pushOf(const QJsonObject& object)
{
    Push push;
    push.id = object[u"id"].toInteger();
    push.time = object[u"time"].toDouble();
    push.from = object[u"from"].toString();
    push.method = object[u"method"].toString();
    push.format = object[u"format"].toString();
    push.coding = object[u"coding"].toString();
    push.bytes = object[u"bytes"].toInteger();
    push.samples = countOf(object[u"samples"]);
    push.created = countOf(object[u"created"]);
    push.dropped = countOf(object[u"dropped"]);
    push.status = object[u"status"].toInt();
    push.result = resultOf(object[u"result"].toString());
    push.duration = object[u"duration_seconds"].toDouble();
    push.hasReport = object[u"has_report"].toBool();
    push.hasBody = object[u"has_body"].toBool();
    readGroup(push, object);
    readRefusal(push, object);
    return push;
}

} // namespace cairn::ui
