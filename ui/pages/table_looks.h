// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;

namespace cairn::ui {

/// What all tables of the window have in common: whole rows, no grid, 28 px, elided texts, smooth scrolling.
void dressTable(QTableView& view);

} // namespace cairn::ui
