// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded_gateway.h"

#include "app/start_lines.h"
#include "core/gateway/gateway.h"

#include <QTimer>

#include <algorithm>
#include <utility>

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

std::vector<std::string> listed(const QString& addresses)
{
    std::vector<std::string> list;
    const QStringList parts = addresses.split(u',', Qt::SkipEmptyParts);
    for (const QString& part : parts)
        list.push_back(part.trimmed().toStdString());
    return list;
}

bool isTcp(const std::string& address)
{
    return !address.starts_with('/') && !address.starts_with("unix:");
}

constexpr auto kNoTcp = "it listens on no TCP address, which the window needs";

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
    config.web.listenAddresses = listed(address);
    auto gateway = std::make_unique<Gateway>(std::move(config), std::vector<int>{}, m_log);
    m_complaint.clear();
    if (const auto started = gateway->start(); started) {
        m_gateway = std::move(gateway);
        connect(m_gateway.get(), &Gateway::quitRequested, this, &EmbeddedGateway::quitRequested);
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
    const auto tcp = std::find_if(bound.begin(), bound.end(), isTcp);
    if (tcp == bound.end())
        m_complaint = QString::fromLatin1(kNoTcp);
    else
        m_url = urlFor(*tcp, m_config.web.routePrefix);
}

void EmbeddedGateway::moveTo(const QString& address)
{
    if (!isRunning() || std::exchange(m_isMoving, true))
        return;
    const std::vector<std::string> addresses = listed(address);
    if (std::none_of(addresses.begin(), addresses.end(), isTcp))
        return finishMove(address, addresses.empty() ? "no address to listen on" : kNoTcp);
    m_gateway->moveTo(addresses, [this, address](const Result<void, StartError>& moved) {
        // not within its own callback
        QTimer::singleShot(0, this, [this, address, problem = moved ? std::string() : moved.error().lines.front()] {
            finishMove(address, problem);
        });
    });
}

void EmbeddedGateway::finishMove(const QString& address, const std::string& problem)
{
    m_isMoving = false;
    m_complaint = QString::fromStdString(problem);
    if (problem.empty()) {
        m_address = address;
        takeAddress();
    } else {
        m_log.error("The gateway did not move", {{"err", problem}});
    }
    if (m_gateway->boundAddresses().empty()) { // somebody has taken the old port, too
        m_gateway.reset();
        m_url.clear();
    }
    sayChanged();
    if (const auto next = std::exchange(m_afterMove, nullptr))
        next();
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
    if (m_isMoving) {
        m_afterMove = [this, done = std::move(done)] { stopAnd(done); };
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
            m_complaint.clear();
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
