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
    return QCoreApplication::translate("cairn::ui", text);
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
    if (role != ModeRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return ValueTable::data(index, role);
    const RuleChange& change = row(index.row());
    return index.column() == BeforeColumn ? change.modeBefore : change.modeAfter;
}

ColumnHead RuleChangeModel::head(int column) const
{
    switch (column) {
    case FamilyColumn: return {tr("Family")};
    case SeriesColumn: return {tr("Series"), true};
    case BeforeColumn: return {tr("Now")};
    case AfterColumn: return {tr("Then")};
    case TermsColumn: return {tr("Besides")};
    case ReasonColumn: return {tr("Mode because of")};
    }
    return {};
}

QString RuleChangeModel::text(const RuleChange& change, int column) const
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

QString RuleChangeModel::hint(const RuleChange& change, int column) const
{
    if (column == TermsColumn)
        return change.terms;
    if (column == ReasonColumn)
        return tr("Now: %1\nThen: %2").arg(change.reasonBefore, change.reasonAfter);
    return change.family + u'{' + change.example + u'}';
}

QVariant RuleChangeModel::exact(const RuleChange& change, int column) const
{
    switch (column) {
    case SeriesColumn: return change.series;
    case BeforeColumn: return change.modeBefore;
    case AfterColumn: return change.modeAfter;
    }
    return {};
}

QJsonObject toJson(const RuleChange& change)
{
    return {{QLatin1String("family"), change.family}, {QLatin1String("type"), change.type},
        {QLatin1String("series"), change.series}, {QLatin1String("mode_before"), change.modeBefore},
        {QLatin1String("mode_after"), change.modeAfter}, {QLatin1String("reason_before"), change.reasonBefore},
        {QLatin1String("reason_after"), change.reasonAfter}, {QLatin1String("example"), change.example}};
}

QString selectorOf(const RuleChange& change)
{
    return change.family;
}

} // namespace cairn::ui
