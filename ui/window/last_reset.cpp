// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/last_reset.h"

#include "ui/pages/resets/reset_undo.h"
#include "ui/widgets/undo_bar.h"
#include "ui/window/session.h"

#include <QAction>

#include <utility>

namespace cairn::ui {

LastReset::LastReset(Session& session, UndoBar& bar, QAction& action, std::function<bool()> otherUndo, QObject* parent)
    : QObject(parent), m_session(session), m_bar(bar), m_otherUndo(std::move(otherUndo))
{
    connect(&session, &Session::undoOffered, this, &LastReset::offer);
    connect(&session, &Session::undoAsked, this, &LastReset::undoThat);
    connect(&action, &QAction::triggered, this, &LastReset::undoLast);
    connect(&bar, &UndoBar::undoAsked, this, &LastReset::undo);
    for (const auto gone : {&UndoBar::dismissed, &UndoBar::expired})
        connect(&bar, gone, this, [this] { m_reset = 0; });
}

void LastReset::offer(const UndoOffer& offer)
{
    m_reset = offer.resetId;
    m_bar.offer(offer.text, std::chrono::seconds(offer.seconds));
}

void LastReset::undoLast()
{
    if (m_reset != 0)
        undo();
    else if (!m_otherUndo())
        m_session.announce(tr("There is no reset to undo here"));
}

void LastReset::undo()
{
    undoThat(m_reset);
}

void LastReset::undoThat(qint64 reset)
{
    if (reset == m_reset) { // what the bar offers
        m_reset = 0;
        m_bar.withdraw();
    }
    undoReset(m_session, reset, this, [this] { emit undone(); });
}

} // namespace cairn::ui
