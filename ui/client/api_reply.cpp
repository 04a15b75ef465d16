// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/api_reply.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace cairn::ui {

namespace {

ApiReply failed(ApiError error)
{
    ApiReply reply;
    reply.error = std::move(error);
    return reply;
}

ApiError::Kind kindOf(int status, bool hasEnvelope)
{
    if (status == 401 || status == 403)
        return ApiError::Kind::Unauthorized;
    if (hasEnvelope)
        return ApiError::Kind::Declined;
    return status == 404 || status == 405 ? ApiError::Kind::NotServed : ApiError::Kind::Broken;
}

ApiReply readRefusal(int status, const QJsonObject& envelope)
{
    const QString message = envelope.value(u"error").toString();
    const bool hasEnvelope = envelope.value(u"status").toString() == u"error" && !message.isEmpty();
    const ApiError::Kind kind = kindOf(status, hasEnvelope);
    return failed({kind, status, envelope.value(u"errorType").toString(),
        hasEnvelope ? message : QCoreApplication::translate("cairn::ui::ApiClient", "it answers %1").arg(status),
        envelope});
}

} // namespace

ApiReply readEnvelope(int status, const QByteArray& body)
{
    QJsonParseError parse{};
    const QJsonDocument document = QJsonDocument::fromJson(body, &parse);
    const QJsonObject envelope = document.object();
    if (status < 200 || status > 299)
        return readRefusal(status, envelope);
    if (parse.error != QJsonParseError::NoError)
        return failed({ApiError::Kind::Broken, status, {},
            QCoreApplication::translate("cairn::ui::ApiClient", "its answer is not JSON"), {}});
    if (envelope.value(u"status").toString() != u"success" || !envelope.value(u"data").isObject())
        return failed({ApiError::Kind::Broken, status, {},
            QCoreApplication::translate("cairn::ui::ApiClient", "its answer has no data"), {}});
    ApiReply reply;
    reply.data = envelope.value(u"data").toObject();
    const QJsonArray warnings = envelope.value(u"warnings").toArray();
    for (const QJsonValue& warning : warnings)
        reply.warnings.append(warning.toString());
    return reply;
}

} // namespace cairn::ui
