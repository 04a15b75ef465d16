// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/rules/rules_undo_keys.h"

#include <QKeyEvent>
#include <QLineEdit>

namespace cairn::ui {

UndoKeys::UndoKeys(QWidget& page, Do undo, Do redo) : QObject(&page), m_undo(std::move(undo)), m_redo(std::move(redo))
{
    page.installEventFilter(this); // what its parts do not take comes by
    const QList<QLineEdit*> fields = page.findChildren<QLineEdit*>();
    for (QLineEdit* field : fields)
        field->installEventFilter(this); // they would take it
}

bool UndoKeys::eventFilter(QObject*, QEvent* event)
{
    const bool isKey = event->type() == QEvent::KeyPress;
    if (!isKey && event->type() != QEvent::ShortcutOverride)
        return false;
    auto* key = static_cast<QKeyEvent*>(event);
    const bool isUndo = key->matches(QKeySequence::Undo);
    if (!isUndo && !key->matches(QKeySequence::Redo))
        return false;
    event->accept(); // of a shortcut: the key itself comes next
    if (isKey)
        isUndo ? m_undo() : m_redo();
    return true;
}

} // namespace cairn::ui
