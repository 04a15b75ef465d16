// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/row_model.h"
#include "ui/models/row_roles.h"

namespace cairn::ui {

/// What a column of a value table is called, and whether it holds numbers: they stand at the right.
struct ColumnHead {
    QString title;
    bool isNumber = false;
};

/// A row model whose cells are texts: heads, alignment, tooltips and the raw values behind numbers are the same in each
/// such table; a table says its columns and its texts.
template <typename Row>
class ValueTable : public RowModel<Row> {
public:
    using RowModel<Row>::RowModel;

    QVariant data(const QModelIndex& index, int role) const override
    {
        if (!this->checkIndex(index, QAbstractItemModel::CheckIndexOption::IndexIsValid))
            return {};
        const Row& row = this->row(index.row());
        switch (role) {
        case Qt::DisplayRole: return text(row, index.column());
        case Qt::ToolTipRole: return hint(row, index.column());
        case Qt::TextAlignmentRole: return alignment(index.column());
        case ExactRole: return exact(row, index.column());
        }
        return {};
    }

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal)
            return {};
        if (role == Qt::TextAlignmentRole)
            return alignment(section);
        return role == Qt::DisplayRole ? QVariant(head(section).title) : QVariant();
    }

protected:
    virtual ColumnHead head(int column) const = 0;
    virtual QString text(const Row& row, int column) const = 0;
    virtual QString hint(const Row& row, int column) const { return text(row, column); }
    /// As other programs read it; invalid: as it is shown.
    virtual QVariant exact(const Row&, int) const { return {}; }

private:
    QVariant alignment(int column) const
    {
        return QVariant::fromValue(Qt::AlignVCenter | (head(column).isNumber ? Qt::AlignRight : Qt::AlignLeft));
    }
};

} // namespace cairn::ui
