// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http_exchange.h"

#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QUrl>

#include <memory>

namespace cairn::app {

Result<HttpAnswer, std::string> exchange(
    const std::string& url, const std::string* body, std::chrono::milliseconds timeout)
{
    const QUrl target = QUrl::fromEncoded(QByteArray::fromStdString(url), QUrl::StrictMode);
    if (!target.isValid() || target.host().isEmpty())
        return Failure{"no valid URL: " + url};
    QNetworkRequest request(target);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setTransferTimeout(static_cast<int>(timeout.count()));
    request.setHeader(QNetworkRequest::ContentTypeHeader, "text/plain; version=0.0.4; charset=utf-8");
    request.setHeader(QNetworkRequest::UserAgentHeader, "cairn");
    QNetworkAccessManager manager;
    const std::unique_ptr<QNetworkReply> reply(
        body == nullptr ? manager.get(request) : manager.post(request, QByteArray::fromStdString(*body)));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0)
        return Failure{target.toString(QUrl::RemoveUserInfo).toStdString() + ": " + reply->errorString().toStdString()};
    return HttpAnswer{status, reply->readAll().toStdString()};
}

std::string joinUrl(std::string_view base, std::string_view path)
{
    std::string url = base.find("://") == std::string_view::npos ? "http://" : "";
    url += base;
    while (url.ends_with('/'))
        url.pop_back();
    return url.append(path);
}

} // namespace cairn::app
