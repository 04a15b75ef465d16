// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/family_series_model.h"

#include "ui/format/mode_text.h"
#include "ui/format/number_text.h"
#include "ui/theme/theme.h"

#include <QDateTime>

namespace cairn::ui {

int FamilySeriesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_labels.size()) + TailCount;
}

QVariant FamilySeriesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FamilySeries& series = row(index.row());
    const int column = index.column();
    const bool isNumeric = column == columnOf(ValueTail) || column == columnOf(AgeTail);
    switch (role) {
    case Qt::DisplayRole: return display(series, column);
    case Qt::ToolTipRole: return toolTip(series, column);
    case Qt::TextAlignmentRole: return QVariant(Qt::AlignVCenter | (isNumeric ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole: return isNumeric ? QVariant(Theme::instance().numberFont()) : QVariant();
    case LabelsTextRole: return series.labelsText;
    case ModeRole: return series.mode.mode;
    default: return {};
    }
}

QVariant FamilySeriesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const bool isNumeric = section == columnOf(ValueTail) || section == columnOf(AgeTail);
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (isNumeric ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    if (section < m_labels.size())
        return m_labels[section];
    switch (section - m_labels.size()) {
    case ValueTail: return tr("Value");
    case ModeTail: return tr("Mode");
    case GroupTail: return tr("Group");
    default: return tr("Age");
    }
}

void FamilySeriesModel::setFamily(const QString& name)
{
    if (name == m_family)
        return;
    beginResetModel();
    m_family = name;
    m_labels.clear();
    m_rows.clear();
    endResetModel();
}

void FamilySeriesModel::setLabels(const QStringList& labels)
{
    if (labels == m_labels)
        return;
    beginResetModel();
    m_labels = labels;
    endResetModel();
}

QString FamilySeriesModel::display(const FamilySeries& series, int column) const
{
    if (column < m_labels.size())
        return series.labels.value(m_labels[column]);
    switch (column - m_labels.size()) {
    case ValueTail: {
        const double now = series.lastPush + series.ageSeconds;
        if (series.value)
            return withUnit(*series.value, unitOfName(m_family), now);
        return series.count ? tr("%1 observed").arg(fullNumber(*series.count)) : QStringLiteral("–");
    }
    case ModeTail: return modeText(series.mode.mode).joined();
    case GroupTail: return series.group.isEmpty() ? tr("none") : series.group;
    default: return ageText(series.ageSeconds);
    }
}

QString FamilySeriesModel::toolTip(const FamilySeries& series, int column) const
{
    switch (column - m_labels.size()) {
    case ValueTail:
        if (series.value)
            return exactNumber(*series.value);
        return series.sum ? tr("sum %1").arg(exactNumber(*series.sum)) : QString();
    case ModeTail: return reasonText(series.mode.reason, series.mode.rule, series.mode.ruleNumber);
    case AgeTail: return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(series.lastPush)).toString(Qt::ISODate);
    default: return display(series, column);
    }
}

} // namespace cairn::ui
