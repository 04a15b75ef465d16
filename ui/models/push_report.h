// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/push_value.h"

#include <QJsonObject>

namespace cairn::ui {

enum class MergeOutcome { Created, Added, Replaced, Kept, FamilyReplaced, Dropped, Refused };

/// What became of one series of a push.
struct MergedSeries {
    QString name;
    QString labels; // a="b", c="d"
    QString type;
    QString mode;
    QString reason; // label, rule, created, profile
    QString rule;
    QString note; // what else came of it, in the gateway's words; mostly empty
    int line = 0; // of its first sample; 0 for what mode `family` took away
    MergeOutcome outcome = MergeOutcome::Created;
    PushValue before;
    PushValue pushed;
    PushValue after;

    /// As it stands in an exposition, without the value.
    QString key() const { return labels.isEmpty() ? name : name + u'{' + labels + u'}'; }
    bool operator==(const MergedSeries&) const = default;
};

struct PushSummary {
    int series = 0; // that were pushed
    int created = 0;
    int added = 0;
    int replaced = 0;
    int kept = 0;
    int familyReplaced = 0;
    int dropped = 0;
    bool operator==(const PushSummary&) const = default;
};

struct PushReport {
    bool accepted = true;
    QString errorType;
    QString error;
    int line = 0;
    QString text;
    PushSummary summary;
    int seriesCut = 0; // further series that are not listed
    QList<MergedSeries> series;
};

PushReport pushReportOf(const QJsonObject& object);

/// "12 series: 8 added, 3 replaced, 1 new", or what was refused.
QString sentence(const PushReport& report);

} // namespace cairn::ui
