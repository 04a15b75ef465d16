// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/rule_text.h"

#include <QMap>
#include <QObject>

class QJsonArray;

namespace cairn::ui {

class CodeEditor;
class RuleForm;
class RulesList;

/// List, form and text as one thing. The text is what is edited; list and form follow it at once, and what is done in
/// them is done to the text, as a step that the editor's undo takes back. Nothing typed is ever written over: a text
/// whose rules are not understood is only changed by its typist.
class RulesEditing final : public QObject {
    Q_OBJECT

public:
    RulesEditing(RulesList& list, RuleForm& form, CodeEditor& editor, QObject* parent = nullptr);

    [[nodiscard]] const QString& text() const { return m_known; }
    void setText(const QString& yaml); ///< a step that can be undone; only what differs is touched
    void begin(const QString& yaml); ///< other rules: nothing before can be brought back
    void takeRules(const QList<Rule>& rules); ///< as the gateway reads the text, which is right
    void takeCounts(const QList<Rule>& rules); ///< what each would decide for
    void takeErrors(const QJsonArray& errors);
    [[nodiscard]] bool isValid() const { return m_isValid; }
    [[nodiscard]] bool isChecked() const { return m_isChecked; } ///< isValid() is of what stands there now
    [[nodiscard]] QString firstError() const; ///< "line 7: unknown mode 'mni'"
    void showFirstError(); ///< goes there, ready to type

    /// The rules are understood as they stand there: they can be changed from list and form.
    [[nodiscard]] bool isInStep() const;
    void add(const Rule& rule, int row); ///< while the text is right
    void remove(int row);
    void move(int from, int to);
    void undo();
    void redo();

Q_SIGNALS:
    void edited(); ///< the text is another
    void moved(int row); ///< a rule came to stand there

private:
    void takeText();
    void follow();
    void showRule();
    void showErrors();
    void formEdited();
    void cutAnew();
    void chooseAtCursor();
    [[nodiscard]] QList<Rule> rules() const;
    [[nodiscard]] bool isFormable(int row) const;
    [[nodiscard]] bool isCut() const { return m_text.isCut() && !m_isOdd; }

    RulesList& m_list;
    RuleForm& m_form;
    CodeEditor& m_editor;
    RuleText m_text;
    QString m_known; // the editor's text, as m_text was cut of it
    QMap<int, QString> m_errors; // by line
    bool m_isValid = true;
    bool m_isChecked = false; // the gateway has read what stands there
    bool m_isOdd = false; // it finds other rules there than we do
    bool m_isFollowing = false; // the cursor leads the list
};

} // namespace cairn::ui
