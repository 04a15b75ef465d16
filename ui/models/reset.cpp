// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/reset.h"

#include "ui/models/rule.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <cmath>

namespace cairn::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("cairn::ui", text);
}

ResetState stateOf(const QString& text)
{
    if (text == QLatin1String("undoable"))
        return ResetState::Undoable;
    if (text == QLatin1String("undone"))
        return ResetState::Undone;
    return text == QLatin1String("dropped") ? ResetState::Dropped : ResetState::Expired;
}

} // namespace

QString whatText(const QJsonObject& what)
{
    QStringList parts;
    if (what[u"all"].toBool())
        parts << tr("every series");
    if (what.contains(u"family"))
        parts << what[u"family"].toString();
    const QJsonArray selectors = what[u"match"].toArray();
    for (const QJsonValue& selector : selectors)
        parts << selector.toString();
    if (what.contains(u"group")) {
        const QString path = what[u"group"].toObject()[u"path"].toString();
        parts << (path.isEmpty() ? tr("the group without labels") : tr("group %1").arg(path));
    }
    if (what.contains(u"older_than_seconds"))
        parts << tr("older than %1").arg(durationText(what[u"older_than_seconds"].toDouble()));
    return parts.join(QStringLiteral(", "));
}

Reset resetOf(const QJsonObject& object, double now)
{
    Reset reset;
    reset.id = object[u"id"].toInteger();
    reset.time = object[u"time"].toDouble();
    reset.by = object[u"by"].toString();
    reset.from = object[u"from"].toString();
    reset.what = whatText(object[u"what"].toObject());
    reset.series = object[u"series"].toInteger();
    reset.families = object[u"families"].toInteger();
    reset.state = stateOf(object[u"state"].toString());
    // Whole seconds, and of our own clock: the same reset asked for again is the same row.
    if (object[u"undo_seconds"].isDouble())
        reset.undoUntil = std::round(now + object[u"undo_seconds"].toDouble());
    reset.undoneTime = object[u"undone_time"].toDouble();
    reset.undoneFrom = object[u"undone_from"].toString();
    reset.returned = object[u"returned"].toInteger();
    return reset;
}

} // namespace cairn::ui
