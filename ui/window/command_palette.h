// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QAction;
class QLineEdit;
class QListWidget;

namespace cairn::ui {

/// Every command by a few letters of its name; opens over the window, closes by Esc or a click elsewhere.
class CommandPalette final : public QFrame {
    Q_OBJECT

public:
    explicit CommandPalette(QWidget* parent);
    void openWith(const QList<QAction*>& actions);
    /// Whether the letters of `typed` stand in `name` in that order, without regard to case.
    [[nodiscard]] static bool matches(const QString& typed, const QString& name);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void runCurrent();

    QLineEdit* m_edit;
    QListWidget* m_list;
    QList<QAction*> m_actions;
};

} // namespace cairn::ui
