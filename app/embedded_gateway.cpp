// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded_gateway.h"

#include "app/start_lines.h"
#include "core/gateway/gateway.h"

#include <QTimer>

#include <algorithm>

namespace cairn::app {

namespace {

constexpr auto kHome = "127.0.0.1:9091";

// Headless, a gateway listens everywhere; a window is somebody's desk.
QString firstAddress(const Config& config)
{
    const auto setting = std::find_if(config.settings.begin(), config.settings.end(),
        [](const Setting& one) { return one.name == "web.listen-address"; });
    const bool isGiven = setting != config.settings.end() && setting->origin != Origin::Default;
    return isGiven ? QString::fromStdString(setting->value) : QString::fromLatin1(kHome);
}

// `[::]:9091` and `0.0.0.0:9091` are where it listens, not where to call.
QUrl urlFor(const std::string& bound, const std::string& prefix)
{
    QUrl url(QStringLiteral("http://") + QString::fromStdString(bound) + QString::fromStdString(prefix));
    if (url.host() == u"::" || url.host() == u"0.0.0.0")
        url.setHost(QStringLiteral("127.0.0.1"));
    return url;
}

} // namespace

EmbeddedGateway::EmbeddedGateway(Config config, Log& log, QObject* parent)
    : QObject(parent), m_config(std::move(config)), m_log(log), m_address(firstAddress(m_config))
{
}

EmbeddedGateway::~EmbeddedGateway() = default;

void EmbeddedGateway::start(const QString& address)
{
    if (m_gateway)
        return;
    m_address = address;
    Config config = m_config;
    config.web.listenAddresses.clear();
    const QStringList parts = address.split(u',', Qt::SkipEmptyParts);
    for (const QString& part : parts)
        config.web.listenAddresses.push_back(part.trimmed().toStdString());
    auto gateway = std::make_unique<Gateway>(std::move(config), std::vector<int>{}, m_log);
    m_complaint.clear();
    if (const auto started = gateway->start(); started) {
        m_gateway = std::move(gateway);
        takeAddress();
    } else {
        m_complaint
            = QString::fromStdString(started.error().lines.empty() ? "no reason" : started.error().lines.front());
        m_log.error("The gateway did not start", {{"err", m_complaint.toStdString()}});
    }
    sayChanged();
}

void EmbeddedGateway::takeAddress()
{
    const std::vector<std::string> bound = m_gateway->boundAddresses();
    logListening(m_log, bound);
    const auto tcp = std::find_if(
        bound.begin(), bound.end(), [](const std::string& one) { return one[0] != '/' && !one.starts_with("unix:"); });
    if (tcp == bound.end()) {
        m_complaint = QStringLiteral("it listens on no TCP address, which the window needs");
        return;
    }
    m_url = urlFor(*tcp, m_config.web.routePrefix);
    connect(m_gateway.get(), &Gateway::quitRequested, this, &EmbeddedGateway::quitRequested);
}

void EmbeddedGateway::stop()
{
    stopAnd({});
}

void EmbeddedGateway::stopAnd(std::function<void()> done)
{
    if (!m_gateway || m_isStopping) {
        if (done)
            done();
        return;
    }
    m_isStopping = true;
    m_log.info("Shutting down", {{"reason", "window"}});
    m_gateway->shutdown([this, done = std::move(done)] {
        // not within its own callback
        QTimer::singleShot(0, this, [this, done] {
            m_gateway.reset();
            m_isStopping = false;
            m_url.clear();
            sayChanged();
            if (done)
                done();
        });
    });
    sayChanged();
}

void EmbeddedGateway::sayChanged() const
{
    if (m_said)
        m_said();
}

void EmbeddedGateway::reload()
{
    if (m_gateway)
        m_gateway->reload();
}

} // namespace cairn::app
