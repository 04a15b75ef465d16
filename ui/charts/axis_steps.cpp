// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/axis_steps.h"

#include <array>
#include <cmath>

namespace cairn::ui {

namespace {

QList<double> stepsBy(double step, double low, double high)
{
    const double first = std::floor(low / step);
    const double last = std::ceil(high / step);
    QList<double> steps;
    for (double i = first; i <= last && steps.size() < 64; ++i)
        steps << i * step;
    return steps;
}

} // namespace

QList<double> axisSteps(double low, double high, int most)
{
    if (!(high > low))
        high = low + (low == 0 ? 1 : std::abs(low));
    constexpr std::array<double, 3> kRound{1, 2, 5};
    double power = std::pow(10, std::floor(std::log10((high - low) / most)));
    for (int i = 0; i < 12; ++i) {
        if (i > 0 && i % 3 == 0)
            power *= 10;
        const QList<double> steps = stepsBy(kRound.at(static_cast<std::size_t>(i % 3)) * power, low, high);
        if (steps.size() <= most)
            return steps.size() > 1 ? steps : QList<double>{low, high};
    }
    return {low, high};
}

} // namespace cairn::ui
