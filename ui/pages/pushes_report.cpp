// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/pushes_report.h"

#include "ui/models/push_outcome.h"
#include "ui/pages/table_looks.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge_delegate.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

constexpr int kRoomForReasons = 680;
constexpr int kRoomForWords = 600;

ColorRole roleOf(MergeOutcome outcome)
{
    switch (outcome) {
    case MergeOutcome::Created: return ColorRole::Good;
    case MergeOutcome::Dropped: return ColorRole::Warning;
    case MergeOutcome::Refused: return ColorRole::Bad;
    default: return ColorRole::Text;
    }
}

BadgeLook outcomeLook(const QVariant& value)
{
    const auto outcome = static_cast<MergeOutcome>(value.toInt());
    return {outcomeText(outcome), roleOf(outcome)};
}

} // namespace

PushReportView::PushReportView(QWidget* parent)
    : QWidget(parent)
    , m_sentence(new QLabel)
    , m_table(new QTableView)
    , m_cut(new QLabel)
    , m_model(new PushReportModel(this))
{
    m_sentence->setObjectName(QStringLiteral("reportSentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_table->setObjectName(QStringLiteral("reportTable"));
    m_table->setAccessibleName(tr("Merge report"));
    m_table->setModel(m_model);
    prepareTable(*m_table);
    m_table->setItemDelegateForColumn(
        PushReportModel::OutcomeColumn, new BadgeDelegate(PushReportModel::OutcomeRole, outcomeLook, this));
    m_table->setItemDelegateForColumn(
        PushReportModel::ModeColumn, BadgeDelegate::ofModes(PushReportModel::ModeRole, this));
    QHeaderView* header = m_table->horizontalHeader();
    const int widths[] = {112, 220, 68, 68, 68, 92, 150};
    for (int i = 0; i < PushReportModel::ColumnCount; ++i)
        header->resizeSection(i, widths[i]);
    header->setSectionResizeMode(PushReportModel::SeriesColumn, QHeaderView::Stretch);
    header->setMinimumSectionSize(48);
    m_cut->setIndent(12);
    m_cut->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QVBoxLayout; // margins of the label itself would go with the next style sheet
    head->setContentsMargins(12, 8, 12, 8);
    head->addWidget(m_sentence);
    column->addLayout(head);
    column->addWidget(m_table, 1);
    column->addWidget(m_cut);
    column->addStretch(0); // keeps the sentence at the top where there is no table
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) {
        if (const int line = index.data(PushReportModel::LineRole).toInt(); line > 0)
            Q_EMIT lineChosen(line);
    });
}

void PushReportView::setReport(const PushReport& report)
{
    m_sentence->setText(cairn::ui::sentence(report));
    m_model->setReport(report);
    m_table->setVisible(!report.series.isEmpty());
    m_cut->setText(
        tr("%1 more series are not listed", nullptr, static_cast<int>(report.seriesCut)).arg(report.seriesCut));
    m_cut->setVisible(report.seriesCut > 0);
}

// Where there is no room for the reason, the mode's tooltip has it.
void PushReportView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_table->setColumnHidden(PushReportModel::ReasonColumn, width() < kRoomForReasons);
    const bool isNarrow = width() < kRoomForWords;
    m_table->setColumnWidth(PushReportModel::OutcomeColumn, isNarrow ? 92 : 124);
    m_table->setColumnWidth(PushReportModel::ModeColumn, isNarrow ? 84 : 96);
    for (const int column :
        {PushReportModel::BeforeColumn, PushReportModel::PushedColumn, PushReportModel::AfterColumn})
        m_table->setColumnWidth(column, isNarrow ? 66 : 72);
}

void PushReportView::setNote(const QString& note)
{
    m_sentence->setText(note);
    m_model->clear();
    m_table->hide();
    m_cut->hide();
}

QString PushReportView::sentence() const
{
    return m_sentence->text();
}

} // namespace cairn::ui
