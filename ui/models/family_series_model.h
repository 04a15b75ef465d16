// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/family_series.h"
#include "ui/models/row_model.h"

namespace cairn::ui {

/// The series of one family: a column per label that differs, then value, mode and age.
class FamilySeriesModel final : public RowModel<FamilySeries> {
    Q_OBJECT

public:
    enum Role { SortRole = Qt::UserRole, LabelsTextRole, ModeRole };
    enum Tail { ValueTail, ModeTail, GroupTail, AgeTail, TailCount }; ///< columns behind the labels

    using RowModel::RowModel;

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] int columnOf(Tail tail) const { return static_cast<int>(m_labels.size()) + tail; }

    void setFamily(const QString& name); ///< forgets what it had, if it is another
    void setLabels(const QStringList& labels);
    void takeSeries(const QList<FamilySeries>& series) { setRows(series); }

private:
    [[nodiscard]] QString display(const FamilySeries& series, int column) const;
    [[nodiscard]] QString toolTip(const FamilySeries& series, int column) const;

    QString m_family;
    QStringList m_labels;
};

} // namespace cairn::ui
