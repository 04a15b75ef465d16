// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gateway_control.h"
#include "core/config/config.h"
#include "core/telemetry/log.h"

#include <QObject>

#include <functional>
#include <memory>

namespace cairn {
class Gateway;
}

namespace cairn::app {

/// The gateway behind the window of the same process: on loopback unless an address was given. It serves on threads of
/// its own; this object lives on the window's.
class EmbeddedGateway final : public QObject, public GatewayControl {
    Q_OBJECT

public:
    EmbeddedGateway(Config config, Log& log, QObject* parent = nullptr);
    ~EmbeddedGateway() override;

    [[nodiscard]] bool isRunning() const override { return m_gateway != nullptr && !m_isStopping; }
    [[nodiscard]] QUrl url() const override { return m_url; }
    [[nodiscard]] QString address() const override { return m_address; }
    [[nodiscard]] QString complaint() const override { return m_complaint; }
    void start(const QString& address) override;
    void moveTo(const QString& address) override;
    void stop() override;
    void onChanged(std::function<void()> said) override { m_said = std::move(said); }

    void stopAnd(std::function<void()> done); ///< finishes what is under way, then calls `done`
    void reload(); ///< the rules

Q_SIGNALS:
    void quitRequested(); ///< over HTTP, where that is allowed

private:
    void takeAddress();
    void finishMove(const QString& address, const std::string& problem);
    void sayChanged() const;

    Config m_config;
    Log& m_log;
    std::unique_ptr<Gateway> m_gateway;
    bool m_isStopping = false;
    bool m_isMoving = false;
    std::function<void()> m_afterMove; // to stop, when somebody wants that meanwhile
    QString m_address;
    QUrl m_url;
    QString m_complaint;
    std::function<void()> m_said;
};

} // namespace cairn::app
