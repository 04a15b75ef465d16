// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "living_gateway.h"

#include "core/config/config_reader.h"

#include <QNetworkReply>
#include <QSignalSpy>

namespace cairn::ui_testing {

namespace {

Config configOfTests(std::vector<std::string> words)
{
    words.emplace_back("--web.listen-address=127.0.0.1:0");
    return *readConfig({words, {}, {}});
}

Log::Options quiet()
{
    Log::Options options;
    options.level = LogLevel::Error;
    return options;
}

} // namespace

LivingGateway::LivingGateway(const std::vector<std::string>& flags)
    : m_log(quiet()), m_gateway(configOfTests(flags), m_log)
{
    m_gateway.start(m_gateway.address());
}

int LivingGateway::push(const QString& group, const QByteArray& body)
{
    return post(QStringLiteral("/metrics") + group, body, "text/plain");
}

int LivingGateway::post(const QString& place, const QByteArray& body, const QByteArray& type, const QByteArray& coding)
{
    QNetworkRequest request(QUrl(m_gateway.url().toString() + place));
    request.setHeader(QNetworkRequest::ContentTypeHeader, type);
    if (!coding.isEmpty())
        request.setRawHeader("Content-Encoding", coding);
    QNetworkReply* reply = m_network.post(request, body);
    QSignalSpy finished(reply, &QNetworkReply::finished);
    if (!reply->isFinished())
        finished.wait();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    reply->deleteLater();
    return status;
}

} // namespace cairn::ui_testing
