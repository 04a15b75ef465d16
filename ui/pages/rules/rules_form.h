// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/rule.h"

#include <QMap>
#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace cairn::ui {

/// One rule as fields. Says each change at once; the text beside it follows.
class RuleForm final : public QWidget {
    Q_OBJECT

public:
    explicit RuleForm(QWidget* parent = nullptr);

    /// Shows a rule without telling; fields that say the same already are left alone.
    void setRule(const Rule& rule);
    [[nodiscard]] Rule rule() const;
    /// Messages by key of the rule file (`match`); other keys show below the fields.
    void setErrors(const QMap<QString, QString>& messages);
    void focusMatch();

Q_SIGNALS:
    void edited();

private:
    QLineEdit* addLine(const char* name, const QString& label, const QString& example, const QString& hint);
    QComboBox* addChoice(const char* name, const QString& label, bool isEditable);

    QMap<QString, QWidget*> m_fields; // by key
    QFormLayout* m_rows;
    QLineEdit* m_name;
    QLineEdit* m_match;
    QComboBox* m_type;
    QComboBox* m_mode;
    QLineEdit* m_ttl;
    QLineEdit* m_per;
    QLineEdit* m_dropLabels;
    QLineEdit* m_maxSeries;
    QLabel* m_message;
    Rule m_rule; // what the fields do not show stays
};

} // namespace cairn::ui
