// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gateway_control.h"
#include "ui/window/local_gateway.h"

namespace cairn::app {

/// The gateway of the process, in the window's words.
class WindowGateway final : public ui::LocalGateway {
    Q_OBJECT

public:
    explicit WindowGateway(GatewayControl& gateway, QObject* parent = nullptr); ///< `gateway` outlives it
    ~WindowGateway() override;

    [[nodiscard]] bool isRunning() const override { return m_gateway.isRunning(); }
    [[nodiscard]] QUrl url() const override { return m_gateway.url(); }
    [[nodiscard]] QString address() const override { return m_gateway.address(); }
    [[nodiscard]] QString complaint() const override { return m_gateway.complaint(); }
    void start(const QString& address) override { m_gateway.start(address); }
    void moveTo(const QString& address) override { m_gateway.moveTo(address); }
    void stop() override { m_gateway.stop(); }

private:
    GatewayControl& m_gateway;
};

} // namespace cairn::app
