// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/try/try_request.h"

#include <QRegularExpression>

namespace cairn::ui {

namespace {

QByteArray contentTypeOf(const QString& format)
{
    if (format == u"openmetrics")
        return "application/openmetrics-text; version=1.0.0; charset=utf-8";
    if (format == u"protobuf")
        return "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";
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

QUrlQuery explained()
{
    QUrlQuery query;
    addParameter(query, QStringLiteral("explain"), QStringLiteral("true"));
    return query;
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

ApiCall pushCall(const TryRequest& request, const QString& pushPath)
{
    ApiCall call;
    call.verb = "POST";
    call.path = pushPath + pathOfLabels(request.labels);
    call.query = explained();
    call.body = request.body;
    call.contentType = contentTypeOf(request.format);
    return call;
}

ApiCall tryCall(const TryRequest& request)
{
    ApiCall call;
    call.verb = "POST";
    call.path = apiPath({QStringLiteral("try")}) + pathOfLabels(request.labels);
    call.body = request.body;
    call.contentType = contentTypeOf(request.format);
    return call;
}

QString curlLine(const TryRequest& request, const QUrl& base, const QString& pushPath)
{
    QString url = base.toString(QUrl::FullyEncoded | QUrl::StripTrailingSlash | QUrl::RemoveUserInfo);
    url += pushPath + pathOfLabels(request.labels);
    QString line = QStringLiteral("curl --data-binary @- ");
    if (request.format != u"text")
        line += QStringLiteral("-H ") + shellQuoted(QStringLiteral("Content-Type: ") + contentTypeOf(request.format))
            + u' ';
    return line + shellQuoted(url);
}

QString curlCommand(const TryRequest& request, const QUrl& base, const QString& pushPath)
{
    const QString line = curlLine(request, base, pushPath);
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
