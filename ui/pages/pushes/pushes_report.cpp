// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/pushes/pushes_report.h"

#include "ui/models/push_outcome.h"
#include "ui/models/row_json.h"
#include "ui/models/series_text.h"
#include "ui/pages/cell_delegate.h"
#include "ui/pages/table_columns.h"
#include "ui/pages/table_looks.h"
#include "ui/theme/theme.h"
#include "ui/theme/tone.h"
#include "ui/widgets/badge_delegate.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

constexpr int kMeasured = 200; // rows
constexpr int kRoomForReasons = 600;
constexpr int kRoomForWords = 700;

// Both ends of a label set tell series apart.
class SeriesDelegate final : public CellDelegate {
public:
    using CellDelegate::CellDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        CellDelegate::initStyleOption(option, index);
        option->textElideMode = Qt::ElideMiddle;
    }
};

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
    letColumnsBeChosen(*m_table);
    m_table->setItemDelegateForColumn(PushReportModel::SeriesColumn, new SeriesDelegate(this));
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
    setTone(m_sentence, report.accepted ? Tone::Plain : Tone::Bad);
    fit();
}

TableSubject PushReportView::subject()
{
    TableSubject subject;
    subject.view = m_table;
    subject.name = QStringLiteral("merge-report");
    const auto all = [this] {
        QList<int> rows;
        for (int row = 0; row < m_model->rowCount(); ++row)
            rows.append(row);
        return rows;
    };
    const auto json = [this](const QList<int>& rows) {
        QList<QJsonObject> objects;
        for (const int row : rows)
            objects.append(toJson(m_model->row(row)));
        return jsonText(objects);
    };
    const auto lines = [this](const QList<int>& rows) {
        QString text;
        for (const int row : rows)
            text += expositionText(m_model->row(row));
        return text;
    };
    subject.texts.insert(
        RowFormat::Exposition, [lines](const QList<int>& rows, const TextDone& done) { done(lines(rows)); });
    subject.texts.insert(RowFormat::Selector, [this](const QList<int>& rows, const TextDone& done) {
        QStringList selectors;
        for (const int row : rows)
            selectors.append(m_model->row(row).key().remove(QChar(0x200b)));
        selectors.removeDuplicates();
        done(selectors.join(QStringLiteral(" or ")));
    });
    subject.texts.insert(RowFormat::Json, [json](const QList<int>& rows, const TextDone& done) { done(json(rows)); });
    subject.exports.insert(RowFormat::Csv, [this, all] { return wholePlan(csvOf(*m_table, all()).toUtf8()); });
    subject.exports.insert(RowFormat::Json, [json, all] { return wholePlan(json(all()).toUtf8()); });
    subject.exports.insert(RowFormat::Exposition, [lines, all] { return wholePlan(lines(all()).toUtf8()); });
    return subject;
}

void PushReportView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

// Numbers and reasons get what they need, series the rest. Where there is no room for reasons, the mode's tooltip has
// them.
void PushReportView::fit()
{
    const bool isNarrow = width() < kRoomForWords;
    fitColumns(*m_table, width() < kRoomForReasons ? QList<int>{PushReportModel::ReasonColumn} : QList<int>());
    m_table->setColumnWidth(PushReportModel::OutcomeColumn, isNarrow ? 92 : 124);
    m_table->setColumnWidth(PushReportModel::ModeColumn, isNarrow ? 84 : 104);
    for (const int column :
        {PushReportModel::BeforeColumn, PushReportModel::PushedColumn, PushReportModel::AfterColumn})
        m_table->setColumnWidth(column, qBound(68, needOf(column), isNarrow ? 72 : 140));
    const int most = qMax(120, (width() - kRoomForReasons / 2) / 2);
    m_table->setColumnWidth(PushReportModel::ReasonColumn, qBound(120, needOf(PushReportModel::ReasonColumn), most));
}

int PushReportView::needOf(int column) const
{
    int need = 0;
    for (int row = 0; row < qMin(m_model->rowCount(), kMeasured); ++row) {
        const QString text = m_model->index(row, column).data().toString();
        need = qMax(need, m_table->fontMetrics().horizontalAdvance(text));
    }
    return need + 2 * CellDelegate::kMargin + 4;
}

void PushReportView::setNote(const QString& note)
{
    m_sentence->setText(note);
    setTone(m_sentence, Tone::Plain);
    m_model->clear();
    m_table->hide();
    m_cut->hide();
}

QString PushReportView::sentence() const
{
    return m_sentence->text();
}

} // namespace cairn::ui
