// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace cairn::ui {

/// Round values (1, 2 or 5 times a power of ten) that span `low` to `high`: two to `most` of them, the first at or
/// below `low`, the last at or above `high`.
[[nodiscard]] QList<double> axisSteps(double low, double high, int most);

} // namespace cairn::ui
