// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/embedded_gateway.h"
#include "app/window_gateway.h"
#include "core/telemetry/log.h"

#include <QNetworkAccessManager>

#include <string>
#include <vector>

namespace cairn::ui_testing {

/// A real gateway within the test, on a free port, and what pushes to it.
class LivingGateway {
public:
    /// `flags` beside a free port: `--web.route-prefix=/cairn`.
    explicit LivingGateway(const std::vector<std::string>& flags = {});

    [[nodiscard]] ui::LocalGateway& gateway() { return m_local; }
    /// Pushes and waits for the answer, while the event loop runs. The HTTP status.
    int push(const QString& group, const QByteArray& body);
    /// The same to any place, as anything: `/api/v2/push/job/a`, `application/json`, gzip.
    int post(const QString& place, const QByteArray& body, const QByteArray& type, const QByteArray& coding = {});

private:
    Log m_log;
    app::EmbeddedGateway m_gateway;
    app::WindowGateway m_local{m_gateway};
    QNetworkAccessManager m_network;
};

} // namespace cairn::ui_testing
