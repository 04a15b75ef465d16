// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/family.h"
#include "ui/models/row_flash.h"
#include "ui/models/sparse_row_model.h"

namespace cairn::ui {

/// Families as the gateway sorts and filters them; holds only those around what is looked at. Asks for another order by
/// orderAsked(). What has changed lights up for a moment.
class FamilyModel final : public SparseRowModel<Family> {
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        TypeColumn,
        ModeColumn,
        SeriesColumn,
        ValueColumn,
        RateColumn,
        TrendColumn,
        AgeColumn,
        ColumnCount
    };
    enum Role { SortRole = Qt::UserRole, NameRole, ModeRole, HistoryRole, MatchRole };

    explicit FamilyModel(QObject* parent = nullptr);

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : ColumnCount;
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

    /// A page as it was answered: rows from `offset` on, of `total`.
    void takePage(const QList<Family>& page, int offset, int total);
    void clear();
    void setMatch(const QString& text); ///< what to mark in names

    [[nodiscard]] QString sortKey() const; ///< of the API
    [[nodiscard]] QString order() const
    {
        return m_order == Qt::AscendingOrder ? QStringLiteral("asc") : QStringLiteral("desc");
    }

Q_SIGNALS:
    void orderAsked();

private:
    [[nodiscard]] QString display(const Family& family, int column) const;
    [[nodiscard]] QString toolTip(const Family& family, int column) const;
    void noteChanges(const QList<Family>& page);
    void fade();

    int m_sortColumn = NameColumn;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    QString m_match;
    RowFlash<QString> m_flash; // by family
    int m_unlit = 0; // changes at once that were too many to show: the header says how many
};

} // namespace cairn::ui
