// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/rule.h"

#include <QAbstractListModel>

namespace cairn::ui {

/// The rules in their order. Dragging a row asks for the move by a signal: the text is what is edited, and the model
/// follows it.
class RuleModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { NumberRole = Qt::UserRole, NameRole, MatchRole, ModeRole, ReachRole, IsIdleRole, HasErrorRole };

    using QAbstractListModel::QAbstractListModel;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(
        const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent) override;

    const Rule& rule(int row) const { return m_rules.at(row); }
    void setRules(const QList<Rule>& rules);
    /// The same rules in another order: the rule at `from` comes to stand at `to`.
    void moveRule(int from, int to);
    /// Rules with a mistake, marked as such.
    void setErrors(const QSet<int>& rows);

Q_SIGNALS:
    /// A row was dropped so that it should stand at `to`.
    void moveWanted(int from, int to);

private:
    QString reach(const Rule& rule) const;
    QString display(const Rule& rule) const;

    QList<Rule> m_rules;
    QSet<int> m_errors;
};

} // namespace cairn::ui
