// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/reset.h"
#include "ui/models/value_table.h"

namespace cairn::ui {

/// Resets, newest first. Whether one can be undone is of the moment: `setNow` lets the seconds run.
class ResetModel final : public ValueTable<Reset> {
    Q_OBJECT
public:
    enum Column { TimeColumn, WhatColumn, SeriesColumn, FamiliesColumn, FromColumn, UndoColumn, ColumnCount };

    using ValueTable::ValueTable;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }

    void setResets(const QList<Reset>& resets) { setRows(resets); }
    /// Unix seconds.
    void setNow(double now);
    bool isUndoable(int row) const;

protected:
    ColumnHead head(int column) const override;
    QString text(const Reset& reset, int column) const override;
    QString hint(const Reset& reset, int column) const override;
    QVariant exact(const Reset& reset, int column) const override;

private:
    QString undoText(const Reset& reset) const;

    double m_now = 0;
};

} // namespace cairn::ui
