// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/gateway_status.h"

#include <QJsonArray>

namespace cairn::ui {

namespace {

const QString kPush = QStringLiteral("/metrics"); // behind the prefix of all routes

Gauge readGauge(const QJsonValue& value)
{
    const QJsonObject object = value.toObject();
    return {object.value(u"now").toDouble(), readNumber(object.value(u"limit")), readNumber(object.value(u"ratio")),
        object.value(u"flag").toString()};
}

Flow readFlow(const QJsonValue& value)
{
    const QJsonObject object = value.toObject();
    return {object.value(u"total").toDouble(), object.value(u"rate").toDouble()};
}

RecentScrape readScrape(const QJsonObject& object)
{
    return {object.value(u"time").toDouble(), object.value(u"age_seconds").toDouble(), object.value(u"from").toString(),
        object.value(u"status").toInt(), object.value(u"duration_seconds").toDouble()};
}

void readWho(GatewayStatus& status, const QJsonObject& data)
{
    const QJsonObject build = data.value(u"build").toObject();
    status.version = build.value(u"version").toString();
    status.revision = build.value(u"revision").toString();
    status.profile = data.value(u"profile").toString();
    status.time = data.value(u"time").toDouble();
    status.startTime = data.value(u"start_time").toDouble();
    status.uptimeSeconds = data.value(u"uptime_seconds").toDouble();
    status.ready = data.value(u"ready").toBool();
    status.healthy = data.value(u"healthy").toBool();
    status.complaint = data.value(u"complaint").toString();
    const QJsonArray addresses = data.value(u"addresses").toArray();
    for (const QJsonValue& address : addresses)
        status.addresses.append(address.toString());
    const QJsonObject paths = data.value(u"paths").toObject();
    const QString push = paths.value(u"push").toString(kPush);
    const QString prefix = push.endsWith(kPush) ? push.chopped(kPush.size()) : QString();
    const QString scrape = paths.value(u"scrape").toString(kPush);
    status.pushPath = push.mid(prefix.size());
    status.scrapePath = scrape.startsWith(prefix + u'/') ? scrape.mid(prefix.size()) : scrape;
    status.mayAdminister = data.value(u"rights").toObject().value(u"admin").toBool();
}

void readFlows(GatewayStatus& status, const QJsonObject& data)
{
    status.pushes = readFlow(data.value(u"pushes"));
    status.samples = readFlow(data.value(u"samples"));
    status.refusals = readFlow(data.value(u"refusals"));
    status.cpuRate = readFlow(data.value(u"cpu")).rate;
    const QJsonArray reasons = data.value(u"refusals_by_reason").toArray();
    for (const QJsonValue& reason : reasons)
        status.refusalsByReason.append({reason.toObject().value(u"reason").toString(), readFlow(reason)});
    const QJsonObject scrapes = data.value(u"scrapes").toObject();
    status.scrapesTotal = scrapes.value(u"total").toDouble();
    const QJsonArray recent = scrapes.value(u"recent").toArray();
    for (const QJsonValue& scrape : recent)
        status.scrapes.append(readScrape(scrape.toObject()));
}

} // namespace

std::optional<double> readNumber(const QJsonValue& value)
{
    if (value.isDouble())
        return value.toDouble();
    const QString text = value.toString();
    if (text == u"NaN")
        return std::numeric_limits<double>::quiet_NaN();
    if (text == u"+Inf")
        return std::numeric_limits<double>::infinity();
    if (text == u"-Inf")
        return -std::numeric_limits<double>::infinity();
    return std::nullopt;
}

bool GatewayStatus::isOne(const QJsonObject& data)
{
    return data.value(u"start_time").isDouble() && data.value(u"ready").isBool() && data.value(u"healthy").isBool()
        && data.value(u"pushes").isObject() && data.value(u"series").isObject();
}

GatewayStatus GatewayStatus::read(const QJsonObject& data)
{
    GatewayStatus status;
    readWho(status, data);
    readFlows(status, data);
    status.series = readGauge(data.value(u"series"));
    status.families = readGauge(data.value(u"families"));
    status.groups = readGauge(data.value(u"groups"));
    status.windowBytes = readGauge(data.value(u"window_bytes"));
    status.connections = readGauge(data.value(u"connections"));
    status.residentBytes = data.value(u"memory").toObject().value(u"resident_bytes").toDouble();
    status.ruleCount = data.value(u"rules").toObject().value(u"count").toInt();
    status.rulesEtag = data.value(u"rules").toObject().value(u"etag").toString();
    status.isDurable = data.value(u"store").toObject().value(u"durable").toBool();
    return status;
}

} // namespace cairn::ui
