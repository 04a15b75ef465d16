// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/reset.h"
#include "ui/models/row_model.h"

namespace cairn::ui {

/// Resets, newest first. Whether one can be undone is of the moment: `setNow` lets the seconds run.
class ResetModel final : public RowModel<Reset> {
    Q_OBJECT
public:
    enum Column { TimeColumn, WhatColumn, SeriesColumn, FromColumn, UndoColumn, ColumnCount };
    enum Role { SortRole = Qt::UserRole, IdRole, UndoableRole };

    using RowModel::RowModel;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setResets(const QList<Reset>& resets) { setRows(resets); }
    /// Unix seconds.
    void setNow(double now);
    bool isUndoable(int row) const;

private:
    QString display(const Reset& reset, int column) const;
    QString undoText(const Reset& reset) const;

    double m_now = 0;
};

} // namespace cairn::ui
