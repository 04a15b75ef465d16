// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/rules/rules_editing.h"

#include "ui/models/rule_model.h"
#include "ui/pages/rules/rules_form.h"
#include "ui/pages/rules/rules_list.h"
#include "ui/widgets/code_editor.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QListView>
#include <QScopedValueRollback>

#include <algorithm>

namespace cairn::ui {

namespace {

bool isAlike(const Rule& a, const Rule& b)
{
    return a.match == b.match && a.type == b.type;
}

// What a rule decides for is known until the gateway has new counts, wherever it has moved, unless it looks elsewhere.
QList<Rule> withCounts(QList<Rule> rules, const QList<Rule>& counted)
{
    for (int i = 0; i < rules.size(); ++i) {
        if (rules.at(i).series)
            continue;
        const auto known = i < counted.size() && isAlike(rules.at(i), counted.at(i))
            ? counted.begin() + i
            : std::find_if(
                counted.begin(), counted.end(), [&](const Rule& other) { return isAlike(rules.at(i), other); });
        if (known == counted.end())
            continue;
        rules[i].families = known->families;
        rules[i].series = known->series;
        rules[i].shadowedBy = known->shadowedBy;
        rules[i].isShadowKnown = known->isShadowKnown;
    }
    return rules;
}

} // namespace

RulesEditing::RulesEditing(RulesList& list, RuleForm& form, CodeEditor& editor, QObject* parent)
    : QObject(parent), m_list(list), m_form(form), m_editor(editor)
{
    connect(&editor, &QPlainTextEdit::textChanged, this, &RulesEditing::takeText);
    connect(&editor, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (m_editor.hasFocus())
            chooseAtCursor();
    });
    connect(&form, &RuleForm::edited, this, &RulesEditing::formEdited);
    connect(&list, &RulesList::chosen, this, &RulesEditing::showRule);
    connect(&list, &RulesList::moveAsked, this, &RulesEditing::move);
    connect(&list, &RulesList::removeAsked, this, &RulesEditing::remove);
}

QList<Rule> RulesEditing::rules() const
{
    QList<Rule> all;
    for (int i = 0; i < m_list.model().rowCount(); ++i)
        all << m_list.model().rule(i);
    return all;
}

// Only what differs is put in, so that the editor's undo goes back step by step.
void RulesEditing::setText(const QString& yaml)
{
    const QString old = m_editor.toPlainText();
    qsizetype same = 0;
    while (same < old.size() && same < yaml.size() && old.at(same) == yaml.at(same))
        ++same;
    qsizetype tail = 0;
    while (tail < old.size() - same && tail < yaml.size() - same
        && old.at(old.size() - 1 - tail) == yaml.at(yaml.size() - 1 - tail))
        ++tail;
    QTextCursor cursor(m_editor.document());
    cursor.setPosition(static_cast<int>(same));
    cursor.setPosition(static_cast<int>(old.size() - tail), QTextCursor::KeepAnchor);
    cursor.insertText(yaml.mid(same, yaml.size() - same - tail));
}

void RulesEditing::begin(const QString& yaml)
{
    m_list.model().setRules({});
    setText(yaml);
    m_editor.document()->clearUndoRedoStacks();
    takeErrors({});
    m_list.choose(0);
    showRule();
}

void RulesEditing::takeText()
{
    const QString text = m_editor.toPlainText();
    if (text == m_known)
        return;
    m_known = text;
    m_text = RuleText(text);
    m_isChecked = m_isOdd = false;
    follow();
    Q_EMIT edited();
}

// List and form follow the text at once. Fewer rules than before may only be half a line: the gateway decides.
void RulesEditing::follow()
{
    if (!m_text.isCut() || m_text.count() < m_list.model().rowCount())
        return showRule();
    QList<Rule> read;
    for (int i = 0; i < m_text.count(); ++i)
        read << m_text.block(i).rule();
    m_list.model().setRules(withCounts(read, rules()));
    if (m_editor.hasFocus())
        chooseAtCursor();
    if (m_list.row() < 0)
        m_list.choose(0);
    showRule();
}

void RulesEditing::takeRules(const QList<Rule>& rules)
{
    m_isOdd = m_text.isCut() && m_text.count() != rules.size();
    m_list.model().setRules(withCounts(rules, this->rules()));
    takeErrors({});
    if (m_list.row() < 0)
        m_list.choose(0);
    showRule();
}

void RulesEditing::takeCounts(const QList<Rule>& rules)
{
    if (rules.size() != m_list.model().rowCount())
        return;
    m_list.model().setRules(rules);
    showRule();
}

