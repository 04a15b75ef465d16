// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace cairn::ui {

/// The rule that mends what adds up running totals, as the API has rules: for `Session::proposeRule()`.
[[nodiscard]] QJsonObject runningTotalRule(const QString& family);

} // namespace cairn::ui
