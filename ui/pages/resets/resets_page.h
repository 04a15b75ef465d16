// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/poller.h"
#include "ui/models/reset_model.h"
#include "ui/window/page.h"

#include <QTimer>

class QLabel;
class QPushButton;
class QTableView;

namespace cairn::ui {

class Session;

/// How to get it back: what was reset, by whom, when, and whether it can be undone.
class ResetsPage final : public Page {
    Q_OBJECT

public:
    explicit ResetsPage(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] PageInfo info() const override;
    void activate() override;
    void deactivate() override;
    void refresh() override;
    void open(const QString& what) override; ///< a reset's id
    [[nodiscard]] bool stepBack() override;
    [[nodiscard]] bool undo() override; ///< the selected one, else the newest that can be
    [[nodiscard]] QList<QAction*> pageActions() const override { return m_actions; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void connectParts();
    void take(const ApiReply& reply);
    void selectWanted();
    void showSelected();
    void undoSelected();
    void addActions();
    [[nodiscard]] int selectedRow() const;

    Session& m_session;
    ResetModel* m_model;
    QTableView* m_table;
    QLabel* m_empty;
    QLabel* m_what;
    QPushButton* m_undo;
    QAction* m_undoAction;
    QList<QAction*> m_actions;
    Poller m_poller;
    QTimer m_second;
    qint64 m_wanted = 0; // the reset to be selected as soon as it is known
    qint64 m_returning = 0; // the reset whose undo is on its way
};

} // namespace cairn::ui
