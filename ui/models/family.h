// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/format/number_text.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace cairn::ui {

/// Who chose a mode.
struct ModeReason {
    QString mode; ///< canonical
    QString reason; ///< `label`, `rule`, `created`, `profile`, `last_push`
    QString rule;
    int ruleNumber = 0;
    int series = 0; ///< that have it
    bool operator==(const ModeReason&) const = default;
};

/// One family, as `/api/v2/families` lists it.
struct Family {
    QString name;
    QString type;
    QString help;
    ModeReason mode; ///< of most of its series
    QList<ModeReason> modes;
    qint64 series = 0;
    qint64 groups = 0;
    std::optional<double> value; ///< of numbers: their sum
    std::optional<double> count; ///< of histograms and summaries: observations
    std::optional<double> rate;
    double lastPush = 0; ///< Unix seconds
    double ageSeconds = 0;
    int hints = 0;
    QString hint; ///< the first one's text
    QList<double> history; ///< rates, oldest first; NaN for gaps

    [[nodiscard]] QString key() const { return name; }
    [[nodiscard]] std::optional<double> shown() const { return value ? value : count; }
    /// Whether the sum of its series says something: that of counters does, that of maxima or of ratios does not.
    [[nodiscard]] bool addsUp() const;
    bool operator==(const Family& other) const = default;
};

/// Of what it shows: none where observations are counted, nor of a sum of ratios or of times, which is none of them.
[[nodiscard]] Unit unitOf(const Family& family);

[[nodiscard]] ModeReason readModeReason(const QJsonObject& object);
[[nodiscard]] Family readFamily(const QJsonObject& object);

} // namespace cairn::ui
