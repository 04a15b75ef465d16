// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;

namespace cairn::ui {

/// What all tables of the window have in common: whole rows, no grid, as high as the theme says, elided texts, smooth
/// scrolling, nothing to edit; texts stand under their heads.
void prepareTable(QTableView& table);
/// And what lists of one row a thing have beside that: one row selected.
void dressTable(QTableView& table);

} // namespace cairn::ui
