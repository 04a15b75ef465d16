// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/family_series_model.h"

#include "ui/format/mode_text.h"
#include "ui/format/number_text.h"
#include "ui/models/row_roles.h"
#include "ui/models/series_text.h"
#include "ui/theme/theme.h"

#include <QDateTime>

namespace cairn::ui {

namespace {

bool isOther(const FamilySeries& before, const FamilySeries& after)
{
    return before.shown() != after.shown() || before.sum != after.sum;
}

} // namespace

FamilySeriesModel::FamilySeriesModel(QObject* parent) : QAbstractTableModel(parent)
{
    connect(&m_flash.timer(), &QTimer::timeout, this, &FamilySeriesModel::fade);
}

int FamilySeriesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_labels.size()) + TailCount;
}

QVariant FamilySeriesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FamilySeries* held = at(index.row());
    if (held == nullptr)
        return role == Qt::DisplayRole && index.column() == 0 ? QVariant(QStringLiteral("…")) : QVariant();
    const FamilySeries& series = *held;
    const int column = index.column();
    const bool isNumeric = column == columnOf(ValueTail) || column == columnOf(AgeTail);
    switch (role) {
    case Qt::DisplayRole: return display(series, column);
    case Qt::ToolTipRole: return toolTip(series, column);
    case Qt::TextAlignmentRole: return QVariant(Qt::AlignVCenter | (isNumeric ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole: return isNumeric ? QVariant(Theme::instance().numberFont()) : QVariant();
    case Qt::BackgroundRole: return m_flash.ground(series.labelsText);
    case ExactRole: return exact(series, column);
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
    if (role == Qt::ToolTipRole && section < m_labels.size())
        return m_labels[section];
    if (role == ColumnKeyRole)
        return sortKeyOf(section);
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
    m_held.clear();
    m_flash.clear();
    m_count = 0;
    m_sortKey = sortKeyOf(-1);
    m_order = Qt::AscendingOrder;
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

void FamilySeriesModel::sort(int column, Qt::SortOrder order)
{
    const QString key = sortKeyOf(column);
    if (key == m_sortKey && order == m_order)
        return;
    m_sortKey = key;
    m_order = order;
    emit orderAsked();
}

QString FamilySeriesModel::sortKeyOf(int column) const
{
    if (column >= 0 && column < m_labels.size())
        return QStringLiteral("label:") + m_labels[column];
    switch (column < 0 ? -1 : static_cast<int>(column - m_labels.size())) {
    case ValueTail: return QStringLiteral("value");
    case ModeTail: return QStringLiteral("mode");
    case GroupTail: return QStringLiteral("group");
    case AgeTail: return QStringLiteral("age");
    default: return QStringLiteral("labels"); // all of them, as one text
    }
}

int FamilySeriesModel::sortColumn() const
{
    for (int column = 0; column < columnCount(); ++column)
        if (sortKeyOf(column) == m_sortKey)
            return column;
    return -1;
}

QString FamilySeriesModel::order() const
{
    return m_order == Qt::AscendingOrder ? QStringLiteral("asc") : QStringLiteral("desc");
}

const FamilySeries* FamilySeriesModel::at(int row) const
{
    const auto held = m_held.constFind(row);
    return held == m_held.constEnd() ? nullptr : &*held;
}

int FamilySeriesModel::rowOf(const QString& labelsText) const
{
    for (auto held = m_held.begin(); held != m_held.end(); ++held)
        if (held->labelsText == labelsText)
            return held.key();
    return -1;
}

void FamilySeriesModel::setCount(int count)
{
    if (count > m_count) {
        beginInsertRows({}, m_count, count - 1);
        m_count = count;
        endInsertRows();
    } else if (count < m_count) {
        beginRemoveRows({}, count, m_count - 1);
        m_count = count;
        m_held.removeIf([count](QHash<int, FamilySeries>::iterator held) { return held.key() >= count; });
        endRemoveRows();
    }
}

void FamilySeriesModel::takePage(const QList<FamilySeries>& page, int offset, qint64 total)
{
    setCount(static_cast<int>(qMin<qint64>(total, kMostRows)));
    int first = -1;
    int last = -1;
    QStringList changed;
    for (int i = 0; i < page.size() && offset + i < m_count; ++i) {
        const FamilySeries* before = at(offset + i);
        if (before != nullptr && *before == page[i])
            continue;
        if (before != nullptr && before->labelsText == page[i].labelsText && isOther(*before, page[i]))
            changed.append(page[i].labelsText);
        m_held.insert(offset + i, page[i]);
        first = first < 0 ? offset + i : first;
        last = offset + i;
    }
    m_flash.light(changed);
    dropFarFrom(offset + static_cast<int>(page.size()) / 2);
    if (first >= 0)
        emit dataChanged(index(first, 0), index(last, columnCount() - 1));
}

void FamilySeriesModel::dropFarFrom(int row)
{
    if (m_held.size() > kMostHeld)
        m_held.removeIf(
            [row](QHash<int, FamilySeries>::iterator held) { return qAbs(held.key() - row) > kMostHeld / 4; });
}

void FamilySeriesModel::forgetRows()
{
    m_held.clear();
    m_flash.clear();
    if (m_count > 0)
        emit dataChanged(index(0, 0), index(m_count - 1, columnCount() - 1));
}

void FamilySeriesModel::fade()
{
    int first = m_count;
    int last = -1;
    for (auto held = m_held.begin(); held != m_held.end(); ++held) {
        if (!m_flash.isLit(held->labelsText))
            continue;
        first = qMin(first, held.key());
        last = qMax(last, held.key());
    }
    if (last >= 0)
        emit dataChanged(index(first, 0), index(last, columnCount() - 1), {Qt::BackgroundRole});
    m_flash.fade();
}

QVariant FamilySeriesModel::exact(const FamilySeries& series, int column) const
{
    switch (column - m_labels.size()) {
    case ValueTail: return series.shown() ? plainNumber(*series.shown()) : QString();
    case ModeTail: return series.mode.mode;
    case GroupTail: return series.group;
    case AgeTail: return plainNumber(series.ageSeconds);
    default: return {};
    }
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
