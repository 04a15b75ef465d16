// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/rules/rules_form.h"

#include "ui/format/mode_text.h"
#include "ui/theme/theme.h"
#include "ui/theme/tone.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>

namespace cairn::ui {

namespace {

QStringList listOf(const QString& text)
{
    QStringList parts;
    for (const QString& part : text.split(u','))
        if (!part.trimmed().isEmpty())
            parts << part.trimmed();
    return parts;
}

void put(QLineEdit* field, const QString& text)
{
    if (field->text() == text)
        return;
    field->setText(text);
    field->setCursorPosition(0); // a long text shows its beginning
}

// Half-typed lists ("pod, ") say the same as what they come back as.
void put(QLineEdit* field, const QStringList& list)
{
    if (listOf(field->text()) != list)
        field->setText(list.join(QStringLiteral(", ")));
}

QString valueOf(const QComboBox* field)
{
    const int known = field->findText(field->currentText());
    return known >= 0 ? field->itemData(known).toString() : field->currentText().trimmed();
}

void put(QComboBox* field, const QString& value)
{
    if (valueOf(field) == value)
        return; // as it is half typed
    const int known = field->findData(value);
    if (value.isEmpty() && field->isEditable()) {
        field->setEditText({}); // its placeholder says what that means, and nobody types behind it
    } else if (known >= 0) {
        field->setCurrentIndex(known);
    } else if (field->isEditable()) {
        field->setEditText(value);
    } else {
        field->addItem(value, value); // it is wrong, and stands there
        field->setCurrentIndex(field->count() - 1);
    }
}

} // namespace

RuleForm::RuleForm(QWidget* parent) : QWidget(parent), m_rows(new QFormLayout(this)), m_message(new QLabel)
{
    setObjectName(QStringLiteral("ruleForm"));
    m_rows->setContentsMargins(12, 12, 12, 12);
    m_rows->setVerticalSpacing(8);
    m_rows->setHorizontalSpacing(12);
    m_rows->setRowWrapPolicy(QFormLayout::DontWrapRows);
    m_rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_name = addLine("name", tr("Name"), tr("as you like"), tr("shown wherever the rule is"));
    m_match = addLine("match", tr("Match"), QStringLiteral("up{job=\"api\"}"), {});
    m_match->setFont(Theme::instance().codeFont());
    m_type = addChoice("type", tr("Only type"), false);
    m_type->addItem(tr("any"), QString());
    for (const char* type : {"counter", "gauge", "histogram", "summary", "untyped"})
        m_type->addItem(QLatin1String(type), QLatin1String(type));
    m_mode = addChoice("mode", tr("Mode"), true);
    m_mode->addItem(tr("the profile’s"), QString());
    m_mode->lineEdit()->setPlaceholderText(tr("the profile’s"));
    for (const char* mode : {"aggregate", "replace", "family", "min", "max", "mean", "count", "increase", "sum5m",
             "mean5m", "p99:5m", "drop"})
        m_mode->addItem(modeText(QLatin1String(mode)).joined(), QLatin1String(mode));
    m_ttl = addLine("ttl", tr("Lives for"), tr("24h; 0 for ever"), tr("24h after its last push; 0 for ever"));
    m_per = addLine(
        "per", tr("Sources by"), QStringLiteral("pod, instance"), tr("labels, with mode increase: pod, instance"));
    m_dropLabels
        = addLine("drop_labels", tr("Leave out"), QStringLiteral("request_id, pod"), tr("labels: request_id, pod"));
    m_maxSeries = addLine("max_series", tr("At most"), tr("no limit"), tr("series, no limit"));
    m_message->setWordWrap(true);
    m_message->setObjectName(QStringLiteral("ruleMessage"));
    m_rows->addRow(m_message);
    setTone(m_message, Tone::Bad);
    connect(m_type, &QComboBox::activated, this, &RuleForm::edited);
    connect(m_mode, &QComboBox::activated, this, &RuleForm::edited);
    connect(m_mode->lineEdit(), &QLineEdit::textEdited, this, &RuleForm::edited);
}

QLineEdit* RuleForm::addLine(const char* name, const QString& label, const QString& example, const QString& hint)
{
    auto* field = new QLineEdit;
    field->setObjectName(QStringLiteral("rule_") + QLatin1String(name));
    field->setPlaceholderText(example);
    field->setAccessibleDescription(hint);
    field->setToolTip(hint);
    field->setAccessibleName(label);
    field->setMinimumWidth(120);
    m_rows->addRow(label, field);
    m_fields[QLatin1String(name)] = field;
    connect(field, &QLineEdit::textEdited, this, &RuleForm::edited);
    return field;
}

QComboBox* RuleForm::addChoice(const char* name, const QString& label, bool isEditable)
{
    auto* field = new QComboBox;
    field->setObjectName(QStringLiteral("rule_") + QLatin1String(name));
    field->setAccessibleName(label);
    field->setEditable(isEditable);
    field->setInsertPolicy(QComboBox::NoInsert);
    field->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_rows->addRow(label, field);
    m_fields[QLatin1String(name)] = field;
    return field;
}

void RuleForm::setRule(const Rule& rule)
{
    m_rule = rule;
    put(m_name, rule.name);
    put(m_match, rule.match);
    put(m_type, rule.type);
    put(m_mode, rule.mode);
    put(m_ttl, rule.ttl);
    put(m_per, rule.per);
    put(m_dropLabels, rule.dropLabels);
    put(m_maxSeries, rule.maxSeries);
}

Rule RuleForm::rule() const
{
    Rule rule = m_rule;
    rule.name = m_name->text();
    rule.match = m_match->text();
    rule.type = valueOf(m_type);
    rule.mode = valueOf(m_mode);
    rule.ttl = m_ttl->text().trimmed();
    rule.per = listOf(m_per->text());
    rule.dropLabels = listOf(m_dropLabels->text());
    rule.maxSeries = m_maxSeries->text().trimmed();
    return rule;
}

void RuleForm::setErrors(const QMap<QString, QString>& messages)
{
    for (auto it = m_fields.cbegin(); it != m_fields.cend(); ++it) {
        it.value()->setProperty("wrong", messages.contains(it.key()));
        const auto* line = qobject_cast<QLineEdit*>(it.value());
        const QString text = line != nullptr ? line->text() : QString(); // there may be no room for all of it
        const QString hint = text.isEmpty() ? it.value()->accessibleDescription() : text;
        it.value()->setToolTip(messages.value(it.key(), hint));
        it.value()->style()->unpolish(it.value());
        it.value()->style()->polish(it.value());
    }
    m_message->setText(QStringList(messages.values()).join(u'\n'));
}

void RuleForm::focusMatch()
{
    m_match->setFocus();
    m_match->selectAll();
}

} // namespace cairn::ui
