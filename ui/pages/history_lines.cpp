// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/history_lines.h"

#include "ui/models/push_value.h"

#include <QJsonArray>

#include <limits>

namespace cairn::ui {

HistoryLines readHistory(const QJsonObject& data)
{
    HistoryLines history;
    history.newest = data.value(u"start").toDouble() + data.value(u"length").toDouble() - 1;
    const QJsonArray lines = data.value(u"lines").toArray();
    for (const QJsonValue& one : lines) {
        TimeLine line{one.toObject().value(u"name").toString(), {}};
        const QJsonArray points = one.toObject().value(u"points").toArray();
        for (const QJsonValue& point : points)
            line.points.append(doubleOf(point).value_or(std::numeric_limits<double>::quiet_NaN()));
        history.lines.append(line);
    }
    return history;
}

QList<TimeLine> HistoryLines::named(const QStringList& names) const
{
    QList<TimeLine> found;
    for (const QString& name : names) {
        for (const TimeLine& line : lines) {
            if (line.name == name)
                found.append(line);
        }
    }
    return found;
}

QList<double> HistoryLines::points(const QString& name) const
{
    const QList<TimeLine> found = named({name});
    return found.isEmpty() ? QList<double>() : found.first().points;
}

} // namespace cairn::ui
