// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QListView;
class QToolButton;

namespace cairn::ui {

class RuleModel;
class Session;
class TableActions;

/// The rules in their order: one is chosen, moved by the mouse or by keys, added, taken out, copied. It asks; the text
/// is what is changed.
class RulesList final : public QWidget {
    Q_OBJECT

public:
    explicit RulesList(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] RuleModel& model() const { return *m_model; }
    [[nodiscard]] QListView& view() const { return *m_view; }
    [[nodiscard]] int row() const; ///< chosen; -1: none
    void choose(int row);
    void setChangeable(bool isChangeable); ///< while not, nothing is moved or taken out
    [[nodiscard]] QList<QAction*> actions() const { return m_actions; }

Q_SIGNALS:
    void addAsked();
    void removeAsked(int row);
    void moveAsked(int from, int to);
    void chosen(int row);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void addMoves();
    void addCopies(Session& session);

    RuleModel* m_model;
    QListView* m_view;
    QToolButton* m_add;
    QToolButton* m_remove;
    TableActions* m_copies = nullptr;
    QList<QAction*> m_moves;
    QList<QAction*> m_actions;
};

} // namespace cairn::ui
