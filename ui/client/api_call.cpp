// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/api_call.h"

#include <QJsonDocument>
#include <QUrl>

namespace cairn::ui {

QString apiPath(std::initializer_list<QString> segments)
{
    QString path = QStringLiteral("/api/v2");
    for (const QString& segment : segments)
        path += u'/' + QString::fromLatin1(QUrl::toPercentEncoding(segment));
    return path;
}

void addParameter(QUrlQuery& query, const QString& name, const QString& value)
{
    // QUrlQuery leaves `+`, `&` and `;` to its caller
    query.addQueryItem(
        QString::fromLatin1(QUrl::toPercentEncoding(name)), QString::fromLatin1(QUrl::toPercentEncoding(value)));
}

ApiCall ApiCall::get(std::initializer_list<QString> segments)
{
    ApiCall call;
    call.path = apiPath(segments);
    return call;
}

ApiCall ApiCall::plain(const QString& path)
{
    ApiCall call;
    call.path = path;
    call.isPlain = true;
    return call;
}

ApiCall ApiCall::post(std::initializer_list<QString> segments)
{
    ApiCall call = get(segments);
    call.verb = "POST";
    return call;
}

ApiCall ApiCall::post(std::initializer_list<QString> segments, const QJsonObject& json)
{
    ApiCall call = post(segments);
    call.contentType = "application/json";
    call.body = QJsonDocument(json).toJson(QJsonDocument::Compact);
    return call;
}

ApiCall&& ApiCall::with(const QString& name, const QString& value) &&
{
    if (!value.isEmpty())
        addParameter(query, name, value);
    return std::move(*this);
}

ApiCall&& ApiCall::in(const QString& name) &&
{
    lane = name;
    return std::move(*this);
}

} // namespace cairn::ui
