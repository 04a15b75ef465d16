// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <array>

class QMenuBar;
class QVBoxLayout;

namespace cairn::ui {

/// All keys at a glance, by menu, in two columns; where they are higher than the window, they scroll. Made anew each
/// time it is opened; gone by Esc or a click elsewhere.
class ShortcutSheet final : public QFrame {
    Q_OBJECT

public:
    ShortcutSheet(const QMenuBar& menus, QWidget* parent);
    void openOver(const QWidget& window);

private:
    void addGroup(QWidget* group);

    QWidget* m_content;
    std::array<QVBoxLayout*, 2> m_columns = {}; // more are wider than a small window
};

} // namespace cairn::ui
