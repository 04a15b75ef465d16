// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/push_report_model.h"

#include "ui/format/mode_text.h"
#include "ui/models/push_outcome.h"
#include "ui/models/row_roles.h"
#include "ui/models/series_text.h"

namespace cairn::ui {

namespace {

QString plainText(const PushValue& value)
{
    if (value.number)
        return plainNumber(*value.number);
    return value.count ? plainNumber(*value.count) : QString();
}

QVariant exact(const MergedSeries& series, int column)
{
    switch (column) {
    case PushReportModel::OutcomeColumn: return outcomeText(series.outcome).word;
    case PushReportModel::SeriesColumn: return series.key().remove(QChar(0x200b));
    case PushReportModel::BeforeColumn: return plainText(series.before);
    case PushReportModel::PushedColumn: return plainText(series.pushed);
    case PushReportModel::AfterColumn: return plainText(series.after);
    case PushReportModel::ModeColumn: return series.mode;
    }
    return {};
}

} // namespace

QVariant PushReportModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MergedSeries& series = row(index.row());
    const bool isValue
        = index.column() == BeforeColumn || index.column() == PushedColumn || index.column() == AfterColumn;
    switch (role) {
    case Qt::DisplayRole: return display(series, index.column());
    case Qt::ToolTipRole: return toolTip(series, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (isValue ? Qt::AlignRight : Qt::AlignLeft));
    case ExactRole: return exact(series, index.column());
    case OutcomeRole: return static_cast<int>(series.outcome);
    case ModeRole: return series.mode;
    case LineRole: return series.line;
    case SortRole: return index.column() == SeriesColumn ? series.key() : display(series, index.column());
    }
    return {};
}

QVariant PushReportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isValue = section == BeforeColumn || section == PushedColumn || section == AfterColumn;
        return QVariant::fromValue(Qt::AlignVCenter | (isValue ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case OutcomeColumn: return tr("Outcome");
    case SeriesColumn: return tr("Series");
    case BeforeColumn: return tr("Before");
    case PushedColumn: return tr("Pushed");
    case AfterColumn: return tr("After");
    case ModeColumn: return tr("Mode");
    case ReasonColumn: return tr("Because of");
    }
    return {};
}

// A push may send several samples that rules fold into one series: each stays a row of its own.
QList<MergedSeries> PushReportModel::unique(const QList<MergedSeries>& series)
{
    QList<MergedSeries> rows;
    QSet<QString> keys;
    for (MergedSeries one : series) {
        while (keys.contains(one.key()))
            one.labels += QChar(0x200b);
        keys.insert(one.key());
        rows << one;
    }
    return rows;
}

QString PushReportModel::because(const MergedSeries& series) const
{
    const QString reason
        = series.reason == u"rule" ? tr("rule “%1”").arg(series.rule) : reasonText(series.reason, {}, 0);
    return series.note.isEmpty() ? reason : reason + QStringLiteral("; ") + series.note;
}

QString PushReportModel::display(const MergedSeries& series, int column) const
{
    switch (column) {
    case OutcomeColumn: return outcomeText(series.outcome).joined();
    case SeriesColumn: return series.key();
    case BeforeColumn: return shortText(series.before);
    case PushedColumn: return shortText(series.pushed);
    case AfterColumn: return shortText(series.after);
    case ModeColumn: return modeText(series.mode).joined();
    case ReasonColumn: return because(series);
    }
    return {};
}

QString PushReportModel::toolTip(const MergedSeries& series, int column) const
{
    switch (column) {
    case BeforeColumn: return longText(series.before);
    case PushedColumn: return longText(series.pushed);
    case AfterColumn: return longText(series.after);
    case ModeColumn: return tr("%1, because of: %2").arg(display(series, ModeColumn), display(series, ReasonColumn));
    }
    return display(series, column);
}

} // namespace cairn::ui
