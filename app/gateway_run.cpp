// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gateway_run.h"

#include "app/command.h"

namespace cairn::app {

int runGateway(const Config&, std::vector<int>, Log& log)
{
    log.error("This build reads settings, rules and pushes, but holds no gateway that could serve.");
    return kFailed;
}

} // namespace cairn::app
