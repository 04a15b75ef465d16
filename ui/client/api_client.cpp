// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/api_client.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <utility>

namespace cairn::ui {

namespace {

constexpr auto kSuperseded = "cairn.superseded";
constexpr auto kPlain = "cairn.plain";
constexpr auto kCutText = "cairn.cut";
constexpr qint64 kMaxAnswerBytes = 64 * 1024 * 1024;

bool isForeign(QNetworkReply::NetworkError error)
{
    using Error = QNetworkReply::NetworkError;
    return error == Error::ProtocolFailure || error == Error::ProtocolUnknownError;
}

// Qt's own words are there in English alone where its translations are not installed, and name the host once more.
QString reasonOf(const QNetworkReply& reply)
{
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError: return ApiClient::tr("Connection refused");
    case QNetworkReply::RemoteHostClosedError: return ApiClient::tr("Connection closed");
    case QNetworkReply::HostNotFoundError: return ApiClient::tr("Host %1 not found").arg(reply.url().host());
    default: return reply.errorString();
    }
}

ApiReply readReply(QNetworkReply& reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (const QVariant text = reply.property(kCutText); text.isValid()) {
        ApiReply cut;
        cut.text = text.toByteArray();
        cut.isCut = true;
        return cut;
    }
    if (reply.error() == QNetworkReply::OperationCanceledError || reply.error() == QNetworkReply::TimeoutError) {
        ApiReply late;
        late.error = ApiError{ApiError::Kind::TimedOut, status, {}, ApiClient::tr("no whole answer in time"), {}};
        return late;
    }
    if (isForeign(reply.error())) {
        ApiReply foreign;
        foreign.error = ApiError{ApiError::Kind::Broken, status, {}, ApiClient::tr("it does not speak HTTP"), {}};
        return foreign;
    }
    const bool isCut = status >= 200 && status < 300 && reply.error() != QNetworkReply::NoError;
    if (status == 0 || isCut) {
        ApiReply none;
        none.error = ApiError{ApiError::Kind::Unreachable, status, {}, reasonOf(reply), {}};
        return none;
    }
    if (reply.property(kPlain).toBool() && status < 300) {
        ApiReply text;
        text.text = reply.readAll();
        return text;
    }
    ApiReply read = readEnvelope(status, reply.readAll());
    read.etag = reply.rawHeader("ETag");
    return read;
}

QNetworkRequest requestOf(const ApiCall& call, const QUrl& url, const ApiTarget& target)
{
    QNetworkRequest request(url);
    request.setTransferTimeout(static_cast<int>(call.timeout.count()));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setRawHeader("Accept", call.isPlain ? "text/plain" : "application/json");
    request.setRawHeader("User-Agent", "cairn-window/" + QCoreApplication::applicationVersion().toLatin1());
    if (!target.user.isEmpty())
        request.setRawHeader("Authorization", "Basic " + (target.user.toUtf8() + ':' + target.token).toBase64());
    else if (!target.token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + target.token);
    if (!call.contentType.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader, call.contentType);
    for (const auto& [name, value] : call.headers)
        request.setRawHeader(name, value);
    return request;
}

} // namespace

ApiClient::ApiClient(QObject* parent) : QObject(parent)
{
    m_network.setAutoDeleteReplies(true);
}

void ApiClient::setTarget(const ApiTarget& target)
{
    ++m_generation;
    m_target = target;
    m_wait.clear();
    for (QNetworkReply* reply : std::exchange(m_lanes, {})) {
        if (reply != nullptr && reply->error() == QNetworkReply::NoError)
            reply->abort();
    }
    m_network.clearAccessCache(); // no kept-alive connection to where we no longer are
    emit targetChanged();
}

QUrl ApiClient::urlOf(const ApiCall& call) const
{
    QUrl url = m_target.base;
    QString prefix = url.path(QUrl::FullyEncoded);
    while (prefix.endsWith(u'/'))
        prefix.chop(1);
    url.setPath(prefix + call.path, QUrl::StrictMode);
    url.setQuery(call.query.toString(QUrl::FullyEncoded), QUrl::StrictMode);
    return url;
}

void ApiClient::send(const ApiCall& call, QObject* context, Handler handler)
{
    const auto lane = std::pair(context, call.lane);
    if (!call.lane.isEmpty())
        cancel(context, call.lane);
    const QNetworkRequest request = requestOf(call, urlOf(call), m_target);
    QNetworkReply* reply = m_network.sendCustomRequest(request, call.verb, call.body);
    reply->setProperty(kPlain, call.isPlain);
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply, most = call.mostText](qint64 received) {
        if (most > 0 && received > most && !reply->property(kCutText).isValid())
            reply->setProperty(kCutText, reply->peek(most));
        if (received > kMaxAnswerBytes || (most > 0 && received > most))
            reply->abort();
    });
    if (!call.isQuiet)
        count(1);
    if (!call.lane.isEmpty())
        m_lanes.insert(lane, reply);
    if (!call.isLongPoll)
        connect(reply, &QNetworkReply::finished, &m_wait, [this, number = m_wait.begin()] { m_wait.end(number); });
    QElapsedTimer timer;
    timer.start();
    connect(
        reply, &QNetworkReply::finished, this,
        [this, reply, timer, lane, isQuiet = call.isQuiet, generation = m_generation, context = QPointer(context),
            handler = std::move(handler)] {
            if (!isQuiet)
                count(-1);
            if (m_lanes.value(lane) == reply)
                m_lanes.remove(lane);
            if (generation == m_generation && !reply->property(kSuperseded).toBool())
                finish(reply, context, handler, static_cast<double>(timer.nsecsElapsed()) / 1e6);
        },
        Qt::SingleShotConnection); // one that is aborted as it fails says so twice
}

void ApiClient::cancel(QObject* context, const QString& lane)
{
    if (QNetworkReply* older = m_lanes.take({context, lane})) {
        older->setProperty(kSuperseded, true);
        if (older->error() == QNetworkReply::NoError) // else it is about to end
            older->abort();
    }
}

void ApiClient::count(int step)
{
    const bool was = isAwaited();
    m_awaited += step;
    if (was != isAwaited())
        emit awaitedChanged();
}

void ApiClient::finish(
    QNetworkReply* reply, const QPointer<QObject>& context, const Handler& handler, double milliseconds)
{
    ApiReply read = readReply(*reply);
    read.milliseconds = milliseconds;
    emit answered(read);
    if (context && handler)
        handler(read);
}

} // namespace cairn::ui
