// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/try/try_request.h"

#include "ui/models/series_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace cairn::ui {

namespace {

QByteArray contentTypeOf(const QString& format)
{
    if (format == u"openmetrics")
        return "application/openmetrics-text; version=1.0.0; charset=utf-8";
    if (format == u"protobuf")
        return "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";
    if (format == u"json")
        return "application/json";
    if (format == u"increment")
        return {};
    return "text/plain; version=0.0.4; charset=utf-8";
}

QString encoded(const QString& text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

// A path cannot end in an empty segment, and some proxies fold `.` and `..`: these go as base64url.
bool needsBase64(const QString& value)
{
    return value.isEmpty() || value == u"." || value == u"..";
}

QString shellQuoted(const QString& text)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9_./:=@%+,-]+\\z"));
    if (plain.match(text).hasMatch())
        return text;
    return u'\'' + QString(text).replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

QString delimiterFor(const QString& body)
{
    QString word = QStringLiteral("EOF");
    const QStringList lines = body.split(u'\n');
    while (lines.contains(word))
        word += u'_';
    return word;
}

bool isIncrement(const TryRequest& request)
{
    return request.format == u"increment";
}

QString placeOf(const TryRequest& request, const QString& pushPath)
{
    if (isIncrement(request))
        return apiPath({QStringLiteral("inc")}) + pathOfLabels(request.labels);
    const bool isJson = request.format == u"json";
    return (isJson ? apiPath({QStringLiteral("push")}) : pushPath) + pathOfLabels(request.labels);
}

// As it was sent, without what asked for a report then.
QUrlQuery queryOf(const TryRequest& request)
{
    if (!isIncrement(request))
        return {};
    QUrlQuery query(QString::fromUtf8(request.body));
    query.removeAllQueryItems(QStringLiteral("explain"));
    query.removeAllQueryItems(QStringLiteral("dry_run"));
    return query;
}

bool isSample(const QString& line)
{
    const QString text = line.trimmed();
    return !text.isEmpty() && !text.startsWith(u'#');
}

int jsonSamples(const QByteArray& body)
{
    qsizetype samples = 0;
    const QJsonArray families = QJsonDocument::fromJson(body).object().value(u"families").toArray();
    for (const QJsonValue& family : families)
        samples += family.toObject().value(u"samples").toArray().size();
    return static_cast<int>(samples);
}

} // namespace

QString pathOfLabels(const QList<std::pair<QString, QString>>& labels)
{
    QString path;
    for (const auto& [name, value] : labels) {
        path += u'/' + encoded(name);
        if (!needsBase64(value)) {
            path += u'/' + encoded(value);
            continue;
        }
        const QByteArray text = value.toUtf8().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        path += QStringLiteral("@base64/") + (text.isEmpty() ? QStringLiteral("=") : QString::fromLatin1(text));
    }
    return path;
}

QList<std::pair<QString, QString>> labelsOfPath(const QString& path)
{
    QList<std::pair<QString, QString>> labels;
    const QStringList segments = path.split(u'/');
    for (qsizetype i = 1; i + 1 < segments.size(); i += 2) {
        QString name = QUrl::fromPercentEncoding(segments.at(i).toUtf8());
        const QByteArray value = QByteArray::fromPercentEncoding(segments.at(i + 1).toUtf8());
        const bool isBase64 = name.endsWith(QLatin1String("@base64"));
        if (isBase64)
            name.chop(7);
        labels.append(
            {name, QString::fromUtf8(isBase64 ? QByteArray::fromBase64(value, QByteArray::Base64UrlEncoding) : value)});
    }
    return labels;
}

std::optional<TryRequest> requestOf(const QJsonObject& detail)
{
    const Push push = pushOf(detail);
    const QJsonObject body = detail.value(u"body").toObject();
    if (body.isEmpty() || body.value(u"is_cut").toBool() || !push.hasGroup)
        return std::nullopt;
    const QString text = body.value(u"text").toString();
    const bool isBase64 = body.value(u"is_base64").toBool();
    return TryRequest{labelsOfPath(push.groupPath), isBase64 ? QByteArray::fromBase64(text.toLatin1()) : text.toUtf8(),
        push.format, push.method.isEmpty() ? QStringLiteral("POST") : push.method};
}

