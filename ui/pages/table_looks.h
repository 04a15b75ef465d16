// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QTableView;

namespace cairn::ui {

/// What all tables of the window have in common: whole rows, no grid, as high as the theme says, elided texts, smooth
/// scrolling, nothing to edit; texts stand under their heads.
void prepareTable(QTableView& table);
/// And what lists of one row a thing have beside that: one row selected.
void dressTable(QTableView& table);

/// The menu of the table's head shows and hides columns; the first one stays. What a person chose there is kept.
void letColumnsBeChosen(QTableView& table);
/// Hides columns for which there is no room, but for those that a person has chosen to see or to hide.
void fitColumns(QTableView& table, const QList<int>& hidden);

} // namespace cairn::ui
