// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

class QAction;
class QLineEdit;
class QListWidget;

namespace cairn::ui {

class Session;

/// Every command by a few letters of its name, and every family and group of the gateway, which the gateway looks for;
/// opens over the window, closes by Esc or a click elsewhere.
class CommandPalette final : public QFrame {
    Q_OBJECT

public:
    CommandPalette(Session& session, QWidget* parent);
    void openWith(const QList<QAction*>& actions);
    /// Whether the letters of `typed` stand in `name` in that order, without regard to case.
    [[nodiscard]] static bool matches(const QString& typed, const QString& name);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void search();
    void add(const QString& kind, const QString& name, std::function<void()> act);
    void runCurrent();

    QLineEdit* m_edit;
    QListWidget* m_list;
    Session& m_session;
    QList<QAction*> m_actions;
    QList<std::function<void()>> m_acts; // of the rows
    QTimer m_soon; // the gateway is asked after the last key
};

} // namespace cairn::ui
