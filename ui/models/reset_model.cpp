// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/reset_model.h"

#include "ui/format/number_text.h"

#include <QDateTime>

#include <cmath>

namespace cairn::ui {

namespace {

QDateTime timeOf(double seconds)
{
    return QDateTime::fromMSecsSinceEpoch(qRound64(seconds * 1000));
}

QString clockText(double seconds)
{
    const QDateTime time = timeOf(seconds);
    const bool isToday = time.date() == QDate::currentDate();
    return time.toString(isToday ? QStringLiteral("hh:mm:ss") : QStringLiteral("yyyy-MM-dd hh:mm"));
}

QString leftText(double seconds)
{
    const int left = qMax(0, static_cast<int>(std::ceil(seconds)));
    return QStringLiteral("%1:%2").arg(left / 60).arg(left % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

ColumnHead ResetModel::head(int column) const
{
    switch (column) {
    case TimeColumn: return {tr("Time")};
    case WhatColumn: return {tr("What")};
    case SeriesColumn: return {tr("Series"), true};
    case FamiliesColumn: return {tr("Families"), true};
    case FromColumn: return {tr("By")};
    case UndoColumn: return {tr("Undo")};
    }
    return {};
}

void ResetModel::setNow(double now)
{
    QStringList before;
    for (const Reset& reset : rows())
        before << undoText(reset);
    m_now = now;
    for (int i = 0; i < rowCount(); ++i)
        if (undoText(row(i)) != before.at(i))
            Q_EMIT dataChanged(index(i, UndoColumn), index(i, UndoColumn));
}

bool ResetModel::isUndoable(int i) const
{
    return row(i).state == ResetState::Undoable && row(i).undoUntil > m_now;
}

QString ResetModel::text(const Reset& reset, int column) const
{
    switch (column) {
    case TimeColumn: return clockText(reset.time);
    case WhatColumn: return reset.what;
    case SeriesColumn: return fullNumber(static_cast<double>(reset.series));
    case FamiliesColumn: return fullNumber(static_cast<double>(reset.families));
    case FromColumn: return reset.by.isEmpty() ? reset.from : tr("%1, %2").arg(reset.by, reset.from);
    case UndoColumn: return undoText(reset);
    }
    return {};
}

QString ResetModel::hint(const Reset& reset, int column) const
{
    if (column == TimeColumn)
        return timeOf(reset.time).toString(QStringLiteral("yyyy-MM-dd hh:mm:ss"));
    if (column == UndoColumn && reset.state == ResetState::Undone && !reset.undoneFrom.isEmpty())
        return tr("%1 (by %2)").arg(undoText(reset), reset.undoneFrom);
    return text(reset, column);
}

QVariant ResetModel::exact(const Reset& reset, int column) const
{
    switch (column) {
    case TimeColumn: return timeOf(reset.time).toUTC().toString(Qt::ISODateWithMs);
    case SeriesColumn: return reset.series;
    case FamiliesColumn: return reset.families;
    }
    return {};
}

QString ResetModel::undoText(const Reset& reset) const
{
    switch (reset.state) {
    case ResetState::Undoable:
        return reset.undoUntil > m_now ? tr("%1 left").arg(leftText(reset.undoUntil - m_now))
                                       : tr("the time to undo is over");
    case ResetState::Undone:
        return tr("undone at %1, %2 series came back", nullptr, static_cast<int>(reset.returned))
            .arg(clockText(reset.undoneTime), fullNumber(static_cast<double>(reset.returned)));
    case ResetState::Expired: return tr("the time to undo is over");
    case ResetState::Dropped: return tr("there was no room to keep what it took");
    }
    return {};
}

} // namespace cairn::ui
