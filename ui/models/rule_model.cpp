// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rule_model.h"

#include "ui/format/number_text.h"

#include <QMimeData>
#include <QSet>

namespace cairn::ui {

namespace {

const QString kRowType = QStringLiteral("application/x-cairn-rule-row");

} // namespace

int RuleModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rules.size());
}

QVariant RuleModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Rule& rule = m_rules.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case NameRole: return display(rule);
    case Qt::ToolTipRole: return rule.match;
    case Qt::AccessibleTextRole:
        return tr("Rule %1, %2, %3").arg(QString::number(index.row() + 1), display(rule), reach(rule));
    case NumberRole: return index.row() + 1;
    case MatchRole: return rule.match;
    case ModeRole: return rule.mode;
    case ReachRole: return reach(rule);
    case IsIdleRole: return rule.series && *rule.series == 0;
    case HasErrorRole: return m_errors.contains(index.row());
    }
    return {};
}

Qt::ItemFlags RuleModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren : flags | Qt::ItemIsDropEnabled;
}

QStringList RuleModel::mimeTypes() const
{
    return {kRowType};
}

QMimeData* RuleModel::mimeData(const QModelIndexList& indexes) const
{
    auto* data = new QMimeData;
    data->setData(kRowType, QByteArray::number(indexes.isEmpty() ? -1 : indexes.first().row()));
    return data;
}

// Always false: the view would take the dragged row out of the model by itself, but the move comes by way of the text.
bool RuleModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int, const QModelIndex& parent)
{
    const int from = data->data(kRowType).toInt();
    const int gap = row >= 0 ? row : parent.isValid() ? parent.row() : rowCount();
    const int to = gap > from ? gap - 1 : gap;
    if (action == Qt::MoveAction && from >= 0 && from < rowCount() && to != from)
        Q_EMIT moveWanted(from, to);
    return false;
}

void RuleModel::setRules(const QList<Rule>& rules)
{
    const int had = rowCount();
    const int have = static_cast<int>(rules.size());
    if (have < had) {
        beginRemoveRows({}, have, had - 1);
        m_rules.resize(have);
        endRemoveRows();
    }
    for (int i = 0; i < rowCount(); ++i) {
        if (m_rules.at(i) == rules.at(i))
            continue;
        m_rules[i] = rules.at(i);
        Q_EMIT dataChanged(index(i), index(i));
    }
    if (have > had) {
        beginInsertRows({}, had, have - 1);
        m_rules += rules.mid(had);
        endInsertRows();
    }
}

void RuleModel::moveRule(int from, int to)
{
    if (from == to || !beginMoveRows({}, from, from, {}, to > from ? to + 1 : to))
        return;
    m_rules.move(from, to);
    endMoveRows();
    Q_EMIT dataChanged(index(qMin(from, to)), index(qMax(from, to)), {NumberRole});
}

void RuleModel::setErrors(const QSet<int>& rows)
{
    if (m_errors == rows)
        return;
    m_errors = rows;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {HasErrorRole});
}

QString RuleModel::display(const Rule& rule) const
{
    return rule.name.isEmpty() ? tr("(no name)") : rule.name;
}

QString RuleModel::reach(const Rule& rule) const
{
    if (!rule.series)
        return {};
    if (*rule.series == 0 && rule.shadowedBy > 0)
        return tr("shadowed by rule %1").arg(rule.shadowedBy);
    if (*rule.series == 0)
        return rule.isShadowKnown ? tr("matches nothing") : tr("would decide for nothing now");
    const qint64 families = rule.families.value_or(0);
    const auto text = [](qint64 n) { return fullNumber(static_cast<double>(n)); };
    const QString first = families == 1 ? tr("1 family") : tr("%1 families").arg(text(families));
    return tr("%1, %2 series now", nullptr, static_cast<int>(*rule.series)).arg(first, text(*rule.series));
}

} // namespace cairn::ui
