// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

class QAction;

namespace cairn::ui {

class Session;
class UndoBar;
struct UndoOffer;

/// The last reset that can be undone, by the bar at the bottom or by the menu, as long as the offer stands.
class LastReset final : public QObject {
    Q_OBJECT

public:
    /// `otherUndo` is asked where no offer stands; false: there is nothing else to undo, which is said.
    LastReset(Session& session, UndoBar& bar, QAction& action, std::function<bool()> otherUndo, QObject* parent);

Q_SIGNALS:
    void undone(); ///< lists are to be asked for anew

private:
    void offer(const UndoOffer& offer);
    void undoThat(qint64 reset);
    void undo();
    void undoLast();

    Session& m_session;
    UndoBar& m_bar;
    std::function<bool()> m_otherUndo;
    qint64 m_reset = 0; // its id; 0: no offer stands
};

} // namespace cairn::ui
