// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QVariantMap>

class QMenu;
class QTableView;

namespace cairn::ui {

/// The columns of one table as a person wants them: which are seen, and how wide. Kept in the settings by the table's
/// object name and the column's key (ColumnKeyRole), so that columns that come and go find their own again.
class TableColumns final : public QObject {
    Q_OBJECT

public:
    explicit TableColumns(QTableView& table);

    /// Those of a table that letColumnsBeChosen() was called for; null for others.
    [[nodiscard]] static TableColumns* of(const QTableView& table);

    void addTo(QMenu& menu); ///< an entry for each column but the first, which stays
    void fit(const QList<int>& hidden); ///< hides those, but for what a person has chosen
    void restore(); ///< widths and hidden columns that were chosen

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] QString keyOf(int column) const;
    [[nodiscard]] QString place(const char* what) const; ///< in the settings
    void choose(int column, bool isShown);
    void noteWidths();
    void keepWidths();

    QTableView& m_table;
    QVariantMap m_shown; // key to whether a person wants to see it
    QVariantMap m_widths; // key to pixels
    QList<int> m_before; // widths when the mouse was pressed on the head
};

/// The menu of the table's head shows and hides columns; the first one stays. That and widths that a person pulls are
/// kept, once the table has an object name.
void letColumnsBeChosen(QTableView& table);
/// Hides columns for which there is no room, but for those that a person has chosen to see or to hide.
void fitColumns(QTableView& table, const QList<int>& hidden);

} // namespace cairn::ui
