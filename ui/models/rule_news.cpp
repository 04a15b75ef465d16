// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rule_news.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonObject>

namespace cairn::ui {

namespace {

using Kind = RuleNews::Kind;

QString tr(const char* text)
{
    return QCoreApplication::translate("cairn::ui", text);
}

QString clockOf(double seconds)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(qRound64(seconds * 1000));
    const bool isToday = time.date() == QDate::currentDate();
    return time.toString(isToday ? QStringLiteral("hh:mm:ss") : QStringLiteral("yyyy-MM-dd hh:mm"));
}

} // namespace

RuleNews ruleNewsOf(const QJsonArray& acts, double startTime, double startBefore)
{
    const QJsonObject newest = acts.first().toObject();
    const double time = newest[u"time"].toDouble();
    const bool isRestarted = startBefore > 0 && startTime > 0 && startTime != startBefore;
    if (acts.isEmpty() || time < startTime)
        return isRestarted ? RuleNews{Kind::Restart, {}, startTime} : RuleNews{};
    const QString from = newest[u"from"].toString();
    return from == QStringLiteral("file") ? RuleNews{Kind::File, {}, time} : RuleNews{Kind::Person, from, time};
}

QString sentenceOf(const RuleNews& news)
{
    switch (news.kind) {
    case Kind::Person:
        return tr("Somebody at %1 saved other rules at %2, since you began.").arg(news.from, clockOf(news.time));
    case Kind::File: return tr("The rule file was changed on disk at %1, since you began.").arg(clockOf(news.time));
    case Kind::Restart:
        return tr("The gateway was started again at %1 and has other rules than when you began.")
            .arg(clockOf(news.time));
    case Kind::Unseen: return tr("The rules were not known yet when you began.");
    case Kind::Unknown: break;
    }
    return tr("The rules in force are others than when you began; why, the gateway does not say.");
}

QString titleOf(const RuleNews& news)
{
    switch (news.kind) {
    case Kind::Person: return tr("In force, saved from %1 at %2").arg(news.from, clockOf(news.time));
    case Kind::File: return tr("In force, from the file changed at %1").arg(clockOf(news.time));
    case Kind::Restart: return tr("In force since the start at %1").arg(clockOf(news.time));
    default: return tr("In force");
    }
}

} // namespace cairn::ui
