// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/family_series.h"
#include "ui/models/push.h"
#include "ui/models/push_report.h"
#include "ui/models/reset.h"

namespace cairn::ui {

// Rows as JSON, with the keys that the admin API gives them; numbers that JSON cannot hold are strings, as there.

[[nodiscard]] QJsonObject toJson(const Family& family);
[[nodiscard]] QJsonObject toJson(const QString& family, const FamilySeries& series);
[[nodiscard]] QJsonObject toJson(const Push& push);
[[nodiscard]] QJsonObject toJson(const MergedSeries& series);
[[nodiscard]] QJsonObject toJson(const Reset& reset);

} // namespace cairn::ui
