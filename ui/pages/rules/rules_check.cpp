// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/rules/rules_check.h"

#include "ui/client/api_client.h"

namespace cairn::ui {

namespace {

constexpr int kWaitMilliseconds = 300;

ApiCall callOf(const QString& verb, const QString& yaml)
{
    ApiCall call = ApiCall::post({QStringLiteral("rules"), verb}).in(verb);
    call.body = yaml.toUtf8();
    call.contentType = "application/yaml";
    return call;
}

} // namespace

RulesCheck::RulesCheck(ApiClient& client, QObject* parent) : QObject(parent), m_client(client)
{
    m_wait.setSingleShot(true);
    m_wait.setInterval(kWaitMilliseconds);
    connect(&m_wait, &QTimer::timeout, this, &RulesCheck::ask);
}

void RulesCheck::later(const QString& yaml)
{
    stop();
    m_yaml = yaml;
    m_isUnderWay = true;
    m_wait.start();
}

void RulesCheck::now(const QString& yaml)
{
    stop();
    m_yaml = yaml;
    ask();
}

void RulesCheck::stop()
{
    m_wait.stop();
    m_isUnderWay = false;
    m_client.cancel(this, QStringLiteral("validate"));
    m_client.cancel(this, QStringLiteral("preview"));
}

void RulesCheck::ask()
{
    m_isUnderWay = true;
    m_client.send(callOf(QStringLiteral("validate"), m_yaml), this, [this](const ApiReply& reply) {
        m_isUnderWay = false;
        if (!reply.ok())
            return Q_EMIT failed(reply.error->message);
        if (reply.data[u"valid"].toBool())
            preview();
        Q_EMIT validated(reply.data);
    });
}

void RulesCheck::preview()
{
    m_client.send(callOf(QStringLiteral("preview"), m_yaml), this, [this](const ApiReply& reply) {
        if (reply.ok())
            Q_EMIT previewed(reply.data);
        else
            Q_EMIT failed(reply.error->message);
    });
}

} // namespace cairn::ui
