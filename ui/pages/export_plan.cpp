// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/export_plan.h"

#include "ui/pages/row_format.h"

#include <QJsonDocument>

#include <memory>

namespace cairn::ui {

namespace {

constexpr int kPageLength = 1000; // the most that the API gives at once
constexpr qsizetype kMostNames = 4000; // bytes of names in one request

ApiCall pageFrom(const ApiCall& call, qint64 offset)
{
    ApiCall page = call;
    addParameter(page.query, QStringLiteral("limit"), QString::number(kPageLength));
    addParameter(page.query, QStringLiteral("offset"), QString::number(offset));
    page.lane.clear();
    return page;
}

std::optional<ApiCall> pageAfter(const ExportedList& list, const ApiReply* reply)
{
    if (reply == nullptr)
        return pageFrom(list.call, 0);
    const qint64 rows = reply->data.value(list.key).toArray().size();
    const qint64 end = reply->data.value(u"offset").toInteger() + rows;
    if (rows == 0 || end >= reply->data.value(u"total").toInteger())
        return std::nullopt;
    return pageFrom(list.call, end);
}

ExportPlan planOf(const ExportedList& list, std::function<QByteArray(const QJsonObject&)> bytesOfRow)
{
    ExportPlan plan;
    plan.next = [list](const ApiReply* reply) { return pageAfter(list, reply); };
    plan.rows
        = [key = list.key](const ApiReply& reply) { return static_cast<int>(reply.data.value(key).toArray().size()); };
    plan.bytes = [key = list.key, bytesOfRow = std::move(bytesOfRow)](const ApiReply& reply) {
        QByteArray bytes;
        const QJsonArray rows = reply.data.value(key).toArray();
        for (const QJsonValue& row : rows)
            bytes += bytesOfRow(row.toObject());
        return bytes;
    };
    return plan;
}

} // namespace

ExportPlan jsonPlan(const ExportedList& list)
{
    const auto isFirst = std::make_shared<bool>(true);
    ExportPlan plan = planOf(list, [isFirst](const QJsonObject& row) {
        const QByteArray between = std::exchange(*isFirst, false) ? "\n" : ",\n";
        return between + QJsonDocument(row).toJson(QJsonDocument::Compact);
    });
    plan.head = "[";
    plan.tail = "\n]\n";
    return plan;
}

ExportPlan csvPlan(
    const ExportedList& list, const QStringList& head, std::function<QStringList(const QJsonObject&)> cells)
{
    ExportPlan plan
        = planOf(list, [cells = std::move(cells)](const QJsonObject& row) { return csvLine(cells(row)).toUtf8(); });
    plan.head = csvLine(head).toUtf8();
    return plan;
}

ExportPlan linesPlan(const ExportedList& list, std::function<QString(const QJsonObject&)> lines)
{
    return planOf(list, [lines = std::move(lines)](const QJsonObject& row) { return lines(row).toUtf8(); });
}

ExportPlan scrapePlan(const ApiCall& scrape)
{
    ExportPlan plan;
    plan.next = [scrape](const ApiReply* reply) { return reply == nullptr ? std::optional(scrape) : std::nullopt; };
    return plan;
}

ApiCall scrapeOfSome(const QStringList& families, qsizetype& first, const QString& scrapePath)
{
    ApiCall call = ApiCall::plain(scrapePath);
    qsizetype bytes = 0;
    for (const qsizetype begin = first; first < families.size(); ++first) {
        bytes += QUrl::toPercentEncoding(families[first]).size() + 10;
        if (first > begin && bytes > kMostNames)
            break;
        addParameter(call.query, QStringLiteral("name[]"), families[first]);
    }
    return call;
}

ExportPlan scrapePlan(const ExportedList& families, const QString& scrapePath)
{
    struct State {
        QStringList names;
        qsizetype first = 0;
        std::optional<ApiCall> page; // of names that follow
    };
    const auto state = std::make_shared<State>();
    ExportPlan plan;
    plan.next = [state, families, scrapePath](const ApiReply* reply) -> std::optional<ApiCall> {
        const bool isPage = reply == nullptr || reply->data.contains(families.key);
        if (isPage)
            state->page = pageAfter(families, reply);
        if (reply != nullptr && isPage) {
            state->names.clear();
            state->first = 0;
            const QJsonArray rows = reply->data.value(families.key).toArray();
            for (const QJsonValue& row : rows)
                state->names.append(row.toObject().value(u"name").toString());
        }
        if (state->first < state->names.size())
            return scrapeOfSome(state->names, state->first, scrapePath);
        return std::exchange(state->page, std::nullopt);
    };
    plan.rows = [key = families.key](
                    const ApiReply& reply) { return static_cast<int>(reply.data.value(key).toArray().size()); };
    return plan;
}

ExportPlan wholePlan(const QByteArray& bytes)
{
    ExportPlan plan;
    plan.next = [](const ApiReply*) { return std::nullopt; };
    plan.head = bytes;
    return plan;
}

} // namespace cairn::ui
