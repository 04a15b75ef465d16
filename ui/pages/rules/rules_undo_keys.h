// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

class QWidget;

namespace cairn::ui {

/// One undo for a page of several fields: its keys take back the last step of all, not that of the field with the
/// focus, and not what the window could undo. Fields that are there when it is made are seen to.
class UndoKeys final : public QObject {
public:
    using Do = std::function<void()>;
    UndoKeys(QWidget& page, Do undo, Do redo);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    Do m_undo;
    Do m_redo;
};

} // namespace cairn::ui
