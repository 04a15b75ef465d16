// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/push_report.h"
#include "ui/models/row_model.h"

namespace cairn::ui {

/// A merge report as a table: a row per series, before → pushed → after.
class PushReportModel final : public RowModel<MergedSeries> {
    Q_OBJECT
public:
    enum Column {
        OutcomeColumn,
        SeriesColumn,
        BeforeColumn,
        PushedColumn,
        AfterColumn,
        ModeColumn,
        ReasonColumn,
        ColumnCount
    };
    enum Role { SortRole = Qt::UserRole, OutcomeRole, ModeRole, LineRole };

    using RowModel::RowModel;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setReport(const PushReport& report) { setRows(unique(report.series)); }
    void clear() { setRows({}); }

private:
    static QList<MergedSeries> unique(const QList<MergedSeries>& series);
    QString display(const MergedSeries& series, int column) const;
    QString because(const MergedSeries& series) const;
    QString toolTip(const MergedSeries& series, int column) const;
};

} // namespace cairn::ui
