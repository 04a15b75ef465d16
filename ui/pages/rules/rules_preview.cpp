// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/rules/rules_preview.h"

#include "ui/format/number_text.h"
#include "ui/pages/table_actions.h"
#include "ui/pages/table_columns.h"
#include "ui/pages/table_looks.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/elided_label.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QSet>
#include <QTableView>
#include <QToolButton>

namespace cairn::ui {

namespace {

// Nothing that is there now would be merged in another way: that does not mean that nothing changes.
QString restText(const QJsonObject& preview, RuleDifference difference)
{
    const double total = preview[u"series_total"].toDouble();
    if (difference == RuleDifference::None)
        return RulesPreview::tr("Only the writing differs: the rules say the same");
    if (difference == RuleDifference::Names)
        return RulesPreview::tr("Only names differ: every series is merged as before");
    if (total == 0)
        return RulesPreview::tr("There are no series yet: it would change only those to come");
    if (preview[u"is_estimate"].toBool())
        return RulesPreview::tr("Would change none of the series that were looked at, some of %1")
            .arg(fullNumber(total));
    if (difference == RuleDifference::Order)
        return RulesPreview::tr(
            "The order differs: it would change no series that is there now, but perhaps some to come");
    return RulesPreview::tr("Would change no series that is there now, only those to come");
}

QString changesText(const QJsonObject& preview)
{
    const double families = preview[u"families_changed"].toDouble();
    const double series = preview[u"series_changed"].toDouble();
    const QString first
        = families == 1 ? RulesPreview::tr("1 family") : RulesPreview::tr("%1 families").arg(fullNumber(families));
    const QString about
        = preview[u"is_estimate"].toBool() ? RulesPreview::tr("about %1").arg(fullNumber(series)) : fullNumber(series);
    return RulesPreview::tr("Would change %1, %2 series").arg(first, about);
}

QList<RuleChange> changesOf(const QJsonObject& preview)
{
    QList<RuleChange> changes;
    QSet<QString> keys;
    const QJsonArray array = preview[u"changes"].toArray();
    for (const QJsonValue& one : array)
        if (const RuleChange change = ruleChangeOf(one.toObject()); !keys.contains(change.key())) {
            keys.insert(change.key());
            changes << change;
        }
    return changes;
}

} // namespace

RulesPreview::RulesPreview(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_line(new QHBoxLayout)
    , m_more(new QToolButton)
    , m_text(new ElidedLabel)
    , m_table(new QTableView)
    , m_model(new RuleChangeModel(this))
{
    m_text->setObjectName(QStringLiteral("rulesPreview"));
    m_more->setObjectName(QStringLiteral("rulesPreviewMore"));
    m_more->setCheckable(true);
    m_more->setArrowType(Qt::RightArrow);
    m_more->setAccessibleName(tr("Show what would change"));
    m_more->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Ignored); // the line is as high without it
    m_more->hide();
    m_table->setObjectName(QStringLiteral("rulesChanges"));
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("What would change"));
    prepareTable(*m_table);
    letColumnsBeChosen(*m_table);
    for (const int column : {RuleChangeModel::BeforeColumn, RuleChangeModel::AfterColumn})
        m_table->setItemDelegateForColumn(column, BadgeDelegate::ofModes(ModeRole, this));
    const int widths[] = {200, 72, 104, 104, 200, 170};
    for (int i = 0; i < RuleChangeModel::ColumnCount; ++i)
        m_table->horizontalHeader()->resizeSection(i, widths[i]);
    for (const int column : {RuleChangeModel::FamilyColumn, RuleChangeModel::TermsColumn})
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
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
    addCopies(session);
}

void RulesPreview::addCopies(Session& session)
{
    TableSubject subject;
    subject.view = m_table;
    subject.name = QStringLiteral("rule-changes");
    subject.texts.insert(RowFormat::Selector, [this](const QList<int>& rows, const TextDone& done) {
        QStringList selectors;
        for (const int row : rows)
            selectors << selectorOf(m_model->row(row));
        done(selectors.join(u'\n'));
    });
    subject.texts.insert(RowFormat::Json, [this](const QList<int>& rows, const TextDone& done) {
        QList<QJsonObject> objects;
        for (const int row : rows)
            objects << toJson(m_model->row(row));
        done(jsonText(objects));
    });
    auto* copies = new TableActions(session, this);
    copies->add(subject);
    m_actions = copies->actions();
}

void RulesPreview::setPreview(const QJsonObject& preview, RuleDifference difference)
{
    const QList<RuleChange> changes = changesOf(preview);
    m_model->setChanges(changes);
    QString text = preview[u"series_changed"].toDouble() > 0 ? changesText(preview) : restText(preview, difference);
    if (const double all = preview[u"total"].toDouble(); all > static_cast<double>(changes.size()))
        text += tr("; listed are %1 of %2 changes")
                    .arg(fullNumber(static_cast<double>(changes.size())), fullNumber(all));
    m_text->setText(text);
    m_more->setVisible(!changes.isEmpty());
    m_table->setEnabled(true);
    unfold();
}

// The table stays where it is, greyed: the next answer is a moment away.
void RulesPreview::setLooking()
{
    m_text->setText(tr("Looking what these rules would change…"));
    m_table->setEnabled(false);
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
