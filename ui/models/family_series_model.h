// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/family_series.h"
#include "ui/models/row_flash.h"

#include <QAbstractTableModel>

namespace cairn::ui {

/// The series of one family: a column per label that differs, then value, mode, group and age. Has a row for each, but
/// holds only those around what is looked at: a million rows scroll and cost no memory. Sorted by the gateway.
class FamilySeriesModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role { SortRole = Qt::UserRole, LabelsTextRole, ModeRole };
    enum Tail { ValueTail, ModeTail, GroupTail, AgeTail, TailCount }; ///< columns behind the labels
    static constexpr int kMostRows = 1'000'000; ///< a scroll bar cannot point at more; a filter finds the others
    static constexpr int kMostHeld = 2000;

    explicit FamilySeriesModel(QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : m_count; }
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;
    [[nodiscard]] int columnOf(Tail tail) const { return static_cast<int>(m_labels.size()) + tail; }

    void setFamily(const QString& name); ///< forgets what it had, if it is another
    [[nodiscard]] const QString& family() const { return m_family; }
    void setLabels(const QStringList& labels);
    [[nodiscard]] const QStringList& labels() const { return m_labels; }
    /// A page as it was answered: rows from `offset` on, of `total`.
    void takePage(const QList<FamilySeries>& page, int offset, qint64 total);
    void forgetRows(); ///< they are of another order or filter; the next page brings the new ones
    [[nodiscard]] const FamilySeries* at(int row) const; ///< null: not fetched
    [[nodiscard]] int rowOf(const QString& labelsText) const; ///< among those that are held; -1: none
    [[nodiscard]] int held() const { return static_cast<int>(m_held.size()); }

    [[nodiscard]] const QString& sortKey() const { return m_sortKey; } ///< of the API
    [[nodiscard]] QString order() const;
    [[nodiscard]] int sortColumn() const; ///< -1: by all labels, or by one that has no column
    [[nodiscard]] Qt::SortOrder sortOrder() const { return m_order; }

Q_SIGNALS:
    void orderAsked();

private:
    [[nodiscard]] QString display(const FamilySeries& series, int column) const;
    [[nodiscard]] QString toolTip(const FamilySeries& series, int column) const;
    [[nodiscard]] QString sortKeyOf(int column) const;
    [[nodiscard]] QVariant exact(const FamilySeries& series, int column) const;
    void setCount(int count);
    void dropFarFrom(int row);
    void fade();

    QString m_family;
    QStringList m_labels;
    QHash<int, FamilySeries> m_held; // by row
    int m_count = 0;
    QString m_sortKey = QStringLiteral("labels"); // not the column: columns come and go with labels
    Qt::SortOrder m_order = Qt::AscendingOrder;
    RowFlash<QString> m_flash; // by labels
};

} // namespace cairn::ui
