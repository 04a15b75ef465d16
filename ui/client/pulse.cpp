// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/pulse.h"

#include <utility>

namespace cairn::ui {

void Pulse::beat()
{
    m_sinceBeat.start();
    emit beaten();
}

void Pulse::setLive(bool isLive)
{
    if (isLive && !m_isLive)
        m_sinceBeat.start(); // what happened before is not told of
    m_isLive = isLive;
}

void Pulse::setDown(bool isDown)
{
    if (std::exchange(m_isDown, isDown) && !isDown)
        beat();
}

void Pulse::join()
{
    if (++m_audience == 1)
        emit audienceChanged();
}

void Pulse::leave()
{
    if (--m_audience == 0)
        emit audienceChanged();
}

} // namespace cairn::ui
