// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rule_change_model.h"

#include "ui/format/mode_text.h"
#include "ui/format/number_text.h"
#include "ui/models/rule.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace cairn::ui {

namespace {

QString whyOf(const QJsonObject& why)
{
    return reasonText(why[u"reason"].toString(), why[u"rule"].toString(), why[u"rule_number"].toInt());
}

QString tr(const char* text)
{
    return QCoreApplication::translate("cairn::ui::RuleChange", text);
}

QString listOf(const QJsonValue& names)
{
    QStringList list;
    const QJsonArray array = names.toArray();
    for (const QJsonValue& name : array)
        list << name.toString();
    return list.isEmpty() ? tr("none") : list.join(QStringLiteral(", "));
}

QString ttlText(const QJsonValue& seconds)
{
    if (!seconds.isDouble())
        return tr("as all");
    return seconds.toDouble() == 0 ? tr("for ever") : durationText(seconds.toDouble());
}

QString limitText(const QJsonValue& series)
{
    return series.isDouble() ? fullNumber(series.toDouble()) : tr("no limit");
}

QString termsOf(const QJsonObject& before, const QJsonObject& after)
{
    QStringList parts;
    const auto compare = [&](const QString& key, const QString& what, const auto& text) {
        if (before.value(key) != after.value(key))
            parts << tr("%1: %2 → %3").arg(what, text(before.value(key)), text(after.value(key)));
    };
    compare(QStringLiteral("ttl_seconds"), tr("lives"), ttlText);
    compare(QStringLiteral("drop_labels"), tr("leaves out"), listOf);
    compare(QStringLiteral("per"), tr("sources by"), listOf);
    compare(QStringLiteral("max_series"), tr("at most"), limitText);
    return parts.join(QStringLiteral("; "));
}

} // namespace

RuleChange ruleChangeOf(const QJsonObject& object)
{
    const QJsonObject before = object[u"before"].toObject();
    const QJsonObject after = object[u"after"].toObject();
    return {object[u"family"].toString(), object[u"type"].toString(), object[u"series"].toInteger(),
        before[u"mode"].toString(), after[u"mode"].toString(), whyOf(before), whyOf(after),
        object[u"example"].toString(), termsOf(before, after)};
}

QVariant RuleChangeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RuleChange& change = row(index.row());
    switch (role) {
    case Qt::DisplayRole: return display(change, index.column());
    case Qt::ToolTipRole:
        if (index.column() == TermsColumn)
            return change.terms;
        return change.family + u'{' + change.example + u'}';
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
    case TermsColumn: return tr("Besides");
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
    case TermsColumn: return change.terms;
    case ReasonColumn: return change.reasonAfter;
    }
    return {};
}

} // namespace cairn::ui
