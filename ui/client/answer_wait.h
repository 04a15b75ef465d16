// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace cairn::ui {

/// How long a gateway has owed the oldest answer that is still out. What it answers only when there is news is not
/// owed: nobody begins a wait for it.
class AnswerWait final : public QObject {
    Q_OBJECT

public:
    using Clock = std::function<std::chrono::milliseconds()>; ///< never goes back

    explicit AnswerWait(QObject* parent = nullptr);

    void setClock(Clock clock); ///< instead of the process's own; look() tells it that time has passed
    [[nodiscard]] quint64 begin(); ///< a question is asked; its number is for end()
    void end(quint64 number); ///< answered, given up, or of no use any more; a second time does nothing
    void clear(); ///< nothing is owed any more
    /// Whole seconds; 0 while nobody would call it a wait.
    [[nodiscard]] std::chrono::seconds time() const { return m_told; }
    void look();

Q_SIGNALS:
    void changed(); ///< time() is another

private:
    [[nodiscard]] std::chrono::milliseconds oldest() const;

    Clock m_clock;
    QMap<quint64, std::chrono::milliseconds> m_asked; // when; the oldest is first
    quint64 m_last = 0;
    std::chrono::seconds m_told{0};
    QTimer m_next; // the next whole second
};

} // namespace cairn::ui
