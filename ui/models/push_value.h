// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace cairn::ui {

/// A value of a merge report: nothing, a number, or a histogram or summary.
struct PushValue {
    std::optional<double> number;
    std::optional<double> sum;
    std::optional<double> count;
    QList<std::pair<double, double>> buckets; // upper bound, cumulative count
    QList<std::pair<double, double>> quantiles; // quantile, value

    bool isCompound() const { return sum || count || !buckets.isEmpty() || !quantiles.isEmpty(); }
    bool isNothing() const { return !number && !isCompound(); }
    bool operator==(const PushValue&) const = default;
};

PushValue pushValueOf(const QJsonValue& json);

/// For a cell: "12", "# 3" for three observations, or a dash for nothing.
QString shortText(const PushValue& value);
/// All of it, exact, over several lines.
QString longText(const PushValue& value);

/// A double of JSON, or of the text that stands for one: "NaN", "+Inf", "0.1".
std::optional<double> doubleOf(const QJsonValue& json);

} // namespace cairn::ui
