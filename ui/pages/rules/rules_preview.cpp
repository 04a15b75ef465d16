// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/rules/rules_preview.h"

#include "ui/format/number_text.h"
#include "ui/pages/pushes/pushes_report.h"
#include "ui/pages/table_looks.h"
#include "ui/widgets/badge_delegate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QTableView>
#include <QToolButton>

namespace cairn::ui {

RulesPreview::RulesPreview(QWidget* parent)
    : QWidget(parent)
    , m_line(new QHBoxLayout)
    , m_more(new QToolButton)
    , m_text(new QLabel)
    , m_table(new QTableView)
    , m_model(new RuleChangeModel(this))
{
    m_text->setObjectName(QStringLiteral("rulesPreview"));
    m_more->setObjectName(QStringLiteral("rulesPreviewMore"));
    m_more->setCheckable(true);
    m_more->setArrowType(Qt::RightArrow);
    m_more->setAccessibleName(tr("Show what would change"));
    m_more->hide();
    m_table->setObjectName(QStringLiteral("rulesChanges"));
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("What would change"));
    prepareTable(*m_table);
    letColumnsBeChosen(*m_table);
    for (const int column : {RuleChangeModel::BeforeColumn, RuleChangeModel::AfterColumn})
        m_table->setItemDelegateForColumn(column, BadgeDelegate::ofModes(RuleChangeModel::ModeRole, this));
    const int widths[] = {200, 80, 110, 110, 260, 200};
    for (int i = 0; i < RuleChangeModel::ColumnCount; ++i)
        m_table->horizontalHeader()->resizeSection(i, widths[i]);
    m_table->horizontalHeader()->setSectionResizeMode(RuleChangeModel::FamilyColumn, QHeaderView::Stretch);
    m_table->setFixedHeight(170);
    m_table->hide();
    m_line->setContentsMargins(12, 4, 12, 4);
    m_line->setSpacing(8);
    m_line->addWidget(m_more);
    m_line->addWidget(m_text, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(m_line);
    column->addWidget(m_table);
    connect(m_more, &QToolButton::toggled, this, &RulesPreview::unfold);
}

void RulesPreview::setPreview(const QJsonObject& preview)
{
    QList<RuleChange> changes;
    QSet<QString> keys;
    const QJsonArray array = preview[u"changes"].toArray();
    for (const QJsonValue& one : array)
        if (const RuleChange change = ruleChangeOf(one.toObject()); !keys.contains(change.key())) {
            keys.insert(change.key());
            changes << change;
        }
    m_model->setChanges(changes);
    const double families = preview[u"families_changed"].toDouble();
    const double series = preview[u"series_changed"].toDouble();
    const QString first = families == 1 ? tr("1 family") : tr("%1 families").arg(fullNumber(families));
    const QString about
        = preview[u"is_estimate"].toBool() ? tr("about %1").arg(fullNumber(series)) : fullNumber(series);
    m_text->setText(
        series > 0 ? tr("Would change %1, %2 series").arg(first, about) : tr("Would change nothing that is there now"));
    m_more->setVisible(!changes.isEmpty());
    unfold();
}

void RulesPreview::setNote(const QString& note)
{
    m_model->setChanges({});
    m_text->setText(note);
    m_more->hide();
    m_table->hide();
}

QString RulesPreview::text() const
{
    return m_text->text();
}

void RulesPreview::addButton(QWidget* button)
{
    m_line->addWidget(button);
}

void RulesPreview::unfold()
{
    m_more->setArrowType(m_more->isChecked() ? Qt::DownArrow : Qt::RightArrow);
    m_table->setVisible(m_more->isChecked() && m_model->rowCount() > 0);
}

} // namespace cairn::ui
