// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QElapsedTimer>
#include <QHash>
#include <QList>
#include <QTimer>
#include <QVariant>

namespace cairn::ui {

constexpr double kFlashOpacity = 0.18;
constexpr int kFadeMilliseconds = 900;
constexpr int kFadeStepMilliseconds = 100; ///< ten repaints a second are enough
constexpr int kMostFlashes = 30; ///< at once; beyond, or without motion, nothing flashes and the number is told

/// What has changed lights up for a moment: which rows of a table do so, and how much is left of it.
template <typename Key>
class RowFlash {
public:
    RowFlash()
    {
        m_clock.start();
        m_timer.setInterval(kFadeStepMilliseconds);
    }
    [[nodiscard]] QTimer& timer() { return m_timer; } ///< at each of its ticks, repaint what isLit() and fade()

    /// Rows that have just changed. How many are not lit, because they are too many or nothing may move.
    int light(const QList<Key>& keys)
    {
        if (keys.isEmpty())
            return 0;
        if (keys.size() > kMostFlashes || Theme::instance().hasReducedMotion())
            return static_cast<int>(keys.size());
        for (const Key& key : keys)
            m_lit.insert(key, m_clock.elapsed());
        m_timer.start();
        return 0;
    }
    [[nodiscard]] bool isLit(const Key& key) const { return m_lit.contains(key); }
    [[nodiscard]] QVariant ground(const Key& key) const
    {
        const auto lit = m_lit.constFind(key);
        if (lit == m_lit.constEnd())
            return {};
        const double left = 1 - static_cast<double>(m_clock.elapsed() - *lit) / kFadeMilliseconds;
        return left > 0 ? QVariant(Theme::instance().color(ColorRole::Accent, kFlashOpacity * left)) : QVariant();
    }
    void fade()
    {
        const qint64 now = m_clock.elapsed();
        m_lit.removeIf(
            [now](typename QHash<Key, qint64>::iterator lit) { return now - lit.value() > kFadeMilliseconds; });
        if (m_lit.isEmpty())
            m_timer.stop();
    }
    void clear()
    {
        m_lit.clear();
        m_timer.stop();
    }

private:
    QElapsedTimer m_clock;
    QTimer m_timer;
    QHash<Key, qint64> m_lit; // since when, by the clock
};

} // namespace cairn::ui
