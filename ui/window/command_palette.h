// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/palette_rank.h"

#include <QFrame>
#include <QTimer>

class QAction;
class QJsonObject;
class QLineEdit;
class QListWidget;

namespace cairn::ui {

class Session;

/// Every command by a few letters of its name, and every family and group of the gateway, which the gateway looks for;
/// opens over the window, closes by Esc or a click elsewhere. What was chosen lately comes first among equals.
class CommandPalette final : public QFrame {
    Q_OBJECT

public:
    CommandPalette(Session& session, QWidget* parent);
    void openWith(const QList<QAction*>& actions);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void take(const QString& typed);
    void search();
    void addFamily(const QJsonObject& family);
    void addGroup(const QJsonObject& row);
    void fill(); ///< what answers, with the same row chosen where somebody chose one
    void step(int key);
    void runCurrent();

    QLineEdit* m_edit;
    QListWidget* m_list;
    Session& m_session;
    QList<PaletteEntry> m_commands;
    QList<PaletteEntry> m_found; // by the gateway, for what is typed
    QList<PaletteEntry> m_shown; // of the rows
    bool m_isChosen = false; // a row, by key: better answers do not take the choice away
    QTimer m_soon; // the gateway is asked after the last key
};

} // namespace cairn::ui
