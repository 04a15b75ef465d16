// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

class QAbstractItemView;
class QTableView;

namespace cairn::ui {

/// What rows of a table may leave the window as.
enum class RowFormat { Exposition, Yaml, Selector, Json, Csv, Markdown, Curl, CurlDelete };

/// Rows of a view with their heads, one line each, in the columns' order as they are shown; hidden columns are left
/// out of Markdown alone. CSV as RFC 4180 has it, with line feeds, exact numbers and times in UTC.
[[nodiscard]] QString csvOf(const QTableView& view, const QList<int>& rows);
[[nodiscard]] QString markdownOf(const QTableView& view, const QList<int>& rows);
[[nodiscard]] QString csvLine(const QStringList& cells);

/// Rows that are selected, from top to bottom.
[[nodiscard]] QList<int> selectedRowsOf(const QAbstractItemView& view);

} // namespace cairn::ui
