// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/rule_change_model.h"
#include "ui/models/rule_difference.h"

#include <QWidget>

class QAction;
class QHBoxLayout;
class QTableView;
class QToolButton;

namespace cairn::ui {

class ElidedLabel;
class Session;

/// "Would change 12 families, 840 series"; opens to before and after. Never says more than was looked at.
class RulesPreview final : public QWidget {
    Q_OBJECT

public:
    explicit RulesPreview(Session& session, QWidget* parent = nullptr);

    /// What the gateway found for rules that differ so from those in force.
    void setPreview(const QJsonObject& preview, RuleDifference difference);
    void setLooking(); ///< what was said is of another text
    /// Instead of a preview: why there is none.
    void setNote(const QString& note);
    [[nodiscard]] QString text() const;
    void addButton(QWidget* button); ///< at the right of the line
    [[nodiscard]] QList<QAction*> actions() const { return m_actions; }

private:
    void addCopies(Session& session);
    void unfold();

    QHBoxLayout* m_line;
    QToolButton* m_more;
    ElidedLabel* m_text;
    QTableView* m_table;
    RuleChangeModel* m_model;
    QList<QAction*> m_actions;
};

} // namespace cairn::ui
