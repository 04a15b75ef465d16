// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rule_change_model.h"

#include "ui/format/mode_text.h"
#include "ui/format/number_text.h"

namespace cairn::ui {

namespace {

QString whyOf(const QJsonObject& why)
{
    return reasonText(why[u"reason"].toString(), why[u"rule"].toString(), why[u"rule_number"].toInt());
}

} // namespace

RuleChange ruleChangeOf(const QJsonObject& object)
{
    const QJsonObject before = object[u"before"].toObject();
    const QJsonObject after = object[u"after"].toObject();
    return {object[u"family"].toString(), object[u"type"].toString(), object[u"series"].toInteger(),
        before[u"mode"].toString(), after[u"mode"].toString(), whyOf(before), whyOf(after),
        object[u"example"].toString()};
}

QVariant RuleChangeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RuleChange& change = row(index.row());
    switch (role) {
    case Qt::DisplayRole: return display(change, index.column());
    case Qt::ToolTipRole: return change.family + u'{' + change.example + u'}';
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::AlignVCenter | (index.column() == SeriesColumn ? Qt::AlignRight : Qt::AlignLeft));
    case ModeRole: return index.column() == BeforeColumn ? change.modeBefore : change.modeAfter;
    case SortRole: return index.column() == SeriesColumn ? QVariant(change.series) : display(change, index.column());
    }
    return {};
}

QVariant RuleChangeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (section == SeriesColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case FamilyColumn: return tr("Family");
    case SeriesColumn: return tr("Series");
    case BeforeColumn: return tr("Now");
    case AfterColumn: return tr("Then");
    case ReasonColumn: return tr("Because of");
    }
    return {};
}

QString RuleChangeModel::display(const RuleChange& change, int column) const
{
    switch (column) {
    case FamilyColumn: return change.family;
    case SeriesColumn: return fullNumber(static_cast<double>(change.series));
    case BeforeColumn: return modeText(change.modeBefore).joined();
    case AfterColumn: return modeText(change.modeAfter).joined();
    case ReasonColumn: return change.reasonAfter;
    }
    return {};
}

} // namespace cairn::ui
