// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/family.h"

#include <QMap>

namespace cairn::ui {

struct SeriesBucket {
    double lower = 0;
    double upper = 0;
    double count = 0;
    bool operator==(const SeriesBucket&) const = default;
};

/// One series of a family, as `/api/v2/families/{name}/series` lists it.
struct FamilySeries {
    QMap<QString, QString> labels;
    QString labelsText; ///< its identity within the family
    ModeReason mode;
    QString group; ///< path: `/job/api`
    double lastPush = 0;
    double ageSeconds = 0;
    std::optional<double> ttlSeconds;
    std::optional<double> value;
    std::optional<double> count; ///< of histograms and summaries
    std::optional<double> sum;
    QList<SeriesBucket> buckets;
    QList<std::pair<double, double>> quantiles; ///< estimated of histograms, as pushed of summaries

    [[nodiscard]] QString key() const { return labelsText; }
    [[nodiscard]] std::optional<double> shown() const { return value ? value : count; }
    bool operator==(const FamilySeries&) const = default;
};
[[nodiscard]] FamilySeries readSeries(const QJsonObject& object);

/// Which labels a family's series have.
struct FamilyLabels {
    QMap<QString, QString> constant; ///< on all series alike
    QStringList varying; ///< on most series first
    bool operator==(const FamilyLabels&) const = default;
};
[[nodiscard]] FamilyLabels readFamilyLabels(const QJsonObject& object);

} // namespace cairn::ui
