// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window_gateway.h"

namespace cairn::app {

WindowGateway::WindowGateway(GatewayControl& gateway, QObject* parent) : LocalGateway(parent), m_gateway(gateway)
{
    m_gateway.onChanged([this] { emit changed(); });
}

WindowGateway::~WindowGateway()
{
    m_gateway.onChanged({});
}

} // namespace cairn::app
