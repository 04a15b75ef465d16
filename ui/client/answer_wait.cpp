// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/answer_wait.h"

#include <utility>

namespace cairn::ui {

using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

milliseconds now()
{
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace

AnswerWait::AnswerWait(QObject* parent) : QObject(parent), m_clock(now)
{
    m_next.setSingleShot(true);
    m_next.setTimerType(Qt::PreciseTimer); // a coarse one may come before its second is over
    connect(&m_next, &QTimer::timeout, this, &AnswerWait::look);
}

void AnswerWait::setClock(Clock clock)
{
    m_clock = std::move(clock);
}

quint64 AnswerWait::begin()
{
    m_asked.insert(++m_last, m_clock());
    if (!m_next.isActive())
        m_next.start(seconds(1));
    return m_last;
}

void AnswerWait::end(quint64 number)
{
    if (m_asked.remove(number) > 0 && (m_asked.isEmpty() || m_told.count() > 0))
        look();
}

void AnswerWait::clear()
{
    m_asked.clear();
    look();
}

milliseconds AnswerWait::oldest() const
{
    return m_asked.isEmpty() ? milliseconds(0) : m_clock() - m_asked.first();
}

void AnswerWait::look()
{
    const milliseconds waited = oldest();
    if (m_asked.isEmpty())
        m_next.stop();
    else
        m_next.start(seconds(1) - waited % seconds(1));
    const auto whole = std::chrono::floor<seconds>(waited);
    if (whole != std::exchange(m_told, whole))
        emit changed();
}

} // namespace cairn::ui
