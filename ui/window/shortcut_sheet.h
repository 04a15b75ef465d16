// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QMenuBar;

namespace cairn::ui {

/// All keys at a glance, by menu. Made anew each time it is opened; gone by Esc or a click elsewhere.
class ShortcutSheet final : public QFrame {
    Q_OBJECT

public:
    ShortcutSheet(const QMenuBar& menus, QWidget* parent);
    void openOver(const QWidget& window);
};

} // namespace cairn::ui
