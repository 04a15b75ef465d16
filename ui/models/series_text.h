// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/family_series.h"
#include "ui/models/push_report.h"

namespace cairn::ui {

/// A number as expositions and PromQL write it: `0.1`, `+Inf`, `NaN`. Reading it gives the same double.
[[nodiscard]] QString plainNumber(double value);

/// `"a \"b\""`: in double quotes, with backslashes before what needs them.
[[nodiscard]] QString quotedValue(const QString& value);

/// `requests_total{code="200"}` as PromQL takes it. Labels of `absent` are demanded to be missing, so that no other
/// series is selected. A name outside the classic alphabet stands within the braces, in quotes.
[[nodiscard]] QString selectorText(
    const QString& name, const QMap<QString, QString>& labels, const QStringList& absent = {});
/// `{job="api"}` of a group's labels.
[[nodiscard]] QString selectorText(const QMap<QString, QString>& labels);

/// The lines of a series as they stand in an exposition, each with its line feed.
[[nodiscard]] QString expositionText(const QString& family, const FamilySeries& series);
/// Those that a push brought for a series.
[[nodiscard]] QString expositionText(const MergedSeries& series);

} // namespace cairn::ui
