// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/poller.h"

namespace cairn::ui {

Poller::Poller(ApiClient& client, std::function<ApiCall()> question, QObject* parent)
    : QObject(parent), m_client(client), m_question(std::move(question))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &Poller::askNow);
    connect(&client, &ApiClient::targetChanged, this, [this] {
        if (m_isRunning)
            askNow();
    });
}

void Poller::start()
{
    if (m_isRunning)
        return;
    m_isRunning = true;
    askNow();
}

void Poller::stop()
{
    m_isRunning = false;
    m_timer.stop();
    ++m_asked;
}

void Poller::askNow()
{
    m_timer.stop();
    const quint64 number = ++m_asked;
    ApiCall call = m_question();
    if (call.lane.isEmpty())
        call.lane = QStringLiteral("poll");
    m_client.send(call, this, [this, number](const ApiReply& reply) {
        if (number != m_asked)
            return;
        if (m_isRunning)
            m_timer.start();
        emit answered(reply);
    });
}

} // namespace cairn::ui
