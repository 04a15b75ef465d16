// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "living_gateway.h"

#include "core/config/config_reader.h"

#include <QNetworkReply>
#include <QSignalSpy>

namespace cairn::ui_testing {

namespace {

Config configOfTests()
{
    const std::vector<std::string> words{"--web.listen-address=127.0.0.1:0"};
    return *readConfig({words, {}, {}});
}

Log::Options quiet()
{
    Log::Options options;
    options.level = LogLevel::Error;
    return options;
}

} // namespace

LivingGateway::LivingGateway() : m_log(quiet()), m_gateway(configOfTests(), m_log)
{
    m_gateway.start(m_gateway.address());
}

int LivingGateway::push(const QString& group, const QByteArray& body)
{
    QNetworkRequest request(QUrl(m_gateway.url().toString() + QStringLiteral("/metrics") + group));
    request.setHeader(QNetworkRequest::ContentTypeHeader, "text/plain");
    QNetworkReply* reply = m_network.post(request, body);
    QSignalSpy finished(reply, &QNetworkReply::finished);
    if (!reply->isFinished())
        finished.wait();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    reply->deleteLater();
    return status;
}

} // namespace cairn::ui_testing
