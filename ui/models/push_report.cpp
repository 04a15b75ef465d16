// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/push_report.h"

#include "ui/models/push.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QStringList>

namespace cairn::ui {

namespace {

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("cairn::ui", text, nullptr, n);
}

MergeOutcome outcomeOf(const QString& text)
{
    static const QHash<QString, MergeOutcome> outcomes{{"created", MergeOutcome::Created},
        {"added", MergeOutcome::Added}, {"replaced", MergeOutcome::Replaced}, {"kept", MergeOutcome::Kept},
        {"family-replaced", MergeOutcome::FamilyReplaced}, {"dropped", MergeOutcome::Dropped}};
    return outcomes.value(text, MergeOutcome::Refused);
}

QString labelsOf(const QJsonObject& object)
{
    if (object.contains(u"labels_text"))
        return object[u"labels_text"].toString();
    QStringList parts;
    const QJsonObject labels = object[u"labels"].toObject();
    for (auto it = labels.begin(); it != labels.end(); ++it)
        parts << it.key() + QStringLiteral("=\"") + it->toString() + u'"';
    return parts.join(u',');
}

MergedSeries seriesOf(const QJsonObject& object)
{
    MergedSeries series;
    series.name = object[u"name"].toString();
    series.labels = labelsOf(object);
    series.type = object[u"type"].toString();
    series.mode = object[u"mode"].toString();
    series.reason = object[u"reason"].toString();
    series.rule = object[u"rule"].toString();
    series.note = object[u"note"].toString();
    series.line = object[u"line"].toInt();
    series.outcome = outcomeOf(object[u"outcome"].toString());
    series.before = pushValueOf(object[u"before"]);
    series.pushed = pushValueOf(object[u"pushed"]);
    series.after = pushValueOf(object[u"after"]);
    return series;
}

PushSummary summaryOf(const QJsonObject& object)
{
    return {object[u"series"].toInt(), object[u"created"].toInt(), object[u"added"].toInt(),
        object[u"replaced"].toInt(), object[u"kept"].toInt(), object[u"family_replaced"].toInt(),
        object[u"dropped"].toInt()};
}

PushSummary counted(const QList<MergedSeries>& series)
{
    PushSummary summary;
    summary.series = static_cast<int>(series.size());
    for (const MergedSeries& one : series) {
        switch (one.outcome) {
        case MergeOutcome::Created: ++summary.created; break;
        case MergeOutcome::Added: ++summary.added; break;
        case MergeOutcome::Replaced: ++summary.replaced; break;
        case MergeOutcome::Kept: ++summary.kept; break;
        case MergeOutcome::FamilyReplaced: ++summary.familyReplaced; break;
        case MergeOutcome::Dropped: ++summary.dropped; break;
        case MergeOutcome::Refused: break;
        }
    }
    return summary;
}

QStringList partsOf(const PushSummary& summary)
{
    QStringList parts;
    const auto add = [&parts](int n, const char* text) {
        if (n > 0)
            parts << tr(text).arg(n);
    };
    add(summary.added, QT_TRANSLATE_NOOP("cairn::ui", "%1 added"));
    add(summary.replaced, QT_TRANSLATE_NOOP("cairn::ui", "%1 replaced"));
    add(summary.created, QT_TRANSLATE_NOOP("cairn::ui", "%1 new"));
    add(summary.kept, QT_TRANSLATE_NOOP("cairn::ui", "%1 kept"));
    add(summary.familyReplaced, QT_TRANSLATE_NOOP("cairn::ui", "%1 replaced with the family"));
    add(summary.dropped, QT_TRANSLATE_NOOP("cairn::ui", "%1 dropped"));
    return parts;
}

} // namespace

PushReport pushReportOf(const QJsonObject& object)
{
    PushReport report;
    report.accepted = object[u"accepted"].toBool(true);
    report.errorType = object[u"errorType"].toString();
    report.error = withoutLine(object[u"error"].toString(), object[u"line"].toInt());
    report.line = object[u"line"].toInt();
    report.text = object[u"text"].toString();
    report.seriesCut = object[u"series_cut"].toInt();
    if (!report.accepted)
        return report;
    const QJsonArray series = object[u"series"].toArray();
    for (const QJsonValue& one : series)
        report.series << seriesOf(one.toObject());
    report.summary = object.contains(u"summary") ? summaryOf(object[u"summary"].toObject()) : counted(report.series);
    return report;
}

QString sentence(const PushReport& report)
{
    if (!report.accepted)
        return report.line > 0 ? tr("Refused at line %1: %2").arg(report.line).arg(report.error)
                               : tr("Refused: %1").arg(report.error);
    const int n = static_cast<int>(report.series.size()) + report.seriesCut;
    if (n == 0)
        return tr("No series: nothing changed");
    const QString head = n == 1 ? tr("1 series") : tr("%1 series").arg(n);
    return head + QStringLiteral(": ") + partsOf(report.summary).join(QStringLiteral(", "));
}

} // namespace cairn::ui
