// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace cairn::ui {

/// A cell as other programs read it: numbers without groups and units, times in UTC. Invalid: as it is shown.
constexpr int ExactRole = Qt::UserRole + 64;
/// Canonical mode that a cell shows as a badge.
constexpr int ModeRole = Qt::UserRole + 65;

/// Of a head: what its column is remembered by, where columns come and go. Invalid: its number.
constexpr int ColumnKeyRole = Qt::UserRole + 65;

} // namespace cairn::ui
