// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "living_gateway.h"

#include <QByteArray>

namespace cairn::ui {
class ControlRoom;
}

namespace cairn::ui_testing {

/// What one of a shop's places pushes in a round: counters, gauges and a histogram, in several modes.
[[nodiscard]] QByteArray shopBody(int round, int place);

/// Some rounds of three places, a nightly job, and somebody who makes a mistake; a second apart, as the window hears of
/// it: sparklines want points.
void pushRounds(LivingGateway& gateway, ui::ControlRoom& room, int rounds);

} // namespace cairn::ui_testing