int samplesOf(const TryRequest& request)
{
    if (isIncrement(request))
        return 1;
    if (request.format == u"json")
        return jsonSamples(request.body);
    const QStringList lines = QString::fromUtf8(request.body).split(u'\n');
    return static_cast<int>(std::count_if(lines.begin(), lines.end(), isSample));
}

TryRequest asText(const TryRequest& request)
{
    if (!isIncrement(request))
        return request;
    QMap<QString, QString> labels;
    QString name;
    QString value = QStringLiteral("1");
    const auto items = QUrlQuery(QString::fromUtf8(request.body).replace(u'+', u' ')).queryItems(QUrl::FullyDecoded);
    for (const auto& [key, text] : items) {
        if (key == u"name")
            name = text;
        else if (key == u"value")
            value = text;
        else if (key.startsWith(u"label."))
            labels.insert(key.mid(6), text);
    }
    const QString series = selectorText(name, labels);
    const QString typed = series.startsWith(u'{') ? quotedValue(name) : name;
    const QString text
        = QStringLiteral("# TYPE ") + typed + QStringLiteral(" counter\n") + series + u' ' + value + u'\n';
    return {request.labels, text.toUtf8(), QStringLiteral("text"), request.method};
}

ApiCall pushCall(const TryRequest& request, const QString& pushPath)
{
    ApiCall call;
    call.verb = request.method.toLatin1();
    call.path = placeOf(request, pushPath);
    call.query = queryOf(request);
    addParameter(call.query, QStringLiteral("explain"), QStringLiteral("true"));
    call.body = isIncrement(request) ? QByteArray() : request.body;
    call.contentType = contentTypeOf(request.format);
    return call;
}

ApiCall tryCall(const TryRequest& request)
{
    ApiCall call;
    call.verb = "POST";
    call.path = apiPath({QStringLiteral("try")}) + pathOfLabels(request.labels);
    if (request.method != u"POST")
        addParameter(call.query, QStringLiteral("method"), request.method);
    call.body = request.body;
    call.contentType = contentTypeOf(request.format);
    return call;
}

QString curlLine(const TryRequest& request, const QUrl& base, const QString& pushPath)
{
    QString url = base.toString(QUrl::FullyEncoded | QUrl::StripTrailingSlash | QUrl::RemoveUserInfo);
    url += placeOf(request, pushPath);
    const QString method
        = request.method == u"POST" ? QString() : QStringLiteral("-X ") + shellQuoted(request.method) + u' ';
    if (isIncrement(request))
        return QStringLiteral("curl ") + (method.isEmpty() ? QStringLiteral("-X POST ") : method)
            + shellQuoted(url + u'?' + queryOf(request).toString(QUrl::FullyEncoded));
    QString line = QStringLiteral("curl ") + method + QStringLiteral("--data-binary @- ");
    if (request.format != u"text")
        line += QStringLiteral("-H ") + shellQuoted(QStringLiteral("Content-Type: ") + contentTypeOf(request.format))
            + u' ';
    return line + shellQuoted(url);
}

QString curlCommand(const TryRequest& request, const QUrl& base, const QString& pushPath)
{
    const QString line = curlLine(request, base, pushPath);
    if (isIncrement(request))
        return line + u'\n';
    if (request.format == u"protobuf")
        return QStringLiteral("base64 -d <<'EOF' | ") + line + u'\n' + QString::fromLatin1(request.body.toBase64())
            + QStringLiteral("\nEOF\n");
    QString body = QString::fromUtf8(request.body);
    if (!body.endsWith(u'\n'))
        body += u'\n';
    const QString word = delimiterFor(body);
    return line + QStringLiteral(" <<'") + word + QStringLiteral("'\n") + body + word + u'\n';
}

} // namespace cairn::ui