void RulesEditing::takeErrors(const QJsonArray& errors)
{
    m_errors.clear();
    for (const QJsonValue& one : errors) {
        const int line = one.toObject()[u"line"].toInt();
        if (!m_errors.contains(line))
            m_errors[line] = one.toObject()[u"message"].toString();
    }
    m_isValid = m_errors.isEmpty();
    m_isChecked = true;
    m_editor.setErrors(m_errors);
    QSet<int> wrong;
    for (auto it = m_errors.cbegin(); it != m_errors.cend(); ++it)
        wrong.insert(m_text.ruleAt(it.key()));
    m_list.model().setErrors(wrong);
    showRule();
}

QString RulesEditing::firstError() const
{
    return m_errors.isEmpty() ? QString() : tr("line %1: %2").arg(m_errors.firstKey()).arg(m_errors.first());
}

void RulesEditing::showFirstError()
{
    m_editor.setFocus();
    if (!m_errors.isEmpty())
        m_editor.showLine(m_errors.firstKey());
}

bool RulesEditing::isInStep() const
{
    return isCut() ? m_text.count() == m_list.model().rowCount() : m_isValid && m_isChecked;
}

// What is right but written in an unusual way is shown as the gateway reads it; what is neither is not shown as fields.
bool RulesEditing::isFormable(int row) const
{
    return row >= 0 && isInStep() && (m_isValid || (row < m_text.count() && m_text.block(row).isWhole()));
}

void RulesEditing::showRule()
{
    const int row = m_list.row();
    const bool isThere = row >= 0 && isCut() && row < m_text.count();
    const bool isAsWritten = isThere && m_text.block(row).isWhole();
    if (row < 0)
        m_form.setRule({});
    else
        m_form.setRule(isAsWritten ? m_text.block(row).rule() : m_list.model().rule(row));
    m_form.setEnabled(isFormable(row));
    m_list.setChangeable(isInStep());
    showErrors();
    if (isThere && m_list.view().hasFocus() && m_text.ruleAt(m_editor.cursorLine()) != row)
        m_editor.showLine(m_text.lineOf(row));
}

void RulesEditing::showErrors()
{
    QMap<QString, QString> ofRule;
    for (auto it = m_errors.cbegin(); it != m_errors.cend(); ++it)
        if (m_list.row() >= 0 && m_text.ruleAt(it.key()) == m_list.row())
            ofRule[m_text.keyAt(it.key())] = it.value();
    m_form.setErrors(ofRule);
}

void RulesEditing::formEdited()
{
    const int row = m_list.row();
    const bool isRead = isFormable(row) && (m_isChecked || m_text.block(row).isWhole());
    if (!isRead)
        return showRule(); // what was just typed in the text
    cutAnew();
    m_text.replace(row, m_form.rule());
    setText(m_text.text());
}

// A list that is not written with a dash per line cannot be changed in part: it is written anew.
void RulesEditing::cutAnew()
{
    if (!isCut())
        m_text = RuleText::written(rules(), m_known);
}

void RulesEditing::add(const Rule& rule, int row)
{
    cutAnew();
    const int place = qBound(0, row, m_text.count());
    m_text.insert(place, rule);
    QList<Rule> all = rules();
    all.insert(qMin<qsizetype>(place, all.size()), rule);
    m_list.model().setRules(all); // with counts at their rules
    setText(m_text.text());
    m_list.choose(place);
    m_editor.showLine(m_text.lineOf(place));
}

void RulesEditing::remove(int row)
{
    if (row < 0 || !isInStep())
        return;
    cutAnew();
    m_text.remove(row);
    QList<Rule> all = rules();
    all.removeAt(row);
    m_list.model().setRules(all);
    setText(m_text.text());
    showRule();
}

void RulesEditing::move(int from, int to)
{
    if (from < 0 || to < 0 || to >= m_list.model().rowCount() || !isInStep())
        return;
    cutAnew();
    m_text.move(from, to);
    m_list.model().moveRule(from, to);
    setText(m_text.text());
    showRule();
    Q_EMIT moved(to);
}

void RulesEditing::undo()
{
    m_editor.undo();
    chooseAtCursor();
}

void RulesEditing::redo()
{
    m_editor.redo();
    chooseAtCursor();
}

void RulesEditing::chooseAtCursor()
{
    if (m_isFollowing || m_text.count() != m_list.model().rowCount())
        return;
    const QScopedValueRollback following(m_isFollowing, true);
    if (const int row = m_text.ruleAt(m_editor.cursorLine()); row >= 0 && row != m_list.row())
        m_list.choose(row);
}

} // namespace cairn::ui
