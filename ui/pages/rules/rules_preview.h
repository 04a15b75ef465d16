// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/rule_change_model.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QTableView;
class QToolButton;

namespace cairn::ui {

/// "Would change 12 families, 840 series"; opens to before and after.
class RulesPreview final : public QWidget {
    Q_OBJECT

public:
    explicit RulesPreview(QWidget* parent = nullptr);

    void setPreview(const QJsonObject& preview);
    /// Instead of a preview: why there is none.
    void setNote(const QString& note);
    [[nodiscard]] QString text() const;
    void addButton(QWidget* button); ///< at the right of the line

private:
    void unfold();

    QHBoxLayout* m_line;
    QToolButton* m_more;
    QLabel* m_text;
    QTableView* m_table;
    RuleChangeModel* m_model;
};

} // namespace cairn::ui
