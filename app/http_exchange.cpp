// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http_exchange.h"

#include "app/unix_exchange.h"
#include "core/model/units.h"

#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <memory>

namespace cairn::app {

namespace {

QNetworkRequest requestFor(const QUrl& url)
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setHeader(QNetworkRequest::ContentTypeHeader, kPushedType.data());
    request.setHeader(QNetworkRequest::UserAgentHeader, "cairn");
    return request;
}

Result<HttpAnswer, std::string> exchangeOverTcp(
    const Target& target, const std::string* body, std::chrono::milliseconds timeout)
{
    const QUrl url = QUrl::fromEncoded(QByteArray::fromStdString(target.gateway + target.path), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return Failure{std::string("no valid URL")};
    QNetworkAccessManager manager;
    const std::unique_ptr<QNetworkReply> reply(body == nullptr
            ? manager.get(requestFor(url))
            : manager.post(requestFor(url), QByteArray::fromStdString(*body)));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    bool late = false;
    QTimer::singleShot(timeout, reply.get(), [&] {
        late = true;
        reply->abort();
    });
    if (!reply->isFinished())
        loop.exec();
    if (late)
        return Failure{noAnswerWithin(timeout)};
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0)
        return Failure{reply->errorString().toStdString()};
    return HttpAnswer{status, reply->readAll().toStdString()};
}

} // namespace

// Also of a URL whose password holds a slash, which makes it none: what stands before the last `@` is not told.
std::string Target::shown() const
{
    std::string text = gateway;
    const std::size_t scheme = text.find("://");
    const std::size_t at = text.rfind('@');
    if (!isUnix() && scheme != std::string::npos && at != std::string::npos && at > scheme)
        text.erase(scheme + 3, at - scheme - 2);
    return text + path;
}

Target targetOf(std::string_view url, std::string_view path)
{
    url = url.substr(0, url.find('#'));
    const std::size_t query = std::min(url.find('?'), url.size());
    Target target;
    const std::string_view gateway = url.substr(0, query);
    target.gateway = gateway.find("://") == std::string_view::npos ? "http://" : "";
    target.gateway += gateway;
    while (target.gateway.ends_with('/'))
        target.gateway.pop_back();
    target.path.append(path).append(url.substr(query));
    return target;
}

Result<HttpAnswer, std::string> exchange(
    const Target& target, const std::string* body, std::chrono::milliseconds timeout)
{
    auto answer = target.isUnix() ? exchangeOverUnix(target, body, timeout) : exchangeOverTcp(target, body, timeout);
    if (answer)
        return answer;
    return Failure{target.shown() + ": " + answer.error()};
}

Result<std::chrono::milliseconds, std::string> readTimeout(std::string_view text)
{
    const auto timeout = parseDuration(text);
    if (!timeout)
        return Failure{"--timeout: " + timeout.error()};
    if (timeout->count() < 1 || *timeout > std::chrono::hours(24))
        return Failure{"--timeout: expected 1ms to 1d, found '" + std::string(text) + "'"};
    return *timeout;
}

} // namespace cairn::app
