// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>

namespace cairn::ui {

/// What makes pages ask: beats, each of which says that something may have changed. Who looks on, and so keeps the
/// beats coming, is counted.
class Pulse final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Changes are told of as they come: who hears no beat has nothing new to ask for.
    [[nodiscard]] bool isLive() const { return m_isLive; }
    /// The gateway is known not to answer: asking is left to who finds out when it does.
    [[nodiscard]] bool isDown() const { return m_isDown; }
    /// Nothing changed of late. Rates and windows move on for some seconds after the last push.
    [[nodiscard]] bool isQuiet() const { return m_isLive && m_sinceBeat.isValid() && m_sinceBeat.hasExpired(kRest); }
    [[nodiscard]] bool hasAudience() const { return m_audience > 0; }

    void beat();
    void setLive(bool isLive);
    void setDown(bool isDown); ///< with a beat when it is over
    void join(); ///< one more looks on
    void leave();

Q_SIGNALS:
    void beaten();
    void audienceChanged(); ///< the first came, or the last went

private:
    static constexpr qint64 kRest = 10'000;

    bool m_isLive = false;
    bool m_isDown = false;
    int m_audience = 0;
    QElapsedTimer m_sinceBeat;
};

} // namespace cairn::ui
